package dev.blockyard.telemetry.internal.interception;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.CountedAuditDrop;
import dev.blockyard.telemetry.CountedBundleUpload;
import dev.blockyard.telemetry.internal.deployment.TestDeployment;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jboss.weld.junit5.EnableWeld;
import org.jboss.weld.junit5.WeldInitiator;
import org.jboss.weld.junit5.WeldSetup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The declared type decides whether {@code false} means that nothing was done. */
@EnableWeld
class BooleanResultTest {
  private static final String UPLOADED = "blockyard_bundles_uploaded_total";
  private static final String DROPPED = "blockyard_audit_entries_dropped_total";

  private final TestDeployment deployment = new TestDeployment();

  @WeldSetup final WeldInitiator weld = WeldInitiator.of(deployment.weld(Buffer.class));

  @AfterEach
  void nothingIsLeft() {
    deployment.close();
  }

  static class OwnFuture extends CompletableFuture<Boolean> {
    static OwnFuture of(@Nullable Boolean value) {
      OwnFuture future = new OwnFuture();
      assertThat(future.complete(value)).isTrue();
      return future;
    }
  }

  /** The value is not the first type argument. */
  static class Pending<K, T> extends CompletableFuture<T> {
    static <K, T> Pending<K, T> of(@Nullable T value) {
      Pending<K, T> pending = new Pending<>();
      assertThat(pending.complete(value)).isTrue();
      return pending;
    }
  }

  abstract static class Base<T, S> {
    @Nullable T inherited(@Nullable T value) {
      return value;
    }

    S inheritedStage(S value) {
      return value;
    }

    /** Public, so that the compiler gives the public subclass a bridge to it. */
    public CompletionStage<Boolean> bridged(@Nullable Boolean value) {
      return CompletableFuture.completedFuture(value);
    }
  }

  @ApplicationScoped
  @CountedAuditDrop
  @CountedBundleUpload
  public static class Buffer extends Base<Boolean, CompletionStage<Boolean>> {
    Pending<String, Boolean> pending(@Nullable Boolean value) {
      return Pending.of(value);
    }

    Pending<Boolean, Object> pendingObject(@Nullable Boolean value) {
      return Pending.of(value);
    }

    boolean primitive(boolean value) {
      return value;
    }

    @Nullable Boolean wrapper(@Nullable Boolean value) {
      return value;
    }

    CompletionStage<Boolean> stage(@Nullable Boolean value) {
      return CompletableFuture.completedFuture(value);
    }

    CompletableFuture<? extends Boolean> wildFuture(@Nullable Boolean value) {
      return CompletableFuture.completedFuture(value);
    }

    OwnFuture ownFuture(@Nullable Boolean value) {
      return OwnFuture.of(value);
    }

    @Nullable Object object(@Nullable Boolean value) {
      return value;
    }

    <T> @Nullable T variable(@Nullable T value) {
      return value;
    }

    CompletionStage<Object> stageOfObject(@Nullable Boolean value) {
      return CompletableFuture.completedFuture(value);
    }

    CompletionStage<?> stageOfAnything(@Nullable Boolean value) {
      return CompletableFuture.completedFuture(value);
    }

    @SuppressWarnings("rawtypes")
    CompletionStage rawStage(@Nullable Boolean value) {
      return CompletableFuture.completedFuture(value);
    }

    <T> CompletionStage<T> stageOfVariable(@Nullable T value) {
      return CompletableFuture.completedFuture(value);
    }
  }

  private interface Call {
    @Nullable Object on(Buffer buffer, @Nullable Boolean value);
  }

  @SuppressWarnings("FutureReturnValueIgnored")
  static Stream<Arguments> booleans() {
    return Stream.of(
        row("boolean", (buffer, value) -> buffer.primitive(Boolean.TRUE.equals(value))),
        row("Boolean", Buffer::wrapper),
        row("CompletionStage<Boolean>", Buffer::stage),
        row("CompletableFuture<? extends Boolean>", Buffer::wildFuture),
        row("a subclass of CompletableFuture<Boolean>", Buffer::ownFuture),
        row("a future whose second type argument is Boolean", Buffer::pending),
        row("CompletionStage<Boolean>, behind a bridge", Buffer::bridged),
        row("T, which is Boolean", Buffer::inherited),
        row(
            "T, which is CompletionStage<Boolean>",
            (buffer, value) -> buffer.inheritedStage(CompletableFuture.completedFuture(value))));
  }

  @SuppressWarnings("FutureReturnValueIgnored")
  static Stream<Arguments> others() {
    return Stream.of(
        row("Object", Buffer::object),
        row("T", Buffer::variable),
        row("CompletionStage<Object>", Buffer::stageOfObject),
        row("a future whose first type argument is Boolean", Buffer::pendingObject),
        row("CompletionStage<?>", Buffer::stageOfAnything),
        row("CompletionStage", Buffer::rawStage),
        row("CompletionStage<T>", Buffer::stageOfVariable));
  }

  private static Arguments row(String type, Call call) {
    return Arguments.of(type, call);
  }

  private Map<String, Double> moved(Call call, @Nullable Boolean value) {
    Map<String, Double> before = deployment.series();
    call.on(weld.select(Buffer.class).get(), value);
    return deployment.movedSince(before);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("booleans")
  void falseOfADeclaredBooleanMeansThatNothingWasDone(String type, Call call) {
    assertThat(moved(call, true)).isEqualTo(Map.of(UPLOADED, 1.0));
    assertThat(moved(call, false)).isEqualTo(Map.of(DROPPED, 1.0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("booleans")
  void nullOfADeclaredBooleanIsNotFalse(String type, Call call) {
    if (!type.equals("boolean")) {
      assertThat(moved(call, null)).isEqualTo(Map.of(UPLOADED, 1.0));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("others")
  void falseOfAnyOtherTypeIsAValue(String type, Call call) {
    assertThat(moved(call, false)).isEqualTo(Map.of(UPLOADED, 1.0, DROPPED, 1.0));
    assertThat(moved(call, null)).isEqualTo(Map.of(UPLOADED, 1.0, DROPPED, 1.0));
  }
}
