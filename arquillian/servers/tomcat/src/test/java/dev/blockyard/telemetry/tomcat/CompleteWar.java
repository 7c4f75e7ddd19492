package dev.blockyard.telemetry.tomcat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A WAR for Jakarta EE servers, with what a servlet container lacks. */
final class CompleteWar {
  /** The jars of the WAR on the page about servers, without the module and what comes with it. */
  private static final String LIBRARIES =
      "/WEB-INF/lib/(?!blockyard-telemetry-|prometheus-metrics-).*";

  private static final String SETTINGS = "/WEB-INF/classes/META-INF/openwebbeans/.*";
  private static final String WEB_XML = "WEB-INF/web.xml";
  private static final WebArchive DOCUMENTED =
      ShrinkWrap.createFromZipFile(
          WebArchive.class, new File(System.getProperty("documented.war", "")));

  /** Whether the CDI container is OpenWebBeans, and not Weld. */
  private static final boolean HAS_OPEN_WEB_BEANS = DOCUMENTED.contains(WEB_XML);

  private CompleteWar() {}

  static WebArchive of(Archive<?> archive) {
    WebArchive war =
        archive.as(WebArchive.class).merge(DOCUMENTED, Filters.include(LIBRARIES + "|" + SETTINGS));
    if (HAS_OPEN_WEB_BEANS) {
      war.addClasses(ServletInjection.class).setWebXML(new StringAsset(webXml(war)));
    }
    return war.contains("WEB-INF/classes/META-INF/beans.xml")
        ? war
        : war.addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
  }

  /** The documented descriptor, or its listener in that of the application. */
  private static String webXml(WebArchive war) {
    String end = "</web-app>";
    String documented = text(DOCUMENTED);
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
