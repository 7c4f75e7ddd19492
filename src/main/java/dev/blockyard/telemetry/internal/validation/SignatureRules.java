package dev.blockyard.telemetry.internal.validation;

import dev.blockyard.telemetry.CountedWorkerStop;
import dev.blockyard.telemetry.ReconciledWorkers;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.internal.interception.BindingType;
import dev.blockyard.telemetry.internal.messages.Message;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rules about what an annotated method takes and returns. */
final class SignatureRules {

  /** The bindings that have to see how a call ends. */
  private static final Set<String> NEED_OUTCOME =
      BindingType.ALL.stream()
          .filter(BindingType::needsOutcome)
          .map(type -> type.annotation().getName())
          .collect(Collectors.toUnmodifiableSet());

  private SignatureRules() {}

  // BYT0025: the reason of a stop

  static @Nullable String noReason(BeanClass bean, BeanMethod method) {
    Binding stop = stop(bean.effective(method));
    return stop != null && reasons(stop) == 0 && reasonParameters(method) == 0
        ? reason(method.place(), "neither a reason nor a parameter of type StopReason")
        : null;
  }

  static @Nullable String twoReasons(BeanClass bean, BeanMethod method) {
    Binding stop = stop(method.own());
    return stop != null && reasons(stop) > 1 ? reason(method.place(), "several reasons") : null;
  }

  static @Nullable String twoReasonsOnClass(BeanClass bean) {
    Binding stop = stop(bean.bindings());
    return stop != null && reasons(stop) > 1 ? reason(bean.writer(stop), "several reasons") : null;
  }

  static @Nullable String twoReasonParameters(BeanClass bean, BeanMethod method) {
    return stop(bean.effective(method)) != null && reasonParameters(method) > 1
        ? reason(method.place(), "several parameters of type StopReason")
        : null;
  }

  private static @Nullable Binding stop(Map<String, Binding> bindings) {
    return bindings.get(CountedWorkerStop.class.getName());
  }

  private static int reasons(Binding stop) {
    return stop.annotation().member("value").asArray().size();
  }

  private static long reasonParameters(BeanMethod method) {
    return method.parametersOf(StopReason.class);
  }

  private static String reason(String place, String what) {
    return Message.BYT0025.text(place, what);
  }

  // BYT0026, BYT0052: the app

  static @Nullable String twoApps(BeanClass bean, BeanMethod method) {
    return method.apps() > 1
        ? Message.BYT0026.text(
            method.place(),
            "is on several parameters",
            "keep the one on the parameter that names it")
        : null;
  }

  static @Nullable String appOfNothing(BeanClass bean, BeanMethod method) {
    if (method.apps() == 0) {
      return null;
    }
    boolean lost =
        method.info().isAbstract()
            ? bean.implementation(method).filter(one -> one.apps() == 0).isPresent()
            : bean.effective(method).isEmpty();
    return lost
        ? Message.BYT0026.text(
            method.place(),
            "is on a method that records nothing",
            "annotate that method, or move @App to the one that is annotated")
        : null;
  }

  static @Nullable String appWithoutName(BeanClass bean, BeanMethod method) {
    if (bean.effective(method).isEmpty()) {
      return null; // which is a mistake of its own
    }
    return method
        .appType()
        .flatMap(AppTypes::objection)
        .map(objection -> Message.BYT0052.text(method.place(), objection))
        .orElse(null);
  }

  // BYT0027, BYT0051: the result

  static @Nullable String noWorkers(BeanClass bean, BeanMethod method) {
    return bean.effective(method).containsKey(ReconciledWorkers.class.getName())
            && !Types.mayBeWorkers(method.info().returnType())
        ? Message.BYT0027.text(method.place(), Types.fullName(method.info().returnType()))
        : null;
  }

  static @Nullable String asynchronous(BeanClass bean, BeanMethod method) {
    Map<String, Binding> bindings = new TreeMap<>(bean.effective(method));
    bindings.keySet().retainAll(NEED_OUTCOME);
    if (bindings.isEmpty()) {
      return null;
    }
    return AsynchronousTypes.of(method)
        .map(how -> Message.BYT0051.text(method.place(), how, Binding.names(bindings.values())))
        .orElse(null);
  }
}
