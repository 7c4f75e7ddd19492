package dev.blockyard.telemetry.payara;

import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.core.spi.LoadableExtension;

/** Gives Arquillian Payara Micro as the only container. */
public final class PayaraExtension implements LoadableExtension {
  /** For Arquillian. */
  public PayaraExtension() {}

  @Override
  public void register(ExtensionBuilder builder) {
    builder.service(DeployableContainer.class, PayaraMicro.class);
  }
}
