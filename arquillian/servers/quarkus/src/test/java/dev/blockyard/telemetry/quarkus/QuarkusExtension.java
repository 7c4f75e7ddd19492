package dev.blockyard.telemetry.quarkus;

import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.core.spi.LoadableExtension;

/** Gives Arquillian the Quarkus application as the only container. */
public final class QuarkusExtension implements LoadableExtension {
  /** For Arquillian. */
  public QuarkusExtension() {}

  @Override
  public void register(ExtensionBuilder builder) {
    builder.service(DeployableContainer.class, QuarkusApplication.class);
  }
}
