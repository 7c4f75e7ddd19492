package dev.blockyard.telemetry.jetty;

import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.core.spi.LoadableExtension;

/** Gives Arquillian Jetty as the only container. */
public final class JettyExtension implements LoadableExtension {
  /** For Arquillian. */
  public JettyExtension() {}

  @Override
  public void register(ExtensionBuilder builder) {
    builder.service(DeployableContainer.class, Jetty.class);
  }
}
