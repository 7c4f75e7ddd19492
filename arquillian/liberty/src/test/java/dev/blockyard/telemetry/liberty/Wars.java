package dev.blockyard.telemetry.liberty;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.liberty.probe.RequestEnd;
import java.io.File;
import java.net.URISyntaxException;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The web applications that the tests deploy. */
final class Wars {
  private Wars() {}

  /** The probe with the module in {@code WEB-INF/lib} and nothing else that mentions it. */
  static WebArchive probe(String name) {
    return ShrinkWrap.create(WebArchive.class, name + ".war")
        .addPackage(RequestEnd.class.getPackage())
        .addAsWebInfResource("probe/web.xml", "web.xml")
        .addAsLibrary(module());
  }

  static WebArchive probe(String name, String... config) {
    return configured(probe(name), config);
  }

  /** The sample as its build made it, with configuration. */
  static WebArchive sample(String... config) {
    File built = new File(System.getProperty("sample.war", ""));
    return configured(
        ShrinkWrap.createFromZipFile(WebArchive.class, built).as(WebArchive.class), config);
  }

  private static WebArchive configured(WebArchive war, String... config) {
    return war.addAsResource(
        new StringAsset(String.join("\n", config)), "META-INF/microprofile-config.properties");
  }

  private static File module() {
    try {
      return new File(
          BlockyardMetrics.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
