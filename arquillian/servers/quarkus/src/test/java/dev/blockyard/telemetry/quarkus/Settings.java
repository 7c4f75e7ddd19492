package dev.blockyard.telemetry.quarkus;

import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/** What the application is started with, as the archive that {@link QuarkusApplication} deploys. */
final class Settings {
  /** The name of the application, which is its context path. */
  static final String APPLICATION = "probe";

  private Settings() {}

  /** Those for an application without OpenTelemetry. */
  static JavaArchive untraced() {
    return of(APPLICATION, "quarkus.otel.sdk.disabled=true");
  }

  /** These settings, each a key, {@code =} and a value, as a deployment of some name. */
  static JavaArchive of(String deployment, String... settings) {
    JavaArchive archive = ShrinkWrap.create(JavaArchive.class, deployment + ".jar");
    for (String setting : settings) {
      archive.add(new StringAsset(setting), setting.replaceFirst("=.*", ""));
    }
    return archive;
  }
}
