package dev.blockyard.telemetry.quarkus;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.Asset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/**
 * What the application is started with.
 *
 * @param text a key, {@code =} and a value
 */
record Setting(String text) implements Asset {
  /** The name of the application, which is its context path. */
  static final String APPLICATION = "probe";

  /** The application without OpenTelemetry. */
  static JavaArchive untraced() {
    return application(APPLICATION, "quarkus.otel.sdk.disabled=true");
  }

  /** The application with these settings, as a deployment of some name. */
  static JavaArchive application(String deployment, String... settings) {
    JavaArchive archive = ShrinkWrap.create(JavaArchive.class, deployment + ".jar");
    for (String setting : settings) {
      archive.add(new Setting(setting), setting.replaceFirst("=.*", ""));
    }
    return archive;
  }

  @Override
  public InputStream openStream() {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
