package dev.blockyard.telemetry.internal.rules;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;

/**
 * Methods whose work goes on after their return, in a form that the interceptor cannot follow. Only
 * a {@link CompletionStage} tells it when the work ends.
 */
final class AsynchronousTypes {
  private static final List<String> RESULTS =
      List.of(
          Future.class.getName(),
          Flow.Publisher.class.getName(),
          "org.reactivestreams.Publisher",
          "io.smallrye.mutiny.Uni",
          "io.smallrye.mutiny.Multi",
          "io.reactivex.rxjava3.core.CompletableSource",
          "io.reactivex.rxjava3.core.MaybeSource",
          "io.reactivex.rxjava3.core.ObservableSource",
          "io.reactivex.rxjava3.core.SingleSource",
          "io.reactivex.CompletableSource",
          "io.reactivex.MaybeSource",
          "io.reactivex.ObservableSource",
          "io.reactivex.SingleSource");

  private static final String SUSPEND_FUNCTION = "kotlin.coroutines.Continuation";
  private static final String SUSPENDED = "jakarta.ws.rs.container.Suspended";

  /** Of Jakarta Concurrency, whose interceptor returns when the work is submitted. */
  private static final String ASYNCHRONOUS = "jakarta.enterprise.concurrent.Asynchronous";

  private AsynchronousTypes() {}

  /** Returns how a method ends later than it returns; empty if it does not, or returns a stage. */
  static Optional<String> of(MethodView method) {
    TypeView returned = method.returnType();
    if (isAsynchronous(returned)) {
      return Optional.of("it returns " + returned.fullName());
    }
    if (returned.simpleName().equals("void")
        && (method.has(ASYNCHRONOUS) || method.declaringClass().has(ASYNCHRONOUS))) {
      return Optional.of("it is @Asynchronous and returns nothing");
    }
    return method.parameters().stream()
        .flatMap(parameter -> asynchronous(parameter).stream())
        .findFirst();
  }

  private static boolean isAsynchronous(TypeView type) {
    if (type instanceof TypeView.Variable) {
      return Types.bounds(type).stream().anyMatch(AsynchronousTypes::isAsynchronous);
    }
    ClassView declaration = type.declaration();
    return declaration != null
        && !Types.isSubtype(declaration, CompletionStage.class.getName())
        && RESULTS.stream().anyMatch(result -> Types.isSubtype(declaration, result));
  }

  private static Optional<String> asynchronous(ParameterView parameter) {
    ClassView declaration = parameter.type().declaration();
    if (declaration != null && declaration.name().equals(SUSPEND_FUNCTION)) {
      return Optional.of("it is a suspend function");
    }
    return parameter.has(SUSPENDED) ? Optional.of("its parameter is @Suspended") : Optional.empty();
  }
}
