package dev.blockyard.telemetry.tck;

import org.jboss.arquillian.container.test.spi.client.deployment.ApplicationArchiveProcessor;
import org.jboss.arquillian.core.spi.LoadableExtension;

/** Lets Arquillian complete each archive of the kits. */
public final class TckExtension implements LoadableExtension {
  /** For Arquillian. */
  public TckExtension() {}

  @Override
  public void register(ExtensionBuilder builder) {
    builder.service(ApplicationArchiveProcessor.class, CompletedArchive.class);
  }
}
