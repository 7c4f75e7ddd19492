package dev.blockyard.telemetry.internal.servers;

import java.net.URL;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The module's jar outside of the WARs of an EAR, as its URL tells. WildFly 39 keeps the names of
 * the archives in it. Open Liberty 26.0.0.3 unpacks an EAR into a cache folder without its name.
 * {@code StartScenario} holds both.
 */
public final class EarLibrary {
  private static final String CLASS_FILE = "/" + EarLibrary.class.getName().replace('.', '/');

  private static final Pattern OUTSIDE_OF_WARS =
      Pattern.compile(
          "(\\.ear!?/|/com\\.ibm\\.ws\\.app\\.manager_\\d+/\\.cache/)(?!.*(\\.war!?/|WEB-INF/))");

  private EarLibrary() {}

  /**
   * Returns where the jar is, if WARs share it.
   *
   * @return the URL of the jar; empty if the jar is in a WAR, or in no server
   */
  public static Optional<String> location() {
    URL file = EarLibrary.class.getResource("EarLibrary.class");
    return Optional.ofNullable(file)
        .map(URL::toString)
        .filter(EarLibrary::isOutsideOfWars)
        .map(location -> location.substring(0, location.lastIndexOf(CLASS_FILE)));
  }

  static boolean isOutsideOfWars(String location) {
    return OUTSIDE_OF_WARS.matcher(location).find();
  }
}
