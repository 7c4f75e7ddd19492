package dev.blockyard.telemetry.testing;

import static dev.blockyard.telemetry.testing.Series.bundlesUploaded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.blockyard.telemetry.BlockyardMetrics;
import dev.blockyard.telemetry.CountedBundleUpload;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.jboss.weld.junit5.auto.EnableAutoWeld;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The kit in each kind of container, and what keeps tests apart. */
class TelemetryExtensionTest {

  @ApplicationScoped
  static class Bundles {
    @Inject BlockyardMetrics metrics;

    @CountedBundleUpload
    void upload() {}

    void uploadByHand() {
      metrics.bundleUploaded();
    }
  }

  abstract static class Uploads {
    @RegisterExtension final TelemetryExtension telemetry = TelemetryExtension.create();
    @Inject Bundles bundles;

    @Test
    void aCallIsCountedOnce() {
      bundles.upload();
      assertThat(telemetry.metrics()).counted(bundlesUploaded(), 1).andNothingElse();
      assertThat(telemetry.spans()).traced("bundle.upload").andNothingElse();
    }

    @Test
    void injectedMetricsAreThoseOfTheTest() {
      bundles.uploadByHand();
      assertThat(telemetry.metrics()).counted(bundlesUploaded(), 1).andNothingElse();
    }
  }

  @Nested
  @EnableWeld
  class WithBeanClasses extends Uploads {
    @WeldSetup final WeldInitiator weld = WeldInitiator.of(Bundles.class);
  }

  @Nested
  @EnableWeld
  class WithABuilder extends Uploads {
    @WeldSetup
    final WeldInitiator weld =
        WeldInitiator.from(WeldInitiator.createWeld().addBeanClass(Bundles.class)).build();
  }

  /** Weld finds the module's own beans as well. */
  @Nested
  @EnableWeld
  class WithDiscovery extends Uploads {
    @WeldSetup
    final WeldInitiator weld =
        WeldInitiator.of(new Weld().addBeanClass(Bundles.class).skipShutdownHook());
  }

  @EnableAutoWeld
  static class AutoWeld extends Uploads {}

  /** Not nested, because Weld would make a bean of this class. */
  @Test
  void autoWeldHasTheModule() {
    EngineExecutionResults results = run(AutoWeld.class);
    assertThat(failures(results)).isEmpty();
    assertThat(results.testEvents().succeeded().count()).isEqualTo(2);
  }

  @Nested
  @EnableWeld
  class WithoutTheExtension {
    @WeldSetup final WeldInitiator weld = WeldInitiator.of(TelemetryExtensionTest.class);

    @Test
    void nothingIsAdded() {
      assertThat(weld.select(BlockyardMetrics.class).isUnsatisfied()).isTrue();
    }
  }

  /**
   * Both tests run at the same time, and meet before their calls and after them. Their containers
   * start one after the other, because Weld may lose extensions where two start at once.
   */
  @Execution(ExecutionMode.CONCURRENT)
  static class Parallel {
    static final CyclicBarrier BOTH = new CyclicBarrier(2);

    @RegisterExtension final TelemetryExtension telemetry = TelemetryExtension.create();

    @Test
    void uploadsOnce() throws Exception {
      upload(1);
    }

    @Test
    void uploadsTwice() throws Exception {
      upload(2);
    }

    private static WeldContainer start() {
      synchronized (BOTH) {
        return WeldInitiator.createWeld().addBeanClass(Bundles.class).initialize();
      }
    }

    private void upload(int times) throws Exception {
      try (WeldContainer container = start()) {
        BOTH.await(60, TimeUnit.SECONDS);
        for (int i = 0; i < times; i++) {
          container.select(Bundles.class).get().upload();
        }
        BOTH.await(60, TimeUnit.SECONDS);
      }
      assertThat(telemetry.metrics()).counted(bundlesUploaded(), times).andNothingElse();
      assertThat(telemetry.spans().ended()).hasSize(times);
    }
  }

