package dev.blockyard.telemetry.internal.microprofile;

import static dev.blockyard.telemetry.internal.metrics.BlockyardMetric.APP_COLD_START;
import static dev.blockyard.telemetry.internal.metrics.BlockyardMetric.APP_PROXY_REQUEST;
import static dev.blockyard.telemetry.internal.metrics.BlockyardMetric.BUILD;
import static dev.blockyard.telemetry.internal.metrics.BlockyardMetric.COLD_START;
import static dev.blockyard.telemetry.internal.metrics.BlockyardMetric.COLD_START_PHASE;
import static dev.blockyard.telemetry.internal.metrics.BlockyardMetric.PROXY_REQUEST;
import static dev.blockyard.telemetry.internal.microprofile.DistributionSetting.BUCKETS;
import static dev.blockyard.telemetry.internal.microprofile.DistributionSetting.FINE_BUCKETS;
import static dev.blockyard.telemetry.internal.microprofile.DistributionSetting.PERCENTILES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blockyard.telemetry.internal.config.MicroProfileConfig;
import dev.blockyard.telemetry.internal.metrics.BlockyardMetric;
import dev.blockyard.telemetry.testing.Log;
import dev.blockyard.telemetry.testing.TestConfig;
import dev.blockyard.telemetry.testing.TestRegistry;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether the module's settings arrive, judged the way MicroProfile Metrics reads them. */
class DistributionSettingTest {
  private static final String COLD = "blockyard_cold_start_seconds=";

  private static final BlockyardMetric[] ALL = {
    COLD_START, PROXY_REQUEST, BUILD, COLD_START_PHASE, APP_COLD_START, APP_PROXY_REQUEST
  };
  private static final BlockyardMetric[] NONE = {};

  static Stream<Arguments> settings() {
    return Stream.of(
        Arguments.of(PERCENTILES, "", ALL),
        Arguments.of(PERCENTILES, PERCENTILES.entries(), NONE),
        Arguments.of(PERCENTILES, "blockyard_.*=", NONE),
        Arguments.of(PERCENTILES, "*=", NONE),
        Arguments.of(PERCENTILES, "*", NONE),
        Arguments.of(PERCENTILES, ".*=0.5;*=", NONE),
        Arguments.of(PERCENTILES, "*=;.*=0.5", ALL),
        Arguments.of(PERCENTILES, "blockyard=", ALL),
        Arguments.of(PERCENTILES, " blockyard_.*=", ALL),
        Arguments.of(PERCENTILES, "blockyard_.*= ", ALL),
        Arguments.of(PERCENTILES, PERCENTILES.entries() + ";", NONE),
        Arguments.of(PERCENTILES, PERCENTILES.entries() + ";checkout=0.5", NONE),
        Arguments.of(PERCENTILES, PERCENTILES.entries() + ";.*build.*=0.5", only(BUILD)),
        Arguments.of(PERCENTILES, PERCENTILES.entries() + ";(=0.5", NONE),
        Arguments.of(PERCENTILES, "[;=;==;" + PERCENTILES.entries(), NONE),
        Arguments.of(FINE_BUCKETS, "", NONE),
        Arguments.of(FINE_BUCKETS, FINE_BUCKETS.entries(), NONE),
        Arguments.of(FINE_BUCKETS, ".*=true", ALL),
        Arguments.of(FINE_BUCKETS, "*= TRUE ", ALL),
        Arguments.of(FINE_BUCKETS, "*=true;blockyard_build_seconds=", ALL),
        Arguments.of(FINE_BUCKETS, "*=true;blockyard_.*=no", NONE),
        Arguments.of(FINE_BUCKETS, "checkout=true", NONE),
        Arguments.of(
            FINE_BUCKETS,
            FINE_BUCKETS.entries() + ";.*blockyard_cold_start_s.*=true",
            only(COLD_START)),
        Arguments.of(BUCKETS, "", ALL),
        Arguments.of(BUCKETS, BUCKETS.entries(), NONE),
        Arguments.of(BUCKETS, COLD + "500ms,1s,2s,4s,8s,16s,32s,64s", butFor(COLD_START)),
        Arguments.of(BUCKETS, COLD + "64000, 32s,16s,8s,4s,2s,1s,500 ,1s", butFor(COLD_START)),
        Arguments.of(BUCKETS, COLD + "500ms,1s,2s,4s,8s,16s,32s,64s,zzz", butFor(COLD_START)),
        Arguments.of(BUCKETS, COLD + "500ms,1s,2s,4s,8s,16s,32s,64s,2m", ALL),
        Arguments.of(BUCKETS, COLD + "1s,2s,4s,8s,16s,32s,64s", ALL),
        Arguments.of(BUCKETS, BUCKETS.entries() + ";" + COLD, NONE),
        Arguments.of(BUCKETS, BUCKETS.entries() + ";.*=1h", ALL),
        Arguments.of(BUCKETS, ".*=1h;" + BUCKETS.entries(), NONE),
        Arguments.of(BUCKETS, BUCKETS.entries() + ";blockyard_build_.*=1s", only(BUILD)),
        Arguments.of(BUCKETS, COLD + "99999999999999999999ms", ALL),
        Arguments.of(BUCKETS, "*", ALL));
  }

