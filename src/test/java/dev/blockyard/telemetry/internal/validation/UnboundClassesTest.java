package dev.blockyard.telemetry.internal.validation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.CountedWorkerSpawn;
import dev.blockyard.telemetry.TimedProxyRequest;
import dev.blockyard.telemetry.internal.deployment.TestDeployment;
import dev.blockyard.telemetry.testing.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Vetoed;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Set;
import kotlin.Metadata;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Annotated classes that CDI does not know, which it therefore cannot refuse. */
class UnboundClassesTest {
  private static final String NO_BEAN =
      " is annotated, but is no bean, so nothing is recorded: give it a scope, such as"
          + " @ApplicationScoped, in an archive that CDI scans, and let CDI create it, or remove the"
          + " annotations";

  private final TestDeployment deployment = new TestDeployment();
  private final Log log = Log.open();

  @AfterEach
  void nothingIsLeft() {
    log.close();
    deployment.close();
  }

  static class Forgotten {
    @CountedWorkerSpawn
    void spawn() {}
  }

  @CountedWorkerSpawn
  @Deprecated
  static class ForgottenAsWell extends Forgotten implements Runnable {
    @Override
    public void run() {}
  }

  /** As the Kotlin compiler marks it. */
  @Metadata
  static class ForgottenInKotlin {
    @CountedWorkerSpawn
    void spawn() {}
  }

  @ApplicationScoped
  static class Bean extends Forgotten {}

  @ApplicationScoped
  static class Producer {
    @Produces
    Runnable forgotten() {
      return new ForgottenAsWell();
    }
  }

  @Test
  void classWithoutScopeIsWarnedAbout() {
    try (WeldContainer container = deployment.weld(Producer.class).initialize()) {
      Set<Class<?>> annotated =
          Set.of(ForgottenAsWell.class, Forgotten.class, ForgottenInKotlin.class, Producer.class);
      UnboundClasses.warn(annotated, container.getBeanManager());
    }
    assertThat(log.messages())
        .containsExactly(
            "BYT0028: " + Forgotten.class.getName() + NO_BEAN,
            "BYT0028: " + ForgottenAsWell.class.getName() + NO_BEAN,
            "BYT0028: " + ForgottenInKotlin.class.getName() + NO_BEAN);
  }

  @ApplicationScoped
  @CountedWorkerSpawn
  static class NotScanned {}

  @CountedWorkerSpawn
  @Dependent
  static class NotScannedEither {}

  @Test
  void classWithScopeThatIsNotScannedIsWarnedAbout() {
    try (WeldContainer container = deployment.weld().initialize()) {
      UnboundClasses.warn(
          Set.of(NotScanned.class, NotScannedEither.class), container.getBeanManager());
    }
    assertThat(log.messages("BYT0028")).hasSize(2);
  }

  static final class Absent {}

  @ApplicationScoped
  static class Incomplete {
    @CountedWorkerSpawn
    void launch(Absent absent) {}
  }

  @Test
  void classThatCannotBeReadIsWarnedAboutWithWhatItLacks() throws Exception {
    Class<?> incomplete = new WithoutAbsent().loadClass(Incomplete.class.getName());
    try (WeldContainer container = deployment.weld().initialize()) {
      UnboundClasses.warn(Set.of(incomplete), container.getBeanManager());
    }
    assertThat(log.messages("BYT0028"))
        .singleElement()
        .asString()
        .contains(Incomplete.class.getName(), "Absent", "; add what is missing on the class path");
  }

  /** Loads the class that is incomplete, and lacks the one that completes it. */
  private static final class WithoutAbsent extends ClassLoader {
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.equals(Absent.class.getName())) {
        throw new ClassNotFoundException(name);
      }
      if (!name.equals(Incomplete.class.getName())) {
        return super.loadClass(name, resolve);
      }
      try (InputStream bytes =
          UnboundClassesTest.class.getResourceAsStream("UnboundClassesTest$Incomplete.class")) {
        byte[] read = requireNonNull(bytes).readAllBytes();
        return defineClass(name, read, 0, read.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  @Test
  void superclassOfABeanIsNotWarnedAbout() {
    try (WeldContainer container = deployment.weld(Bean.class).initialize()) {
      UnboundClasses.warn(Set.of(Forgotten.class), container.getBeanManager());
    }
    assertThat(log.messages()).isEmpty();
  }

  /** What another part of a server finds classes by. */
  @Retention(RetentionPolicy.RUNTIME)
  @interface Path {}

  @CountedWorkerSpawn
  @Path
  static class Resource {}

  @Path
  interface Resources {}

  @CountedWorkerSpawn
  static class ResourceOfInterface implements Resources {}

  @CountedWorkerSpawn
  @SuppressWarnings("serial")
  static class Servlet extends HttpServlet {}

  @CountedWorkerSpawn
  interface Interface {}

  @CountedWorkerSpawn
  abstract static class Abstract {}

  @CountedWorkerSpawn
  static class Generic<T extends Runnable> {}

  @CountedWorkerSpawn
  @Vetoed
  static class Excluded {}

  @Alternative
  @Dependent
  @TimedProxyRequest
  static class NotChosen {}

  @ParameterizedTest
  @ValueSource(
      classes = {
        Resource.class,
        ResourceOfInterface.class,
        Servlet.class,
        Interface.class,
        Abstract.class,
        Generic.class,
        Excluded.class,
        NotChosen.class
      })
  void whatMayBeKnownElsewhereIsNotWarnedAbout(Class<?> type) {
    try (WeldContainer container = deployment.weld().initialize()) {
      UnboundClasses.warn(Set.of(type), container.getBeanManager());
    }
    assertThat(log.messages()).isEmpty();
  }
}
