package dev.blockyard.telemetry.container;

import java.io.File;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A WAR for Jakarta EE servers, with what a servlet container lacks. */
public final class CompleteWar {
  /** The WAR on the page about servers. */
  public static final WebArchive DOCUMENTED =
      ShrinkWrap.createFromZipFile(
          WebArchive.class, new File(System.getProperty("documented.war", "")));

  /** Its jars without the module and what comes with it, and the settings of its CDI container. */
  private static final String NEEDED =
      "/WEB-INF/lib/(?!blockyard-telemetry-|prometheus-metrics-).*"
          + "|/WEB-INF/classes/META-INF/openwebbeans/.*";

  private CompleteWar() {}

  /** Returns the WAR with the jars of the documented one. */
  public static WebArchive of(Archive<?> archive) {
    WebArchive war = archive.as(WebArchive.class).merge(DOCUMENTED, Filters.include(NEEDED));
    return war.contains("WEB-INF/classes/META-INF/beans.xml")
        ? war
        : war.addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
  }
}
