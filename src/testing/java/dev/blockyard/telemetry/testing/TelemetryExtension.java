package dev.blockyard.telemetry.testing;

import dev.blockyard.telemetry.internal.config.ClassPath;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Adds the module to the CDI container of a test and records what the test does. Without CDI, it
 * holds the test's metrics.
 *
 * <pre>{@code
 * @RegisterExtension
 * final TelemetryExtension telemetry = TelemetryExtension.create();
 * }</pre>
 *
 * <p>The container may be one of weld-junit5 ({@code @EnableWeld} with any {@code WeldInitiator},
 * or {@code @EnableAutoWeld}), or any other with Build Compatible Extensions that the test starts
 * on its own thread. Whether or not the container discovers the module itself, each call is
 * recorded once, in {@link #metrics()} of this test. A {@code BlockyardMetrics} that is injected
 * records there, too.
 *
 * <p>Every instance of the test class has a store of its own, so tests may run in parallel, but
 * Weld 5.1 may lose the module where two containers start at the same moment. With
 * {@code @TestInstance(PER_CLASS)} the tests of a class share the store as they share the
 * container; each starts from the values that the one before it left.
 */
public final class TelemetryExtension
    implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {

  /** A class of {@code opentelemetry-sdk-testing}, without which nothing is traced. */
  private static final String SPAN_EXPORTER =
      "io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter";

  private static final AtomicLong LAST_ID = new AtomicLong();
  private static final Map<Long, TelemetryExtension> BY_ID = new ConcurrentHashMap<>();

  /**
   * The extension of the test whose container starts next on a thread. JUnit may run one test while
   * the same thread waits inside another, so each remembers the one before it.
   */
  private static final ThreadLocal<@Nullable TelemetryExtension> CURRENT = new ThreadLocal<>();

  private final long id = LAST_ID.incrementAndGet();
  private final RecordedMetrics metrics = RecordedMetrics.create();
  private final @Nullable RecordedSpans spans =
      ClassPath.has(SPAN_EXPORTER) ? new RecordedSpans() : null;
  private final @Nullable TelemetryExtension before;
  private volatile boolean begun;

  /** JUnit's unique ID of the class whose tests share this; null if they share no instance. */
  private volatile @Nullable String sharedBy;

  private TelemetryExtension(@Nullable TelemetryExtension before) {
    this.before = before;
  }

  /**
   * Creates the extension of one test instance: the initial value of a field that is not static and
   * has {@code @RegisterExtension}.
   */
  public static TelemetryExtension create() {
    TelemetryExtension before = CURRENT.get();
    while (before != null && !before.begun) { // its test's constructor has failed
      before.end();
      before = before.before;
    }
    TelemetryExtension extension = new TelemetryExtension(before);
    BY_ID.put(extension.id, extension);
    CURRENT.set(extension);
    return extension;
  }

  /** Returns the metrics of this test. */
  public RecordedMetrics metrics() {
    return metrics;
  }

  /**
   * Returns the spans of this test.
   *
   * @throws IllegalStateException if {@code io.opentelemetry:opentelemetry-sdk-testing} is not on
   *     the test's class path
   */
  public RecordedSpans spans() {
    if (spans == null) {
      throw new IllegalStateException(
          "Nothing is traced: add io.opentelemetry:opentelemetry-sdk-testing to the dependencies of"
              + " scope test.");
    }
    return spans;
  }

  /** Returns the extension of the test that runs on this thread; null if it has none. */
  static @Nullable TelemetryExtension current() {
    return CURRENT.get();
  }

  static TelemetryExtension of(long id) {
    TelemetryExtension extension = BY_ID.get(id);
    if (extension == null) {
      throw new IllegalStateException("The test of this container has ended.");
    }
    return extension;
  }

  long id() {
    return id;
  }

  boolean isTraced() {
    return spans != null;
  }

  /** Called by JUnit. */
  @Override
  public void beforeAll(ExtensionContext context) {
    if (sharedBy != null) {
      return; // a nested class of that one
    }
    sharedBy = context.getUniqueId();
    if (context.getTestInstance().isEmpty()) {
      end();
      throw new ExtensionConfigurationException(
          "The field of type TelemetryExtension in "
              + context.getRequiredTestClass().getName()
              + " is static: make it an instance field, because each test has metrics of its own.");
    }
    begun = true;
  }

  /** Called by JUnit. */
  @Override
  public void beforeEach(ExtensionContext context) {
    begun = true;
  }

  /** Called by JUnit. */
  @Override
  public void afterEach(ExtensionContext context) {
    if (sharedBy != null) {
      metrics.restart();
      if (spans != null) {
        spans.clear();
      }
    } else {
      end();
    }
  }

  /** Called by JUnit, only where all tests of a class share one instance. */
  @Override
  public void afterAll(ExtensionContext context) {
    if (context.getUniqueId().equals(sharedBy)) {
      end();
    }
  }

  private void end() {
    BY_ID.remove(id);
    if (CURRENT.get() == this) {
      if (before == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(before);
      }
    }
  }
}
