package dev.blockyard.telemetry.internal.interception;

import dev.blockyard.telemetry.StopReason;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bindings on one method, looked up in the table: what they make of its calls. */
final class MethodBindings {
  private static final Bound[] NOTHING = {};

  private final List<Class<? extends Annotation>> annotations = new ArrayList<>();
  private final List<String> spans = new ArrayList<>();
  private final Bound[] entry;
  private final Map<Outcome, Bound[]> ends = new EnumMap<>(Outcome.class);
  private final boolean timed;
  private final boolean needApp;
  private final @Nullable StopReason defaultReason;

  /** An event, with the binding that it comes from. */
  record Bound(Class<? extends Annotation> binding, Event event) {}

  MethodBindings(Map<Class<? extends Annotation>, Annotation> present, Signature method) {
    List<Bound> atEntry = new ArrayList<>();
    Map<Outcome, List<Bound>> atEnd = new EnumMap<>(Outcome.class);
    boolean anyTimed = false;
    boolean anyNeedsApp = false;
    StopReason reason = null;
    for (BindingType<?> type : BindingType.ALL) {
      Annotation binding = present.get(type.annotation());
      if (binding == null) {
        continue;
      }
      annotations.add(type.annotation());
      anyTimed |= type.isTimed();
      anyNeedsApp |= type.needsApp();
      String span = type.span(binding);
      if (span != null) {
        spans.add(span);
      }
      if (reason == null) {
        reason = type.defaultReason(binding);
      }
      Event begun = type.entry();
      if (begun != null) {
        atEntry.add(new Bound(type.annotation(), begun));
      }
      for (Outcome outcome : Outcome.values()) {
        List<Bound> events = atEnd.computeIfAbsent(outcome, key -> new ArrayList<>());
        type.ends(outcome, binding, method)
            .forEach(event -> events.add(new Bound(type.annotation(), event)));
      }
    }
    entry = atEntry.toArray(Bound[]::new);
    atEnd.forEach((outcome, events) -> ends.put(outcome, events.toArray(Bound[]::new)));
    timed = anyTimed;
    needApp = anyNeedsApp;
    defaultReason = reason;
  }

  boolean isEmpty() {
    return annotations.isEmpty();
  }

  /** The annotations, in the order of the table. */
  List<Class<? extends Annotation>> annotations() {
    return annotations;
  }

  /** The names of the spans, the outermost first. */
  List<String> spans() {
    return spans;
  }

  /** What is recorded when a call begins. */
  Bound[] entry() {
    return entry;
  }

  /** What is recorded when a call ends in a certain way. */
  Bound[] ends(Outcome outcome) {
    return ends.getOrDefault(outcome, NOTHING);
  }

  /** Whether one of the bindings needs the duration. */
  boolean timed() {
    return timed;
  }

  /** Whether one of the bindings needs the app. */
  boolean needApp() {
    return needApp;
  }

  /** Why a worker is stopped if no argument says so; null if no binding is about that. */
  @Nullable StopReason defaultReason() {
    return defaultReason;
  }
}
