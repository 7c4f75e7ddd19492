package dev.blockyard.telemetry.internal.validation;

import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.TelemetryException;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.internal.rules.ClassView;
import dev.blockyard.telemetry.internal.rules.Problem;
import dev.blockyard.telemetry.internal.rules.Rules;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.inject.build.compatible.spi.Validation;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Fails the deployment of an application with annotations that would record nothing, or something
 * wrong, and reports all of them at once. CDI finds it in the jar.
 *
 * <p>It collects in early phases and reports in the last one: Open Liberty loses the interceptors
 * of session beans in the next deployment if an extension throws before.
 */
public final class AnnotationValidation implements BuildCompatibleExtension {
  private static final Logger LOG = System.getLogger("dev.blockyard.telemetry");

  /** The module's own packages with classes for libraries that an application may not have. */
  private static final Pattern FOR_OTHER_LIBRARIES =
      Pattern.compile(
          "dev\\.blockyard\\.telemetry\\.internal\\.(microprofile|opentelemetry|prometheus|tracing)\\..*");

  private static volatile boolean run;

  private final Rules rules = new Rules();
  private final Problems problems = new Problems();
  private final Producers producers = new Producers(rules);

  /** Problems that only a bean has, by the name of the class. */
  private final Map<String, List<String>> ifBean = new TreeMap<>();

  private final Set<String> beans = new HashSet<>();
  private final Warnings warnings = new Warnings();

  /** Created by the container. */
  public AnnotationValidation() {}

  /**
   * Returns whether the container has run this extension, in this class loader. OpenWebBeans 4.0
   * runs none. Held by {@code OpenWebBeansIT} on Tomcat.
   */
  public static boolean hasRun() {
    return run;
  }

  /**
   * Inspects a class. The container calls this for every class, because Weld does not see the
   * annotations of annotations when it is asked to select.
   *
   * @param type the class
   */
  @Enhancement(types = Object.class, withSubtypes = true)
  public void inspect(ClassInfo type) {
    inspect(type, false);
  }

  /**
   * Inspects a class that names apps, even if it has no binding.
   *
   * @param type the class
   */
  @Enhancement(types = Object.class, withSubtypes = true, withAnnotations = App.class)
  public void inspectApps(ClassInfo type) {
    inspect(type, true);
  }

  private void inspect(ClassInfo type, boolean always) {
    guarded(
        type,
        () -> {
          try {
            inspectUnguarded(type, always);
          } catch (NullPointerException e) {
            if (ContainerModel.canBeLoaded(type)) {
              throw e;
            }
          }
        });
  }

  private void inspectUnguarded(ClassInfo type, boolean always) {
    // An interface alone is no mistake: an interceptor may be bound to what implements it.
    if (type.isInterface() || FOR_OTHER_LIBRARIES.matcher(type.name()).matches()) {
      return;
    }
    ClassView view = ContainerModel.of(type);
    if (always || rules.isAnnotated(view)) {
      rules.problems(view).forEach(problem -> add(type, problem));
    }
  }

  /** Who creates such an object without CDI does not expect anything to be recorded. */
  private void add(ClassInfo type, Problem problem) {
    if (problem.message() == Message.BYT0053 && !isMessageDriven(type)) {
      ifBean.computeIfAbsent(type.name(), name -> new ArrayList<>()).add(problem.text());
    } else {
      problems.add(problem.text());
    }
  }

  /** Servers intercept a message-driven bean, though it is none of CDI's. */
  private static boolean isMessageDriven(ClassInfo type) {
    return type.hasAnnotation(annotation -> annotation.name().equals("jakarta.ejb.MessageDriven"));
  }

  /**
   * Notes a bean, because an annotated class has to be one.
   *
   * @param bean the bean
   */
  @Registration(types = Object.class)
  public void register(BeanInfo bean) {
    guarded(
        bean,
        () -> {
          producers.add(bean);
          if (bean.isClassBean()) {
            beans.add(bean.declaringClass().name());
          }
        });
  }

  /** Logs what was found, before the container may refuse the same beans in its own words. */
  @Synthesis
  public void log() {
    run = true;
    producers.problems().forEach(problems::add);
    ifBean.keySet().retainAll(beans);
    ifBean.values().forEach(texts -> texts.forEach(problems::add));
    if (!problems.isEmpty() && isOn()) {
      LOG.log(Level.ERROR, problems.asException().getMessage());
    }
  }

  /**
   * Fails the deployment if something was found.
   *
   * @throws TelemetryException if there is a problem, and the module is on
   */
  @Validation
  public void fail() {
    if (!problems.isEmpty() && isOn()) {
      throw problems.asException();
    }
  }

  /** A class may have parts that cannot be loaded; whatever else happens is a bug of the module. */
  private void guarded(Object subject, Runnable inspection) {
    try {
      inspection.run();
    } catch (RuntimeException | LinkageError e) {
      warnings.once(Message.BYT0050, e, String.valueOf(subject), e);
    }
  }

  /** A configuration that cannot be used is reported elsewhere, and that is enough. */
  private static boolean isOn() {
    try {
      return TelemetryConfig.load().enabled();
    } catch (RuntimeException e) {
      return false;
    }
  }
}
