package dev.blockyard.telemetry.internal.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.CountedHealthCheckFailure;
import jakarta.enterprise.context.Dependent;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Only a type whose string is the name of an app may be marked with {@code @App}. */
class AppTypeTest {
  private static final String EVICTIONS = AppTypeTest.class.getName() + "$Nameless.";

  record Version(String app, int version) {}

  static class Plain {}

  abstract static class Abstract {}

  interface Named {
    String name();
  }

  @CountedHealthCheckFailure
  @Dependent
  static class Nameless {
    void record(@App Version app) {}

    void anyRecord(@App Record app) {}

    void array(@App String[] app) {}

    void primitives(@App int[] app) {}

    void optional(@App Optional<String> app) {}

    void optionalLong(@App OptionalLong app) {}

    void plain(@App Plain app) {}

    void object(@App Object app) {}

    void abstractClass(@App Abstract app) {}

    void named(@App Named app) {}

    void supplier(@App Supplier<String> app) {}

    void list(@App List<String> app) {}

    <T> void variable(@App T app) {}

    <T extends Plain> void bounded(@App T app) {}
  }

  @Test
  void aTypeWithoutANameFailsTheDeployment() {
    assertThat(Misuse.problems(Nameless.class))
        .allSatisfy(
            problem ->
                assertThat(problem).contains("mark a String or another CharSequence, an enum"))
        .extracting(problem -> problem.substring(0, problem.indexOf(", so its string")))
        .containsExactlyInAnyOrder(
            problem("record(Version)", "the record Version"),
            problem("anyRecord(Record)", "the record Record"),
            problem("array(String[])", "an array"),
            problem("primitives(int[])", "an array"),
            problem("optional(Optional)", "an Optional"),
            problem("optionalLong(OptionalLong)", "an OptionalLong"),
            problem("plain(Plain)", withoutToString("Plain")),
            problem("object(Object)", withoutToString("Object")),
            problem("abstractClass(Abstract)", withoutToString("Abstract")),
            problem("named(Named)", withoutToString("Named")),
            problem("supplier(Supplier)", withoutToString("Supplier")),
            problem("list(List)", withoutToString("List")),
            problem("variable(T)", withoutToString("T")),
            problem("bounded(T)", withoutToString("T")));
  }

  private static String problem(String method, String type) {
    return "BYT0052: " + EVICTIONS + method + ": @App is on " + type;
  }

  private static String withoutToString(String type) {
    return type + ", which does not declare toString()";
  }

  enum Tier {
    FREE,
    PAID
  }

  static class Speaking {
    @Override
    public String toString() {
      return "shop";
    }
  }

  static class Inheriting extends Speaking {}

  interface Declaring {
    @Override
    String toString();
  }

  @CountedHealthCheckFailure
  @Dependent
  static class Names {
    void string(@App String app) {}

    void chars(@App CharSequence app) {}

    void builder(@App StringBuilder app) {}

    void constant(@App Tier app) {}

    void number(@App int app) {}

    void boxed(@App Long app) {}

    void anyNumber(@App BigInteger app) {}

    void uuid(@App UUID app) {}

    void path(@App Path app) {}

    void speaking(@App Speaking app) {}

    void inheriting(@App Inheriting app) {}

    void declaring(@App Declaring app) {}

    <T extends CharSequence> void bounded(@App T app) {}

    <T extends Plain & CharSequence> void doublyBounded(@App T app) {}
  }

  @Test
  void aTypeWithANameIsDeployed() {
    assertThat(Misuse.problems(Names.class)).isEmpty();
  }

  @CountedHealthCheckFailure
  @Dependent
  static class AnyNumber {
    void number(@App Number app) {}
  }

  @Test
  void anyNumberNamesAnApp() {
    assertThat(Misuse.problems(AnyNumber.class)).isEmpty();
  }
}
