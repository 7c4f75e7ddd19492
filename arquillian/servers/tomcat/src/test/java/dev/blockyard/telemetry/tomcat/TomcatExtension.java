package dev.blockyard.telemetry.tomcat;

import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.core.spi.LoadableExtension;

/** Gives Arquillian Tomcat as the only container. */
public final class TomcatExtension implements LoadableExtension {
  /** For Arquillian. */
  public TomcatExtension() {}

  @Override
  public void register(ExtensionBuilder builder) {
    builder.service(DeployableContainer.class, Tomcat.class);
  }
}
