package dev.blockyard.telemetry.benchmarks;

import dev.blockyard.telemetry.benchmarks.Comparison.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All comparisons, with the targets of those that have one. This is the only place for them. */
final class Targets {
  /** The benchmarks whose deployment is given a backend. */
  private static final Pattern ON_A_BACKEND = Pattern.compile("(Annotation|Request|Scrape)\\.");

  private final List<Comparison> comparisons = new ArrayList<>();
  private Group group = Group.ANNOTATIONS;
  private Backend backend = Backend.MICROPROFILE;

  private Targets() {}

  static List<Comparison> all() {
    Targets targets = new Targets();
    targets.annotations();
    targets.metrics();
    targets.requests();
    targets.spans();
    targets.scrape();
    targets.registration();
    return List.copyOf(targets.comparisons);
  }

  private void annotations() {
    start(Group.ANNOTATIONS);
    for (Backend backend : Backend.values()) {
      on(backend);
      seen("empty interceptor / none", "Annotation.empty", "Annotation.plain");
      noBytes("counting", 1.10, "Annotation.counting", "Annotation.empty");
      noBytes("counting, and a gauge (spawn)", 1.10, "Annotation.spawning", "Annotation.empty");
      limit("counting / held counter", 1.10, "Annotation.counting", "Annotation.heldCounter");
      seen("held counter / empty", "Annotation.heldCounter", "Annotation.empty");
      noBytes("counting, boolean", 1.10, "Annotation.countingBoolean", "Annotation.emptyBoolean");
      noBytes("counting, stage", 1.10, "Annotation.countingStage", "Annotation.emptyStage");
      noBytes("counting, with @App", 1.10, "Annotation.countingApp", "Annotation.emptyApp");
      limit("timing / held timer", 1.05, "Annotation.timing", "Annotation.heldTimer");
      limit("two counting / one", 1.10, "Annotation.twoCounting", "Annotation.counting");
      limit("three counting / one", 1.21, "Annotation.threeCounting", "Annotation.countingApp");
      limit(
          "timing and counting / timing",
          1.10,
          "Annotation.timingAndCounting",
          "Annotation.timing");
    }
    on(Backend.MICROPROFILE);
    seen("@Counted / ours", "Annotation.smallRyeCounted", "Annotation.counting");
    seen("@Timed / ours", "Annotation.smallRyeTimed", "Annotation.timing");
    for (int series : new int[] {50, 500, 5000}) {
      String with = " series=" + series;
      String what = "," + with;
      noBytes("counting" + what, 1.10, "Series.counting" + with, "Annotation.empty");
      limit("timing" + what, 1.05, "Series.timing" + with, "Annotation.heldTimer");
      seen("@Counted / ours" + what, "Series.smallRyeCounted" + with, "Series.counting" + with);
      seen("@Timed / ours" + what, "Series.smallRyeTimed" + with, "Series.timing" + with);
    }
    for (String setting :
        List.of("blockyard.telemetry.enabled=false", "blockyard.telemetry.metrics.backend=none")) {
      String what = ", " + setting.substring(setting.lastIndexOf('.') + 1);
      String with = " setting=" + setting;
      limit("counting" + what, 1.03, "Disabled.counting" + with, "Annotation.empty");
      limit("timing" + what, 1.03, "Disabled.timing" + with, "Annotation.empty");
    }
  }

  private void metrics() {
    start(Group.METRICS);
    for (String backend : List.of("MicroProfile", "OpenTelemetry", "Prometheus")) {
      String raw = "Instrument." + Character.toLowerCase(backend.charAt(0)) + backend.substring(1);
      String counter = raw + "Counter";
      String histogram = raw + (backend.equals("MicroProfile") ? "Timer" : "Histogram");
      String with = " backend=" + backend.toUpperCase(Locale.ROOT);
      for (String method :
          List.of(
              "workerSpawned",
              "workerStopped",
              "workersByState",
              "workersByStateOfThirty",
              "session",
              "bundleUploaded",
              "bundleRestoreFailed",
              "proxyRequest",
              "healthCheckFailed",
              "auditEntryDropped",
              "forgetApp")) {
        seen(method + " / counter, " + backend, "Metrics." + method + with, counter);
      }
      for (String method : List.of("bundleRestored", "proxyRequestForwarded", "coldStarted")) {
        seen(method + " / histogram, " + backend, "Metrics." + method + with, histogram);
      }
    }
    for (int apps : new int[] {1, 100, 1000}) {
      String with = " apps=" + apps;
      String held = "Apps.microProfileHeld" + with;
      String ours = "Apps.microProfile" + with;
      limit("proxyRequest / held counter," + with, apps == 1 ? 2.0 : 2.5, ours, held);
      limit(
          "proxyRequest, built in / held counter," + with,
          apps == 1 ? 2.0 : 2.5,
          "Apps.builtIn" + with,
          "Apps.prometheusHeld" + with);
      seen("Micrometer, looked up / ours," + with, "Apps.micrometer" + with, ours);
      seen("Micrometer, held / ours," + with, "Apps.micrometerHeld" + with, ours);
      seen("client_java labelValues / ours," + with, "Apps.prometheus" + with, ours);
      seen("OpenTelemetry add / ours," + with, "OpenTelemetryApps.sdk" + with, ours);
      seen(
          "proxyRequest / SDK's counter, attributes held," + with,
          "OpenTelemetryApps.module" + with,
          "OpenTelemetryApps.sdkHeld" + with);
    }
  }