  @Test
  void parallelTestsShareNothing() {
    EngineExecutionResults results =
        EngineTestKit.engine("junit-jupiter")
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
            .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
            .selectors(selectClass(Parallel.class))
            .execute();
    assertThat(failures(results)).isEmpty();
    assertThat(results.testEvents().succeeded().count()).isEqualTo(2);
  }

  @EnableWeld
  @TestInstance(Lifecycle.PER_CLASS)
  static class OneInstance {
    @RegisterExtension final TelemetryExtension telemetry = TelemetryExtension.create();
    @WeldSetup final WeldInitiator weld = WeldInitiator.of(Bundles.class);

    @RepeatedTest(2)
    void startsFromWhatIsThere() {
      weld.select(Bundles.class).get().upload();
      assertThat(telemetry.metrics()).counted(bundlesUploaded(), 1).andNothingElse();
      assertThat(telemetry.spans()).traced("bundle.upload").andNothingElse();
    }
  }

  @Test
  void testsOfOneInstanceSeeOnlyTheirOwnEvents() {
    EngineExecutionResults results = run(OneInstance.class);
    assertThat(failures(results)).isEmpty();
    assertThat(results.testEvents().succeeded().count()).isEqualTo(2);
    assertThat(TelemetryExtension.current()).isNull();
  }

  @TestInstance(Lifecycle.PER_CLASS)
  @TestClassOrder(ClassOrderer.OrderAnnotation.class)
  static class OneInstanceAroundOthers {
    @RegisterExtension final TelemetryExtension telemetry = TelemetryExtension.create();

    @Nested
    class Inner {
      @RepeatedTest(2)
      void recordsInWhatIsAround() {
        assertThat(TelemetryExtension.of(telemetry.id())).isSameAs(telemetry);
        assertThat(TelemetryExtension.current()).isSameAs(telemetry);
      }
    }

    @Nested
    @Order(1)
    class WithItsOwn {
      @RegisterExtension final TelemetryExtension own = TelemetryExtension.create();

      @Test
      void recordsInItsOwn() {
        assertThat(TelemetryExtension.current()).isSameAs(own);
      }
    }

    @Nested
    class Last {
      @RepeatedTest(2)
      void stillRecordsInWhatIsAround() {
        assertThat(TelemetryExtension.current()).isSameAs(telemetry);
      }
    }
  }

  @Test
  void nestedClassesShareWhatTheTestsAroundThemShare() {
    EngineExecutionResults results = run(OneInstanceAroundOthers.class);
    assertThat(failures(results)).isEmpty();
    assertThat(results.testEvents().succeeded().count()).isEqualTo(5);
    assertThat(TelemetryExtension.current()).isNull();
  }

  static class Static {
    @RegisterExtension static final TelemetryExtension TELEMETRY = TelemetryExtension.create();

    @Test
    void neverRuns() {}
  }

  @Test
  void aStaticFieldIsRefused() {
    assertThat(failures(run(Static.class)))
        .singleElement()
        .asString()
        .contains("Static is static: make it an instance field");
    assertThat(TelemetryExtension.current()).isNull();
  }

  static class Broken {
    @RegisterExtension final TelemetryExtension telemetry = TelemetryExtension.create();

    Broken() {
      throw new IllegalStateException("broken");
    }

    @Test
    void neverRuns() {}
  }

  /** The extension of a test that could not be created is not that of the test after the next. */
  @Test
  void aTestThatCannotBeCreatedLeavesNothingToTheNextButOne() {
    assertThat(failures(run(Broken.class))).hasSize(1);
    assertThat(failures(run(OneInstance.class))).isEmpty();
    assertThat(TelemetryExtension.current()).isNull();
  }

  @Nested
  class AroundAnotherTest {
    @RegisterExtension final TelemetryExtension telemetry = TelemetryExtension.create();

    @Test
    void theThreadIsGivenBack() {
      assertThat(failures(run(OneInstance.class))).isEmpty();
      assertThat(TelemetryExtension.current()).isSameAs(telemetry);
    }
  }

  private static EngineExecutionResults run(Class<?> test) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(test)).execute();
  }

  private static List<Throwable> failures(EngineExecutionResults results) {
    return results.allEvents().failed().stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .flatMap(result -> result.getThrowable().stream())
        .toList();
  }
}
