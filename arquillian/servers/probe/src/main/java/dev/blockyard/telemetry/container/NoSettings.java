package dev.blockyard.telemetry.container;

import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;

/** The configuration of a container whose build says where everything is. */
public final class NoSettings implements ContainerConfiguration {
  /** For Arquillian. */
  public NoSettings() {}

  @Override
  public void validate() {}
}