  private void requests() {
    start(Group.REQUESTS);
    for (Backend backend : Backend.values()) {
      on(backend);
      seen("held counter / pass-through", "Request.heldCounter", "Request.passThrough");
      limit("counted / held counter", 4.0, "Request.counted", "Request.heldCounter");
      bytes(
          "counted / held counter and an attribute",
          "Request.counted",
          "Request.heldCounterAndAttribute");
      seen(
          "counted by AppResolver / held counter",
          "Request.countedByResolver",
          "Request.heldCounter");
      seen("counted, two filters / one", "Request.countedWithInnerFilter", "Request.counted");
      limit("counted / Dropwizard", 0.3, "Request.counted", "Request.dropwizard");
      limit("counted / simpleclient", 0.3, "Request.counted", "Request.simpleclient");
      double timed = backend == Backend.PROMETHEUS ? 0.6 : 0.8;
      limit(
          "counted and timed / Dropwizard", timed, "Request.countedAndTimed", "Request.dropwizard");
      limit(
          "counted and timed / simpleclient",
          timed,
          "Request.countedAndTimed",
          "Request.simpleclient");
      seen(
          "counted and timed by hand / simpleclient",
          "Request.heldCounterAndTimer",
          "Request.simpleclient");
      seen("counted and timed / by hand", "Request.countedAndTimed", "Request.heldCounterAndTimer");
      seen("async counted / pass-through", "Request.countedAsync", "Request.passThroughAsync");
      seen("async counted / Dropwizard", "Request.countedAsync", "Request.dropwizardAsync");
    }
  }

  private void spans() {
    start(Group.SPANS);
    seen("empty interceptor, off / absent", "Span.empty spans=OFF", "Span.empty spans=ABSENT");
    for (String method : List.of("call", "request")) {
      String absent = "Span." + method + " spans=ABSENT";
      limit(method + ", off / absent", 1.15, "Span." + method + " spans=OFF", absent);
      seen(method + ", propagated / absent", "Span." + method + " spans=PROPAGATED", absent);
      seen(method + ", unsampled / absent", "Span." + method + " spans=UNSAMPLED", absent);
      seen(method + ", sampled / absent", "Span." + method + " spans=SAMPLED", absent);
    }
  }

  private void scrape() {
    start(Group.SCRAPE);
    for (Backend backend : Backend.values()) {
      on(backend);
      for (int apps : new int[] {10, 1000, 5000}) {
        String with = " apps=" + apps;
        limit(
            "scrape / client_java," + with,
            backend == Backend.PROMETHEUS ? 1.05 : 1.2,
            "Scrape.endpoint" + with,
            "Scrape.prometheus" + with);
      }
    }
  }

  private void registration() {
    start(Group.REGISTRATION);
    String of = " apps=1000";
    limit(
        "1,000 apps / 500 apps (linear: 2)",
        2.2,
        "Registration.microProfile" + of,
        "Registration.microProfile apps=500");
    seen("1,000 apps / SmallRye", "Registration.microProfile" + of, "Registration.smallRye" + of);
    seen(
        "1,000 apps / client_java",
        "Registration.microProfile" + of,
        "Registration.prometheus" + of);
    seen(
        "1,000 apps built in / client_java",
        "Registration.builtIn" + of,
        "Registration.prometheus" + of);
    limit(
        "1,000 apps / 500 apps built in (linear: 2)",
        2.2,
        "Registration.builtIn" + of,
        "Registration.builtIn apps=500");
    limit(
        "10,000 apps / 1,000 apps built in (linear: 10)",
        11,
        "Registration.builtIn apps=10000",
        "Registration.builtIn" + of);
    seen(
        "1,000 apps on OpenTelemetry / client_java",
        "Registration.openTelemetry" + of,
        "Registration.prometheus" + of);
  }

  private void seen(String what, String subject, String baseline) {
    add(what, subject, baseline, null, null);
  }

  private void limit(String what, double limit, String subject, String baseline) {
    add(what, subject, baseline, limit, null);
  }

  private void noBytes(String what, double limit, String subject, String baseline) {
    add(what, subject, baseline, limit, 0L);
  }

  private void bytes(String what, String subject, String baseline) {
    add(what, subject, baseline, null, 0L);
  }

  private void add(
      String what,
      String subject,
      String baseline,
      @Nullable Double limit,
      @Nullable Long extraBytes) {
    comparisons.add(
        new Comparison(
            group,
            backend == Backend.PROMETHEUS ? what + ", built in" : what,
            subject(subject),
            subject(baseline),
            limit,
            extraBytes));
  }

  private Subject subject(String description) {
    return Subject.of(
        ON_A_BACKEND.matcher(description).lookingAt()
            ? description + " backend=" + backend
            : description);
  }

  private void start(Group next) {
    group = next;
    backend = Backend.MICROPROFILE;
  }

  /** The rows that follow are measured in deployments that record in this backend. */
  private void on(Backend next) {
    backend = next;
  }
}
