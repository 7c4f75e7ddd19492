package dev.blockyard.telemetry.internal.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that an object makes to itself, past its interceptors. */
class SelfInvocationTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        @ApplicationScoped class Workers {
          Workers() {
            spawn("first"); // BYT0073 warning
          }

          @CountedWorkerSpawn
          void spawn(String app) {}

          @TimedColdStart
          void start(String app) {
            spawn(app); // BYT0073 warning
            this.spawn(app); // BYT0073 warning
            Workers.this.spawn(app); // BYT0073 warning
            List.of(app).forEach(this::spawn); // BYT0073 warning
            Runnable later = () -> spawn(app); // BYT0073 warning
            new Thread() {
              @Override
              public void run() {
                spawn(app); // BYT0073 warning
              }
            };
          }
        }
        """,
        """
        class Base {
          @CountedWorkerSpawn
          void spawn() {}
        }

        @ApplicationScoped class Workers extends Base {
          void start() {
            spawn(); // BYT0073 warning
          }
        }
        """,
        // Once is enough.
        """
        class Workers {
          @CountedWorkerSpawn
          private void spawn() {} // BYT0022 warning

          @CountedWorkerSpawn
          static void launch() {} // BYT0022 warning

          void start() {
            spawn();
            launch();
          }
        }
        """,
        """
        class Base {
          @CountedWorkerSpawn
          void spawn() {}
        }

        class Double extends Base {
          void start() {
            spawn();
          }
        }
        """,
        """
        @ApplicationScoped class Workers {
          @Inject Workers itself;
          @Inject Others others;

          @CountedWorkerSpawn
          void spawn() {}

          void start(Workers workers) {
            itself.spawn();
            workers.spawn();
            others.crashed();
            helper();
            itself.helper();
          }

          void helper() {}

          // What is recorded for the caller need not be recorded twice.
          @CountedWorkerSpawn
          @TimedColdStart
          void spawn(String app) {
            spawn();
            Runnable later = () -> spawn();
            new Thread() {
              @Override
              public void run() {
                spawn();
              }
            };
          }
        }

        @CountedWorkerStop
        @Dependent
        class Others {
          @CountedWorkerStop(StopReason.CRASHED)
          void crashed() {}

          void stop(StopReason reason) {
            crashed();
          }

          void stop(String worker, StopReason reason) {
            stop(reason);
          }
        }
        """
      })
  void oneThatIsNotRecordedIsWarnedOf(String text) {
    MarkedSource source = new MarkedSource(text);
    assertThat(source.reports()).isEqualTo(source.marks());
  }

  @Test
  void theWarningNamesTheMethodAndWhatIsLost() {
    assertThat(
            new MarkedSource(
                    """
                    @ApplicationScoped class Workers {
                      @CountedWorkerSpawn
                      void spawn(String app) {}

                      void start() {
                        spawn("shop");
                      }
                    }
                    """)
                .compile()
                .warnings())
        .singleElement()
        .extracting(warning -> warning.getMessage(null))
        .isEqualTo(
            "BYT0073: example.Workers.spawn(String) is called by its own object, past CDI, so this"
                + " call is not recorded for @CountedWorkerSpawn: move the method to another bean,"
                + " or the annotation to a method that other beans call");
  }

  @Test
  void theOptionSwitchesThisOffToo() {
    String text =
        """
        @ApplicationScoped class Workers {
          @CountedWorkerSpawn
          void spawn() {}

          void start() {
            spawn();
          }
        }
        """;
    assertThat(new MarkedSource(text).reports()).hasSize(1);
    assertThat(new MarkedSource(text).reports("-Ablockyard.telemetry.validation=off"))
        .isEqualTo(Map.of());
  }
}
