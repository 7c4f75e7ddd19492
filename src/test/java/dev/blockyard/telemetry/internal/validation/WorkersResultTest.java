package dev.blockyard.telemetry.internal.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.ReconciledWorkers;
import dev.blockyard.telemetry.WorkerView;
import jakarta.enterprise.context.Dependent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The result in which {@code @ReconciledWorkers} finds workers. */
@SuppressWarnings("TypeParameterUnusedInFormals")
class WorkersResultTest {
  private static final String HERE = WorkersResultTest.class.getName() + "$";

  record Worker(boolean draining, long sessions) implements WorkerView {}

  @Dependent
  static class NoWorkers {
    @ReconciledWorkers
    void nothing() {}

    @ReconciledWorkers
    int number() {
      return 0;
    }

    @ReconciledWorkers
    @Nullable String text() {
      return null;
    }

    @ReconciledWorkers
    @Nullable Object object() {
      return null;
    }

    @ReconciledWorkers
    Map<String, Worker> map() {
      return Map.of();
    }

    @ReconciledWorkers
    List<String> texts() {
      return List.of();
    }

    @ReconciledWorkers
    List<Object> objects() {
      return List.of();
    }

    @ReconciledWorkers
    List<? extends Number> numbers() {
      return List.of();
    }

    @ReconciledWorkers
    <T extends Number> List<T> variable() {
      return List.of();
    }

    @ReconciledWorkers
    <T extends Number> @Nullable T one() {
      return null;
    }

    @ReconciledWorkers
    @Nullable Worker single() {
      return null;
    }

    @ReconciledWorkers
    String[] array() {
      return new String[0];
    }

    @ReconciledWorkers
    Object[] objectArray() {
      return new Object[0];
    }

    @ReconciledWorkers
    Worker[][] nested() {
      return new Worker[0][];
    }

    @ReconciledWorkers
    int[] primitives() {
      return new int[0];
    }

    @ReconciledWorkers
    CompletionStage<String> stage() {
      return new CompletableFuture<>();
    }

    @ReconciledWorkers
    CompletableFuture<List<String>> future() {
      return new CompletableFuture<>();
    }

    @ReconciledWorkers
    CompletionStage<? extends Number> wild() {
      return new CompletableFuture<>();
    }

    @ReconciledWorkers
    Pool<Worker, String> named() {
      return new Pool<>();
    }

    @ReconciledWorkers
    Pending<Worker, Worker> oneLater() {
      return new Pending<>();
    }
  }

  /** A list of its last type parameter. */
  @SuppressWarnings({"serial", "unused"})
  static class Pool<C, T> extends ArrayList<T> {}

  /** A stage of its last type parameter. */
  @SuppressWarnings("unused")
  static class Pending<K, T> extends CompletableFuture<T> {}

  @SuppressWarnings({"serial", "unused"})
  static class Tagged<K> extends Pool<K, Worker> {}

  /** Nobody knows what is in it. */
  @SuppressWarnings({"serial", "rawtypes", "unused"})
  static class Raw<T> extends Pool {}

  @Test
  void aResultInWhichThereAreNoWorkersFailsTheDeployment() {
    assertThat(Misuse.problems(NoWorkers.class))
        .allSatisfy(
            problem ->
                assertThat(problem)
                    .endsWith(
                        ", in which @ReconciledWorkers finds no workers: return an Iterable or an"
                            + " array of a type that implements WorkerView, or a CompletionStage of"
                            + " one"))
        .extracting(problem -> problem.substring(0, problem.indexOf(", in which")))
        .containsExactlyInAnyOrder(
            returns("nothing", "void"),
            returns("number", "int"),
            returns("text", "String"),
            returns("object", "Object"),
            returns("map", "Map<String, Worker>"),
            returns("texts", "List<String>"),
            returns("objects", "List<Object>"),
            returns("numbers", "List<? extends Number>"),
            returns("variable", "List<T>"),
            returns("one", "T"),
            returns("single", "Worker"),
            returns("array", "String[]"),
            returns("objectArray", "Object[]"),
            returns("nested", "Worker[][]"),
            returns("primitives", "int[]"),
            returns("stage", "CompletionStage<String>"),
            returns("future", "CompletableFuture<List<String>>"),
            returns("wild", "CompletionStage<? extends Number>"),
            returns("named", "Pool<Worker, String>"),
            returns("oneLater", "Pending<Worker, Worker>"));
  }

  private static String returns(String method, String type) {
    return "BYT0027: " + HERE + "NoWorkers." + method + "() returns " + type;
  }

  @SuppressWarnings("serial")
  static class WorkerList extends ArrayList<Worker> {}

  @Dependent
  static class AllWorkers {
    @ReconciledWorkers
    Iterable<WorkerView> views() {
      return List.of();
    }

    @ReconciledWorkers
    Set<Worker> set() {
      return Set.of();
    }

    @ReconciledWorkers
    List<? extends WorkerView> wild() {
      return List.of();
    }

    @ReconciledWorkers
    List<?> unknown() {
      return List.of();
    }

    @ReconciledWorkers
    List<? super Worker> below() {
      return new ArrayList<>();
    }

    @ReconciledWorkers
    List<? extends Runnable> both() {
      return List.of();
    }

    @ReconciledWorkers
    <T extends Worker> List<T> variable() {
      return List.of();
    }

    @ReconciledWorkers
    <T extends List<Worker>> @Nullable T bounded() {
      return null;
    }

    @ReconciledWorkers
    <T> @Nullable T free() {
      return null;
    }

    @ReconciledWorkers
    @SuppressWarnings("rawtypes")
    List raw() {
      return List.of();
    }

    @ReconciledWorkers
    WorkerList own() {
      return new WorkerList();
    }

    @ReconciledWorkers
    Pool<String, Worker> named() {
      return new Pool<>();
    }

    @ReconciledWorkers
    Tagged<String> tagged() {
      return new Tagged<>();
    }

    @ReconciledWorkers
    Raw<String> rawBelow() {
      return new Raw<>();
    }

    @ReconciledWorkers
    Pending<String, Tagged<String>> later() {
      return new Pending<>();
    }

    @ReconciledWorkers
    Worker[] array() {
      return new Worker[0];
    }

    @ReconciledWorkers
    CompletionStage<Worker[]> stage() {
      return new CompletableFuture<>();
    }

    @ReconciledWorkers
    CompletableFuture<? extends List<Worker>> future() {
      return new CompletableFuture<>();
    }

    @ReconciledWorkers
    CompletionStage<?> anything() {
      return new CompletableFuture<>();
    }

    @ReconciledWorkers
    @SuppressWarnings("rawtypes")
    CompletionStage rawStage() {
      return new CompletableFuture<>();
    }
  }

  @Test
  void aResultWithWorkersIsDeployed() {
    assertThat(Misuse.problems(AllWorkers.class)).isEmpty();
  }
}
