package dev.blockyard.telemetry.internal.rules;

import dev.blockyard.telemetry.CountedWorkerStop;
import dev.blockyard.telemetry.ReconciledWorkers;
import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.internal.interception.BindingType;
import dev.blockyard.telemetry.internal.messages.Message;
import java.util.List;
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

  static @Nullable Problem noReason(BeanClass bean, BeanMethod method) {
    Binding stop = stop(bean.effective(method));
    return stop != null && reasons(stop) == 0 && reasonParameters(method) == 0
        ? reason(
            method.info(), method.place(), "neither a reason nor a parameter of type StopReason")
        : null;
  }

  static @Nullable Problem twoReasons(BeanClass bean, BeanMethod method) {
    Binding stop = stop(method.own());
    return stop != null && reasons(stop) > 1
        ? reason(method.info(), method.place(), "several reasons")
        : null;
  }

  static @Nullable Problem twoReasonsOnClass(BeanClass bean) {
    Binding stop = stop(bean.bindings());
    return stop != null && reasons(stop) > 1
        ? reason(bean.info(), bean.writer(stop), "several reasons")
        : null;
  }

  static @Nullable Problem twoReasonParameters(BeanClass bean, BeanMethod method) {
    return stop(bean.effective(method)) != null && reasonParameters(method) > 1
        ? reason(method.info(), method.place(), "several parameters of type StopReason")
        : null;
  }

  private static @Nullable Binding stop(Map<String, Binding> bindings) {
    return bindings.get(CountedWorkerStop.class.getName());
  }

  private static int reasons(Binding stop) {
    return stop.annotation().values();
  }

  private static long reasonParameters(BeanMethod method) {
    return method.parametersOf(StopReason.class);
  }

  private static Problem reason(Annotated place, String name, String what) {
    return Problem.at(place, Message.BYT0025, name, what);
  }

  // BYT0026, BYT0052: the app

  static @Nullable Problem twoApps(BeanClass bean, BeanMethod method) {
    List<ParameterView> apps = method.apps();
    return apps.size() > 1
        ? Problem.at(
            apps.get(1),
            Message.BYT0026,
            method.place(),
            "is on several parameters",
            "keep the one on the parameter that names it")
        : null;
  }

  static @Nullable Problem appOfNothing(BeanClass bean, BeanMethod method) {
    if (method.apps().isEmpty()) {
      return null;
    }
    boolean lost =
        method.info().isAbstract()
            ? bean.implementation(method)
                .filter(one -> one.apps().isEmpty() && !bean.effective(one).isEmpty())
                .isPresent()
            : bean.effective(method).isEmpty();
    return lost
        ? Problem.at(
            method.apps().get(0),
            Message.BYT0026,
            method.place(),
            "is on a method that records nothing",
            "annotate that method, or move @App to the one that is annotated")
        : null;
  }

  static @Nullable Problem appWithoutName(BeanClass bean, BeanMethod method) {
    if (bean.effective(method).isEmpty()) {
      return null; // which is a mistake of its own
    }
    return method.apps().stream()
        .limit(1)
        .flatMap(
            app ->
                AppTypes.objection(app.type()).stream()
                    .map(what -> Problem.at(app, Message.BYT0052, method.place(), what)))
        .findFirst()
        .orElse(null);
  }

  // BYT0027, BYT0051: the result

  static @Nullable Problem noWorkers(BeanClass bean, BeanMethod method) {
    return bean.effective(method).containsKey(ReconciledWorkers.class.getName())
            && !Types.mayBeWorkers(method.info().returnType())
        ? Problem.at(
            method.info(), Message.BYT0027, method.place(), method.info().returnType().fullName())
        : null;
  }

  static @Nullable Problem asynchronous(BeanClass bean, BeanMethod method) {
    Map<String, Binding> bindings = new TreeMap<>(bean.effective(method));
    bindings.keySet().retainAll(NEED_OUTCOME);
    if (bindings.isEmpty()) {
      return null;
    }
    return AsynchronousTypes.of(method.info())
        .map(
            how ->
                Problem.at(
                    method.info(),
                    Message.BYT0051,
                    method.place(),
                    how,
                    Binding.names(bindings.values())))
        .orElse(null);
  }
}
