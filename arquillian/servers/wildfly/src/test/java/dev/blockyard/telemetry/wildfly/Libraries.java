package dev.blockyard.telemetry.wildfly;

import java.io.File;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What an application on WildFly brings with it, and what of the server it refuses. */
public final class Libraries {
  private Libraries() {}

  /** Adds SmallRye Metrics with all that it needs, as the build resolved it. */
  public static WebArchive withMetrics(WebArchive war) {
    File folder = new File(System.getProperty("wildfly.libs", ""));
    return war.addAsLibraries(Objects.requireNonNull(folder.listFiles(), folder::toString));
  }

  /** Hides subsystems of the server from an application. */
  public static WebArchive withoutSubsystems(WebArchive war, String... subsystems) {
    return war.addAsWebInfResource(
        new StringAsset(
            Arrays.stream(subsystems)
                .map(name -> "<subsystem name=\"" + name + "\"/>")
                .collect(
                    Collectors.joining(
                        "",
                        "<jboss-deployment-structure><deployment><exclude-subsystems>",
                        "</exclude-subsystems></deployment></jboss-deployment-structure>"))),
        "jboss-deployment-structure.xml");
  }
}
