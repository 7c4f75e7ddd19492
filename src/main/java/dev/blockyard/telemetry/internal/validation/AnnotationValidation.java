package dev.blockyard.telemetry.internal.validation;

import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Fails the deployment of an application whose annotations would record nothing, or something
 * wrong, and says all of them at once. CDI finds it in the jar.
 *
 * <p>It looks at classes as they are found, and reports before the container checks beans itself:
 * its own words for a final class with an interceptor do not say what to do.
 */
public final class AnnotationValidation implements BuildCompatibleExtension {
  private static final Logger LOG = System.getLogger("dev.blockyard.telemetry");

  private final BindingReader reader = new BindingReader();
  private final Problems problems = new Problems();

  /** Made by the container. */
  public AnnotationValidation() {}

  /**
   * Looks at a class. It is called for all: Weld does not see annotations of annotations when it is
   * asked to choose.
   *
   * @param type the class
   */
  @Enhancement(types = Object.class, withSubtypes = true)
  public void look(ClassInfo type) {
    inspect(type, false);
  }

  /**
   * Looks at a class that names apps, even if nothing of it is bound.
   *
   * @param type the class
   */
  @Enhancement(types = Object.class, withSubtypes = true, withAnnotations = App.class)
  public void lookAtApps(ClassInfo type) {
    inspect(type, true);
  }

  private void inspect(ClassInfo type, boolean always) {
    try {
      // An interface alone says nothing: there may be interceptors for what implements it.
      if (!type.isInterface() && (always || BeanClass.isAnnotated(type, reader))) {
        Rules.problems(new BeanClass(type, reader)).forEach(problems::add);
      }
    } catch (RuntimeException | LinkageError e) { // a class with parts missing, for instance
      LOG.log(Level.DEBUG, "the annotations of a class were not looked at", e);
    }
  }

  /**
   * Reports what was found.
   *
   * @throws TelemetryException if there is something, and the module is on
   */
  @Synthesis
  public void report() {
    if (!problems.isEmpty() && isOn()) {
      throw problems.asException();
    }
  }

  /** Not, either, if the configuration cannot be used: that is said elsewhere. */
  private static boolean isOn() {
    try {
      return TelemetryConfig.load().enabled();
    } catch (RuntimeException e) {
      return false;
    }
  }
}
