package dev.blockyard.telemetry.internal.interception;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.CountedBundleUpload;
import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.CountedWorkerStop;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.containers.StandIn;
import dev.blockyard.telemetry.internal.deployment.TestDeployment;
import dev.blockyard.telemetry.testing.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InterceptionFactory;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.interceptor.InvocationContext;
import java.util.Map;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bindings that no class declares: those of an extension, and of an interception factory. */
@EnableWeld
class AddedBindingsTest {
  private final TestDeployment deployment = new TestDeployment();

  @WeldSetup
  final WeldInitiator weld =
      WeldInitiator.of(
          deployment
              .weld(Bundles.class, Launchers.class, Stops.class)
              .addExtension(new AddsUploads())
              .addExtension(new AddsCrashes()));

  @AfterEach
  void nothingIsLeft() {
    deployment.close();
  }

  @SuppressWarnings("serial")
  private static final class Upload extends AnnotationLiteral<CountedBundleUpload>
      implements CountedBundleUpload {}

  @SuppressWarnings("serial")
  private static final class Spawn extends AnnotationLiteral<CountedWorkerSpawn>
      implements CountedWorkerSpawn {}

  @ApplicationScoped
  static class Bundles {
    void upload() {}

    @CountedWorkerSpawn
    void uploadAndSpawn() {}
  }

  static class AddsUploads implements Extension {
    void add(@Observes ProcessAnnotatedType<Bundles> type) {
      type.configureAnnotatedType().methods().forEach(method -> method.add(new Upload()));
    }
  }

  /** Of a library, which knows nothing of the module. */
  static class Launcher {
    void launch() {}
  }

  /** Of the same library, with a binding of its own. */
  record Installer(Launcher launcher) {}

  @ApplicationScoped
  @CountedWorkerStop(StopReason.GRACEFUL)
  static class Stops {
    void stop() {}
  }

  @SuppressWarnings("serial")
  private static final class Crash extends AnnotationLiteral<CountedWorkerStop>
      implements CountedWorkerStop {
    @Override
    public StopReason[] value() {
      return new StopReason[] {StopReason.CRASHED};
    }
  }

  static class AddsCrashes implements Extension {
    void add(@Observes ProcessAnnotatedType<Stops> type) {
      type.configureAnnotatedType().methods().forEach(method -> method.add(new Crash()));
    }
  }

  @ApplicationScoped
  static class Launchers {
    @Produces
    Installer installer(InterceptionFactory<Launcher> factory) {
      factory.configure().filterMethods(method -> true).forEach(one -> one.add(new Upload()));
      return new Installer(factory.createInterceptedInstance(new Launcher()));
    }

    @Produces
    Launcher launcher(InterceptionFactory<Launcher> factory) {
      factory.configure().filterMethods(method -> true).forEach(one -> one.add(new Spawn()));
      return factory.createInterceptedInstance(new Launcher());
    }
  }

  private static final Map<String, Double> UPLOADED =
      Map.of("blockyard_bundles_uploaded_total", 1.0);

  @Test
  void whatAnExtensionAddsIsRecorded() {
    Map<String, Double> before = deployment.series();
    weld.select(Bundles.class).get().upload();
    assertThat(deployment.movedSince(before)).isEqualTo(UPLOADED);
  }

  @Test
  void whatAnExtensionAddsIsRecordedBesideWhatTheMethodDeclares() {
    Map<String, Double> before = deployment.series();
    weld.select(Bundles.class).get().uploadAndSpawn();
    assertThat(deployment.movedSince(before))
        .containsAllEntriesOf(UPLOADED)
        .containsEntry("blockyard_workers_spawned_total", 1.0);
  }

  @Test
  void whatAnInterceptionFactoryAddsIsRecorded() {
    Map<String, Double> before = deployment.series();
    weld.select(Launcher.class).get().launch();
    assertThat(deployment.movedSince(before)).containsEntry("blockyard_workers_spawned_total", 1.0);
  }

  @Test
  void instancesOfOneClassHaveBindingsOfTheirOwn() {
    weld.select(Launcher.class).get().launch();
    Map<String, Double> before = deployment.series();
    weld.select(Installer.class).get().launcher().launch();
    assertThat(deployment.movedSince(before)).isEqualTo(UPLOADED);
  }

  @Test
  void bindingThatAnExtensionAddsToAMethodWinsOverTheClass() {
    Map<String, Double> before = deployment.series();
    weld.select(Stops.class).get().stop();
    assertThat(deployment.movedSince(before))
        .containsEntry("blockyard_workers_stopped_total{reason=crashed}", 1.0);
  }

  @Test
  void whatAnotherContainerKeepsToItselfIsWarnedAboutOnce() throws Exception {
    InvocationContext call =
        StandIn.of(
            InvocationContext.class,
            Map.of(
                "getTarget",
                new Launcher(),
                "getMethod",
                Launcher.class.getDeclaredMethod("launch"),
                "getContextData",
                Map.of(),
                "proceed",
                "launched"));
    Operations operations = weld.select(Operations.class).get().unwrapped();
    try (Log log = Log.open()) {
      for (int i = 0; i < 2; i++) {
        assertThat(operations.of(call).around(call)).isEqualTo("launched");
      }
      assertThat(log.messages())
          .singleElement()
          .asString()
          .startsWith("BYT0012: the annotation on " + Launcher.class.getName() + ".launch was not");
    }
  }
}
