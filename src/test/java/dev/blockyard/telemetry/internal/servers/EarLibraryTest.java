package dev.blockyard.telemetry.internal.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarLibraryTest {
  private static final String LIBERTY =
      "wsjar:file:/wlp/usr/servers/s/workarea/org.eclipse.osgi/51/data/cache/com.ibm.ws.app.manager_2";

  @ParameterizedTest
  @CsvSource({
    "vfs:/content/shop.ear/lib/telemetry.jar/,                      true",
    "wsjar:file:/server/apps/shop.ear/lib/telemetry.jar!/,          true",
    "jar:file:/server/apps/shop.ear!/lib/telemetry.jar!/,           true",
    LIBERTY + "/.cache/lib/telemetry.jar!/,                         true",
    "vfs:/content/shop.ear/web.war/WEB-INF/lib/telemetry.jar/,      false",
    "wsjar:file:/apps/shop.ear/web.war/WEB-INF/lib/telemetry.jar!/, false",
    "jar:file:/apps/shop.ear!/web.war!/WEB-INF/lib/telemetry.jar!/, false",
    LIBERTY + "/.cache/WEB-INF/lib/telemetry.jar!/,                 false",
    LIBERTY + "/.cache/.cache/web.war/WEB-INF/lib/telemetry.jar!/,  false",
    "vfs:/content/web.war/WEB-INF/lib/telemetry.jar/,               false",
    "jar:file:/opt/platform.early/lib/telemetry.jar!/,              false",
    "file:/project/target/classes/,                                 false"
  })
  void onlyAJarThatWarsShareIsOutsideOfThem(String folder, boolean outside) {
    assertThat(EarLibrary.isOutsideOfWars(folder + "dev/blockyard/telemetry/A.class"))
        .isEqualTo(outside);
  }

  @Test
  void noServerIsNoEar() {
    assertThat(EarLibrary.location()).isEmpty();
  }
}
