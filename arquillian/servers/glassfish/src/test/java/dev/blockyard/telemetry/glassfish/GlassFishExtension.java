package dev.blockyard.telemetry.glassfish;

import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.core.spi.LoadableExtension;

/** Gives Arquillian GlassFish as the only container. */
public final class GlassFishExtension implements LoadableExtension {
  /** For Arquillian. */
  public GlassFishExtension() {}

  @Override
  public void register(ExtensionBuilder builder) {
    builder.service(DeployableContainer.class, GlassFish.class);
  }
}
