package dev.blockyard.telemetry.internal.interception;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.CountedWorkerStop;
import dev.blockyard.telemetry.TelemetryBinding;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.testing.Page;
import jakarta.annotation.Priority;
import jakarta.interceptor.Interceptor;
import java.lang.annotation.Annotation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about annotations says what the annotations are and what the interceptor does. */
class AnnotationsPageTest {
  private final Page page = Page.of("annotations.md");

  private static Map<String, String> bindings(
      Function<Class<? extends Annotation>, String> described) {
    Map<String, String> bindings = new TreeMap<>();
    for (Class<? extends Annotation> type : AnnotatedCalls.publicAnnotations()) {
      if (type.isAnnotationPresent(TelemetryBinding.class)) {
        bindings.put("@" + type.getSimpleName(), described.apply(type));
      }
    }
    return bindings;
  }

  private Map<String, String> column(String heading, String column) {
    return page.table(heading).stream()
        .collect(
            Collectors.toMap(
                row -> row.values().iterator().next().replace("`", ""),
                row -> row.getOrDefault(column, "no column " + column),
                (one, other) -> one + other,
                TreeMap::new));
  }

  @Test
  void everyBindingIsThereWithItsTargets() {
    assertThat(column("Bindings", "on")).isEqualTo(bindings(AnnotationsPageTest::targets));
    assertThat(bindings(AnnotationsPageTest::targets).keySet())
        .as("this test's own methods")
        .containsExactlyInAnyOrderElementsOf(
            AnnotatedCalls.methods().stream().map(AnnotatedCalls::nameOf).toList());
  }

  private static String targets(Class<? extends Annotation> type) {
    return Arrays.stream(type.getAnnotation(Target.class).value())
        .map(
            target -> target == ElementType.TYPE ? "class" : target.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  @Test
  void everyBindingIsThereWithItsMembers() {
    assertThat(column("Bindings", "members")).isEqualTo(bindings(AnnotationsPageTest::members));
  }

  private static String members(Class<? extends Annotation> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .map(
            member ->
                "`"
                    + member.getReturnType().getSimpleName()
                    + ' '
                    + member.getName()
                    + "()"
                    + defaultOf(member)
                    + '`')
        .collect(Collectors.joining(" "));
  }

  private static String defaultOf(Method member) {
    return member.getDefaultValue() instanceof Object[] values
        ? " default " + Arrays.toString(values).replace('[', '{').replace(']', '}')
        : "";
  }

  @Test
  void everyMarkIsThereWithItsTargets() {
    Map<String, String> marks = new TreeMap<>();
    for (Class<? extends Annotation> type : AnnotatedCalls.publicAnnotations()) {
      if (!type.isAnnotationPresent(TelemetryBinding.class) && type != TelemetryBinding.class) {
        marks.put("@" + type.getSimpleName(), targets(type));
      }
    }
    assertThat(column("Marks", "on")).isEqualTo(marks);
  }

  @Test
  void endsOfMethodsAreRecordedAsTheTableSays() {
    Map<String, List<List<String>>> said = new TreeMap<>();
    for (Map<String, String> row : page.table("Bindings")) {
      said.put(
          Page.code(row, "annotation").get(0),
          Stream.of("returns", "returns `false`", "throws")
              .map(column -> Page.code(row, column))
              .toList());
    }
    Map<String, List<List<String>>> done = new TreeMap<>();
    for (Method method : AnnotatedCalls.methods()) {
      List<List<String>> recorded = new ArrayList<>();
      AnnotatedCalls.ENDINGS.forEach(
          ending -> recorded.add(AnnotatedCalls.recorded(method, ending)));
      done.put(AnnotatedCalls.nameOf(method), recorded);
    }
    assertThat(said).isEqualTo(done);
  }

  @Test
  void priorityIsTheInterceptors() {
    assertThat(TelemetryInterceptor.class.getAnnotation(Priority.class).value())
        .isEqualTo(Interceptor.Priority.PLATFORM_BEFORE);
    assertThat(page.section("Order"))
        .contains(
            "`Interceptor.Priority.PLATFORM_BEFORE`, which is "
                + Interceptor.Priority.PLATFORM_BEFORE);
  }

  @Test
  void everyCodeOfAWrongPlaceIsThere() {
    Set<Message> codes = EnumSet.range(Message.BYT0022, Message.BYT0028);
    codes.addAll(EnumSet.range(Message.BYT0051, Message.BYT0055));
    List<String> names = codes.stream().map(Message::name).toList();
    assertThat(page.table("Where bindings may stand"))
        .flatExtracting(row -> Page.code(row, "code"))
        .containsAll(names)
        .isSubsetOf(names);
  }

  @Test
  void everyBindingIsThereWithItsSpanAndItsNeeds() {
    Map<String, List<String>> table = new TreeMap<>();
    for (BindingType<?> type : BindingType.ALL) {
      List<String> needs = new ArrayList<>();
      if (type.isTimed()) {
        needs.add("time");
      }
      if (type.needsApp()) {
        needs.add("@App");
      }
      if (type.annotation() == CountedWorkerStop.class) {
        needs.add("StopReason");
      }
      if (type.needsOutcome()) {
        needs.add("outcome");
      }
      table.put("@" + type.annotation().getSimpleName(), needs);
    }
    Map<String, List<String>> said = new TreeMap<>();
    for (Map<String, String> row : page.table("Spans and needs")) {
      said.put(Page.code(row, "annotation").get(0), Page.code(row, "needs"));
    }
    assertThat(said).isEqualTo(table);

    Map<String, List<String>> spans = new TreeMap<>();
    Page.of("tracing.md")
        .table("Spans")
        .forEach(
            row ->
                Page.code(row, "made for")
                    .forEach(annotation -> spans.put(annotation, Page.code(row, "span"))));
    for (Map<String, String> row : page.table("Spans and needs")) {
      assertThat(Page.code(row, "span"))
          .as(row.get("annotation"))
          .isEqualTo(spans.getOrDefault(Page.code(row, "annotation").get(0), List.of()));
    }
  }
}