  private static BlockyardMetric[] only(BlockyardMetric histogram) {
    return new BlockyardMetric[] {histogram};
  }

  private static BlockyardMetric[] butFor(BlockyardMetric histogram) {
    return Stream.of(ALL).filter(other -> other != histogram).toArray(BlockyardMetric[]::new);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void theRightmostEntryThatMatchesDecides(
      DistributionSetting setting, String configured, BlockyardMetric[] lost) {
    assertThat(setting.overridden(configured)).containsExactly(lost);
  }

  private static List<String> warnings(ConfigSource source, boolean discovered) {
    TestConfig config = discovered ? TestConfig.with(source) : TestConfig.only(source);
    try (TestRegistry registry = new TestRegistry();
        Log log = Log.open()) {
      config.run(() -> MicroProfileBackend.on(registry.registry()));
      return log.messages();
    }
  }

  @Test
  void aSourceAboveTheModulesIsNamedWithWhatToDo() {
    ConfigSource above =
        TestConfig.source("pinned", Integer.MAX_VALUE, BUCKETS.key(), ".*build.*=1s;checkout=1s");

    assertThat(warnings(above, true))
        .singleElement()
        .asString()
        .startsWith(
            "BYT0019: mp.metrics.distribution.timer.buckets is without the module's entries for"
                + " blockyard_cold_start_seconds, blockyard_proxy_request_seconds,"
                + " blockyard_build_seconds, blockyard_cold_start_phase_seconds,"
                + " blockyard_app_cold_start_seconds, blockyard_app_proxy_request_seconds, whose")
        .contains("its value comes from PropertiesConfigSource[source=pinned]", "below 2147483646")
        .endsWith("append them: " + BUCKETS.entries());
  }

  @Test
  void whatTheMessageSaysMendsIt() {
    for (DistributionSetting setting : DistributionSetting.values()) {
      assertThat(
              warnings(
                  TestConfig.source("pinned", Integer.MAX_VALUE, setting.key(), ".*=true"), true))
          .singleElement()
          .asString()
          .startsWith("BYT0019: " + setting.key() + " ");
      String mended = ".*=true;" + setting.entries();
      assertThat(
              warnings(TestConfig.source("pinned", Integer.MAX_VALUE, setting.key(), mended), true))
          .isEmpty();
      assertThat(
              warnings(
                  TestConfig.source(
                      "pinned", HistogramBucketsConfigSource.ORDINAL - 1, setting.key(), ".*=true"),
                  true))
          .isEmpty();
    }
  }

  @Test
  void aConfigurationThatWasBuiltWithoutTheModuleIsNoticed() {
    assertThat(warnings(TestConfig.source("own", 100, "checkout.size", "7"), false))
        .hasSize(2)
        .allMatch(message -> message.contains("comes from no source"))
        .anyMatch(message -> message.startsWith("BYT0019: " + PERCENTILES.key() + " "))
        .anyMatch(message -> message.startsWith("BYT0019: " + BUCKETS.key() + " "));
  }

  @ParameterizedTest
  @EnumSource
  void aRegularExpressionThatIsNoneBreaksNothing(DistributionSetting setting) {
    assertThat(warnings(TestConfig.source("own", 500, setting.key(), "(=1"), true)).isEmpty();
  }

  @Test
  void aSourceThatFailsBreaksNothing() {
    ConfigSource failing =
        new ConfigSource() {
          @Override
          public Set<String> getPropertyNames() {
            return Set.of();
          }

          @Override
          public @Nullable String getValue(String key) {
            if (key.startsWith("mp.metrics.")) {
              throw new IllegalStateException("not now");
            }
            return null;
          }

          @Override
          public String getName() {
            return "failing";
          }
        };
    try (Log log = Log.open()) {
      TestConfig.with(failing)
          .run(
              () -> {
                assertThatThrownBy(() -> MicroProfileConfig.value(BUCKETS.key()))
                    .hasMessage("not now");
                DistributionSetting.warnOfOverridden();
              });

      assertThat(log.messages()).isEmpty();
    }
  }
}
