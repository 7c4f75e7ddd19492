package dev.blockyard.telemetry.tomcat;

import dev.blockyard.telemetry.container.CompleteWar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What OpenWebBeans needs in a WAR beside its jars, where it is the CDI container. */
final class OpenWebBeans {
  private static final String WEB_XML = "WEB-INF/web.xml";

  private OpenWebBeans() {}

  static WebArchive completed(WebArchive war) {
    return CompleteWar.DOCUMENTED.contains(WEB_XML)
        ? war.addClasses(ServletInjection.class).setWebXML(new StringAsset(webXml(war)))
        : war; // with Weld
  }

  /** The documented descriptor, or its listener in that of the application. */
  private static String webXml(WebArchive war) {
    String end = "</web-app>";
    String documented = text(CompleteWar.DOCUMENTED);
    String listener =
        documented.substring(documented.indexOf("<listener>"), documented.indexOf(end));
    return war.contains(WEB_XML) ? text(war).replace(end, listener + end) : documented;
  }

  private static String text(WebArchive war) {
    try (InputStream in = war.get(WEB_XML).getAsset().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
