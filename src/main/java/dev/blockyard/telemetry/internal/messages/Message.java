package dev.blockyard.telemetry.internal.messages;

import java.util.Arrays;

/**
 * Every message of the module. The constant's name is the code that the user sees and finds in
 * {@code messages.md}; the text says what is wrong, where, and what to do.
 */
public enum Message {
  /** A configuration value cannot be used. */
  BYT0001(Level.DEPLOYMENT_FAILURE, "%1$s is \"%2$s\", which cannot be used: it may be %3$s"),
  /** The forced backend is not there. */
  BYT0002(
      Level.DEPLOYMENT_FAILURE,
      "blockyard.telemetry.metrics.backend is \"%1$s\", but %2$s: change that, or set the key to \"auto\""),
  /** No backend was found. */
  BYT0003(
      "no metrics are recorded: this deployment has no MicroProfile Metrics, and the library of the"
          + " built-in backend is missing. Add io.prometheus:prometheus-metrics-core and"
          + " io.prometheus:prometheus-metrics-exposition-textformats to the WAR, which are"
          + " dependencies of this module; to run without metrics, set"
          + " blockyard.telemetry.metrics.backend to \"none\""),
  /** The registry refused a metric. */
  BYT0004(
      "%1$s is not recorded, because the metric registry refused it (%2$s): look for another metric"
          + " of the same name, with another type, description or set of labels, and rename it"),
  /** The backend failed while recording. */
  BYT0005("%1$s was not recorded (%2$s); the caller is not affected, and this is logged once"),
  /** There are more app names than allowed. */
  BYT0006(
      "%1$s app names have series of their own, so requests and health checks of further apps are"
          + " counted as app=\"_other\": raise blockyard.telemetry.apps.max, or call forgetApp for apps"
          + " that are gone"),
  /** The application's resolver failed. */
  BYT0007(
      "the AppResolver %1$s failed (%2$s), so its request is counted as app=\"unknown\": fix it;"
          + " this is logged once"),
  /** There is more than one resolver. */
  BYT0008(Level.DEPLOYMENT_FAILURE, "more than one bean of type AppResolver (%1$s): keep one"),
  /** The endpoint's path is in use. */
  BYT0009(
      "no metrics endpoint: another servlet is mapped to %1$s already. Set"
          + " blockyard.telemetry.metrics.path to a free path, or to \"none\""),
  /** CDI is not there. */
  BYT0010(
      "requests are not counted: no CDI container in this web application (%1$s). On a Jakarta EE"
          + " server, add an empty WEB-INF/beans.xml; in a servlet container such as Tomcat, add"
          + " Weld to the WAR; where the application starts CDI itself, start it before the servlet"
          + " container"),
  /** Another application's gauge is in the shared registry. */
  BYT0011(
      "another application on this server records in the same metric registry: counters and"
          + " histograms are sums, and the gauges (%1$s, for one) are its own until it ends. To tell them"
          + " apart, set mp.metrics.defaultAppName for the server and mp.metrics.appName in each"
          + " application"),
  /** An annotated method could not be observed. */
  BYT0012("%1$s was not recorded (%2$s); the call is not affected, and this is logged once"),
  /** A value that makes sense only with another key. */
  BYT0013(Level.DEPLOYMENT_FAILURE, "%1$s is \"%2$s\", but %3$s is not set: set it"),
  /** The endpoint refuses a reader. */
  BYT0014(
      Level.RESPONSE,
      "not authorized to read the metrics. The key %1$s decides who is (it is \"%2$s\"). With"
          + " \"loopback\", a request has to come from this machine, without a header that a proxy"
          + " adds, and to an address, to localhost or to a name without a dot"),
  /** There is a registry, but it cannot be had. */
  BYT0015(
      Level.DEPLOYMENT_FAILURE,
      "the MetricRegistry of this deployment cannot be injected (%1$s): keep one bean of that type"
          + " with the default qualifier, or set blockyard.telemetry.metrics.backend to \"none\""),
  /** What is on. */
  BYT0016(Level.INFO, "metrics backend %1$s, endpoint %2$s, counted requests %3$s, tracing %4$s"),
  /** SmallRye Metrics is the application's, Micrometer below it is the server's. */
  BYT0017(
      "this application has SmallRye Metrics, but the server has Micrometer: all applications that"
          + " record there share one registry, and their series are mixed. To tell them apart, exclude"
          + " the subsystem \"micrometer\" in WEB-INF/jboss-deployment-structure.xml of each"),
  /** A key that the module does not know. */
  BYT0018("%1$s is no key of this module, so it changes nothing: %2$s"),
  /** The buckets or percentiles of the module's histograms are not what the module sets. */
  BYT0019(
      "%1$s is without the module's entries for %2$s, whose series are therefore not those that"
          + " dashboards expect; its value comes from %3$s. Let the module add them (the ordinal of"
          + " that source has to be below %4$d, and a Config that the application builds itself needs"
          + " its discovered sources), or append them: %5$s"),
  /** The application's resolver keeps requests waiting. */
  BYT0020(
      "the AppResolver %1$s took %2$d ms, for which the thread of its request was kept: let it answer"
          + " from memory; this is logged once"),
  /** Annotations that would record nothing, or something wrong. */
  BYT0021(Level.DEPLOYMENT_FAILURE, "wrong annotations in this deployment: %1$s"),
  /** A binding where no interceptor comes. */
  BYT0022(
      Level.DEPLOYMENT_FAILURE,
      "%1$s is %2$s; CDI does not intercept that, so nothing is recorded for %3$s: drop the modifier,"
          + " or annotate a method of a bean that other beans call"),
  /** A binding on a servlet, a filter or a listener. */
  BYT0023(
      Level.DEPLOYMENT_FAILURE,
      "%1$s %2$s by the servlet container, past CDI, so nothing is recorded for %3$s: put it on a"
          + " method of a bean that is called from there"),
  /** A binding on something that is no call of a bean. */
  BYT0024(Level.DEPLOYMENT_FAILURE, "%1$s: %2$s, so %3$s cannot apply to it: %4$s"),
  /** A stop whose reason nobody knows. */
  BYT0025(
      Level.DEPLOYMENT_FAILURE,
      "%1$s: @CountedWorkerStop has %2$s: give it one reason, as in"
          + " @CountedWorkerStop(StopReason.CRASHED), or one parameter of type StopReason"),
  /** A mark on a parameter that does not say which app it is. */
  BYT0026(Level.DEPLOYMENT_FAILURE, "%1$s: @App %2$s: %3$s"),
  /** A look at workers that returns none. */
  BYT0027(
      Level.DEPLOYMENT_FAILURE,
      "%1$s returns %2$s, in which @ReconciledWorkers finds no workers: return an Iterable or an"
          + " array of a type that implements WorkerView, or a CompletionStage of one"),
  /** An annotated class that CDI does not know. */
  BYT0028("%1$s is annotated, but is no bean, so nothing is recorded: %2$s"),
  /** There is an endpoint for spans, and nothing to make them with. */
  BYT0029("blockyard.telemetry.otlp.endpoint is set, but nothing is traced, because %1$s"),
  /** The server does not look at what an application says. */
  BYT0030(
      "%1$s is set for the whole server, and then Open Liberty reads nothing of OpenTelemetry's from"
          + " an application: spans go where the server's environment says, not to"
          + " blockyard.telemetry.otlp.endpoint. Set OTEL_EXPORTER_OTLP_ENDPOINT there, or remove %1$s"),
  /** The SDK is not there. */
  BYT0031(
      Level.EXCEPTION,
      "Tracing.start needs the SDK of OpenTelemetry and its exporter (%1$s is not there): add"
          + " io.opentelemetry:opentelemetry-exporter-otlp and"
          + " io.opentelemetry:opentelemetry-sdk-extension-autoconfigure, or, on a server with"
          + " MicroProfile Telemetry, set blockyard.telemetry.otlp.endpoint instead"),
  /** Tracing is on already. */
  BYT0032(
      Level.EXCEPTION,
      "tracing has been started already: close what Tracing.start returned, then start anew"),
  /** A span could not be made. */
  BYT0033("%1$s was not traced (%2$s); the caller is not affected, and this is logged once"),
  /** Spans do not arrive. */
  BYT0034(
      "spans cannot be sent to %1$s (%2$s): see that an OpenTelemetry collector listens there for"
          + " OTLP/gRPC; spans are dropped until it does, and this is logged once"),
  /** The SDK cannot be configured. */
  BYT0035(
      Level.EXCEPTION,
      "OpenTelemetry's SDK refuses its configuration (%1$s): correct the otel.* property or the"
          + " OTEL_* variable that it names"),
  /** The annotations of a class cannot be read. */
  BYT0050(
      "the annotations of %1$s could not be checked (%2$s), so a mistake in them goes unnoticed: add"
          + " what is missing on the class path; if nothing is, report a bug of this module"),
  /** A binding on a method that ends later than it returns. */
  BYT0051(
      Level.DEPLOYMENT_FAILURE,
      "%1$s ends later than it returns, because %2$s; %3$s would record it too early: return a"
          + " CompletionStage, or call BlockyardMetrics when the work has ended"),
  /** An app parameter whose string is no name. */
  BYT0052(
      Level.DEPLOYMENT_FAILURE,
      "%1$s: @App is on %2$s, so its string would not be the name of an app: mark a String or another"
          + " CharSequence, an enum, a number, a UUID, or a class that declares toString()"),
  /** A binding that an overriding method loses. */
  BYT0053(
      Level.DEPLOYMENT_FAILURE,
      "%1$s overrides %2$s without its %3$s, so nothing is recorded for it: repeat the annotation,"
          + " because methods do not inherit any, or put it on the class"),
  /** A binding on a method that the WebSocket container calls. */
  BYT0054(
      Level.DEPLOYMENT_FAILURE,
      "%1$s is called by the WebSocket container, which CDI intercepts on some servers only, so %2$s"
          + " may record nothing: put it on a method of a bean that the endpoint calls"),
  /** An annotated class that a producer makes. */
  BYT0055(
      Level.DEPLOYMENT_FAILURE,
      "%1$s produces %2$s, whose annotations record nothing, because CDI does not intercept what a"
          + " producer returns: give the class a scope and let CDI create it, or produce it with an"
          + " InterceptionFactory"),
  /** The value of a key cannot be read. */
  BYT0063(
      Level.DEPLOYMENT_FAILURE,
      "%1$s refers to a property that has no value, or its source failed: define the property, or set"
          + " the key to %2$s"),
  /** The container did not run the servlet initializer. */
  BYT0069(
      "requests are not counted, and there is no metrics endpoint, because the container did not run"
          + " the module's initializer in the web application %1$s: add <others/> to its"
          + " <absolute-ordering> in web.xml, or move the jar to WEB-INF/lib; to run without, set"
          + " blockyard.telemetry.proxy.url-patterns to \"none\""),
  /** There are no servlets. */
  BYT0070(
      "requests are not counted, and there is no metrics endpoint, because this server has no"
          + " servlets: call BlockyardMetrics.proxyRequest where a request ends; to run without, set"
          + " blockyard.telemetry.proxy.url-patterns to \"none\""),
  /** The jar is shared by web applications. */
  BYT0071(
      Level.DEPLOYMENT_FAILURE,
      "the module's jar is outside of the WARs of an EAR (%1$s), where it cannot tell them apart:"
          + " move it, with what it depends on, to WEB-INF/lib of each WAR that uses it"),
  /** A filter was registered before the module's. */
  BYT0072(
      "the filter \"%1$s\" (%2$s) was registered before the module's and may run around it; what it"
          + " refuses is then not counted, nor a status that it changes. Declare it with @WebFilter or"
          + " in web.xml, or register it in a ServletContextListener"),
  /** A call that no interceptor sees. */
  BYT0073(
      Level.COMPILER_WARNING,
      "%1$s is called by its own object, past CDI, so this call is not recorded for %2$s: move the"
          + " method to another bean, or the annotation to a method that other beans call"),
  /** The extension that checks annotations did not run. */
  BYT0074(
      "the annotations of this deployment may not have been checked, because its CDI container did"
          + " not run the module's build compatible extension: let the compiler check them, with"
          + " this module's annotation processor (classifier \"processor\")"),
  /** The library of the built-in backend does not start. */
  BYT0075(
      Level.DEPLOYMENT_FAILURE,
      "Prometheus client_java, with which the built-in backend records, refuses its own settings"
          + " (%1$s): correct that system property, environment variable or prometheus.properties,"
          + " or set blockyard.telemetry.metrics.backend to \"none\"");

  /** What becomes of a message. */
  public enum Level {
    /** Logged as an error, and thrown to the container: the application does not start. */
    DEPLOYMENT_FAILURE,
    /** Logged as a warning. */
    WARNING,
    /** Logged once at start. */
    INFO,
    /** The body of an HTTP response. */
    RESPONSE,
    /** Thrown to the caller of a method of the API. */
    EXCEPTION,
    /** A warning of the compiler. */
    COMPILER_WARNING
  }

  private final Level level;
  private final String template;

  /** A warning. */
  Message(String template) {
    this(Level.WARNING, template);
  }

  Message(Level level, String template) {
    this.level = level;
    this.template = template;
  }

  /**
   * Returns the level.
   *
   * @return the section of {@code messages.md} that has this message
   */
  public Level level() {
    return level;
  }

  /**
   * Returns the text after its code.
   *
   * @param arguments the values for the placeholders; control characters in them are escaped
   * @return one line
   */
  public String text(Object... arguments) {
    Object[] printable =
        Arrays.stream(arguments)
            .map(
                argument ->
                    argument instanceof Number
                        ? argument
                        : Printable.text(String.valueOf(argument)))
            .toArray();
    return name() + ": " + String.format(template, printable);
  }
}
