package dev.blockyard.telemetry.internal.tracing;

import dev.blockyard.telemetry.StopReason;
import dev.blockyard.telemetry.internal.config.ModuleVersion;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.internal.servers.ServerSpans;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.propagation.TextMapPropagator;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Spans of OpenTelemetry; loaded only where its API is. */
public final class OpenTelemetrySpans implements Spans {
  static final AttributeKey<String> APP = AttributeKey.stringKey("blockyard.app");
  static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  /** The semantic conventions that the spans follow. */
  private static final String SCHEMA_URL = "https://opentelemetry.io/schemas/1.27.0";

  private static final AttributeKey<String> STOP_REASON =
      AttributeKey.stringKey("blockyard.stop.reason");

  /** The app of the calls and requests around, for those that do not name one. */
  private static final ContextKey<AppName> APP_AROUND = ContextKey.named("blockyard.app");

  /** Null where spans go nowhere. */
  private final @Nullable Tracer tracer;

  private final TextMapPropagator propagator;
  private final HttpSpanOptions options;
  private final String destination;
  private final Warnings warnings = new Warnings();

  /** Says the app as far as it is known by now. */
  @FunctionalInterface
  interface AppName {
    @Nullable String get();
  }

  /**
   * Makes spans.
   *
   * @param openTelemetry with what
   * @param options how SERVER spans describe their requests
   * @param destination where spans go, for people to read
   */
  public OpenTelemetrySpans(
      OpenTelemetry openTelemetry, HttpSpanOptions options, String destination) {
    this.tracer =
        openTelemetry
            .tracerBuilder("dev.blockyard.telemetry")
            .setInstrumentationVersion(ModuleVersion.get())
            .setSchemaUrl(SCHEMA_URL)
            .build();
    this.propagator = openTelemetry.getPropagators().getTextMapPropagator();
    this.options = options;
    this.destination = destination;
  }

  /**
   * Makes spans that go nowhere: of those, only the trace context is of use, to workers. Needs the
   * SDK.
   *
   * @param propagator how the context travels
   * @param options whether the client's context is followed
   */
  OpenTelemetrySpans(TextMapPropagator propagator, HttpSpanOptions options) {
    this.tracer = null;
    this.propagator = propagator;
    this.options = options;
    this.destination = "propagation only";
  }

  /** Whether a span made here is one: an implementation that is switched off makes empty ones. */
  public boolean isOn() {
    try {
      return tracer != null
          && !propagator.fields().isEmpty()
          && tracer.spanBuilder("start").setNoParent().startSpan().getSpanContext().isValid();
    } catch (Throwable t) {
      failed("the application", t);
      return false;
    }
  }

  @Override
  public CallSpan call(List<String> names, @Nullable String app, @Nullable StopReason reason) {
    try {
      Context caller = Context.current();
      String known = app == null || app.isBlank() ? around(caller) : app;
      Context context = known == null ? caller : around(caller, () -> known);
      Span[] spans = new Span[names.size()];
      for (int i = 0; i < spans.length; i++) {
        spans[i] =
            tracer == null
                ? UnrecordedSpan.below(context)
                : start(tracer.spanBuilder(names.get(i)).setParent(context), known, reason);
        context = context.with(spans[i]);
      }
      return new OpenCall(this, spans, caller, context);
    } catch (Throwable t) {
      failed("a call", t);
      return NoopCallSpan.INSTANCE;
    }
  }

  private static Span start(SpanBuilder span, @Nullable String app, @Nullable StopReason reason) {
    if (app != null) {
      span.setAttribute(APP, app);
    }
    if (reason != null) {
      span.setAttribute(STOP_REASON, reason.label());
    }
    return span.startSpan();
  }

  @Override
  public RequestSpan request(HttpServletRequest request, @Nullable Instant start) {
    try {
      Context around = ServerSpans.mayBeAround() ? Context.current() : Context.root();
      if (Span.fromContext(around).getSpanContext().isValid()) {
        return request(request, start, SpanKind.INTERNAL, around, SpanContext.getInvalid());
      }
      Context client = propagator.extract(Context.root(), request, InboundHeaders.INSTANCE);
      return options.linkedContext()
          ? request(
              request,
              start,
              SpanKind.SERVER,
              Context.root(),
              Span.fromContext(client).getSpanContext())
          : request(request, start, SpanKind.SERVER, client, SpanContext.getInvalid());
    } catch (Throwable t) {
      failed("a request", t);
      return RequestSpan.NONE;
    }
  }

  /** An invalid link is ignored. */
  private RequestSpan request(
      HttpServletRequest request,
      @Nullable Instant start,
      SpanKind kind,
      Context parent,
      SpanContext link) {
    if (tracer == null) {
      Span span = UnrecordedSpan.below(parent);
      return new OpenRequest(this, span, parent.with(span), true, null);
    }
    HttpAttributes attributes = HttpAttributes.of(request, options);
    SpanBuilder builder =
        tracer.spanBuilder(attributes.spanName()).setParent(parent).setSpanKind(kind).addLink(link);
    if (start != null) {
      builder.setStartTimestamp(start);
    }
    Span span = attributes.describe(builder).startSpan();
    return new OpenRequest(this, span, parent.with(span), true, attributes);
  }

  @Override
  public RequestSpan requestOfServer(HttpServletRequest request) {
    try {
      Span current = Span.current();
      if (!current.getSpanContext().isValid()) {
        return request(request, null);
      }
      HttpAttributes attributes = HttpAttributes.of(request, options);
      attributes.describe(current, HttpRoute.unmapped(request));
      Context context = Context.current();
      if (InboundHeaders.hasOversizedBaggage(request)) { // the server may have accepted it
        context = context.with(Baggage.empty());
      }
      return new OpenRequest(this, current, context, false, attributes);
    } catch (Throwable t) {
      failed("a request", t);
      return RequestSpan.NONE;
    }
  }

  @Override
  public RequestSpan.Current fresh() {
    return RestoredContext.make(this, Context.root(), Context.root());
  }

  @Override
  public Supplier<RequestSpan.Current> captured() {
    Context captured = RestoredContext.current(this);
    return () -> RestoredContext.make(this, captured, null);
  }

  @Override
  public Supplier<RequestSpan.Current> cleared() {
    return () -> RestoredContext.make(this, Context.root(), null);
  }

  @Override
  public void inject(BiConsumer<String, String> headers) {
    try {
      propagator.inject(Context.current(), headers, OpenTelemetrySpans::put);
    } catch (Throwable t) {
      failed("the trace context of a worker", t);
    }
  }

  private static void put(@Nullable BiConsumer<String, String> headers, String name, String value) {
    if (headers != null) {
      headers.accept(name, value);
    }
  }

  @Override
  public String destination() {
    return destination;
  }

  private static @Nullable String around(Context context) {
    AppName app = context.get(APP_AROUND);
    return app == null ? null : app.get();
  }

  /** The context in which calls find the app of a request. */
  static Context around(Context context, AppName app) {
    return context.with(APP_AROUND, app);
  }

  void failed(String subject, Throwable t) {
    warnings.once(Message.BYT0033, t, subject, t);
  }
}
