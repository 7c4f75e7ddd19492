package dev.blockyard.telemetry.tomcat;

import java.io.File;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A WAR for Jakarta EE servers, with what a servlet container lacks. */
final class CompleteWar {
  /** The jars of the WAR on the page about servers, without the module and what comes with it. */
  private static final String LIBRARIES =
      "/WEB-INF/lib/(?!blockyard-telemetry-|prometheus-metrics-).*";

  private static final File DOCUMENTED = new File(System.getProperty("documented.war", ""));

  private CompleteWar() {}

  static WebArchive of(Archive<?> archive) {
    WebArchive war =
        archive
            .as(WebArchive.class)
            .merge(
                ShrinkWrap.createFromZipFile(WebArchive.class, DOCUMENTED),
                Filters.include(LIBRARIES));
    return war.contains("WEB-INF/classes/META-INF/beans.xml")
        ? war
        : war.addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
  }
}
