package dev.blockyard.telemetry.internal.deployment;

import dev.blockyard.telemetry.internal.config.ClassPath;
import dev.blockyard.telemetry.internal.config.TelemetryConfig;
import dev.blockyard.telemetry.internal.messages.Message;
import dev.blockyard.telemetry.internal.messages.Warnings;
import dev.blockyard.telemetry.internal.tracing.ActiveSpans;
import dev.blockyard.telemetry.internal.tracing.Spans;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What makes the spans of a deployment: what {@code Tracing.start} has started, else MicroProfile
 * Telemetry. No type of OpenTelemetry is in the bean's signatures: a server that lacks it must
 * still deploy the jar.
 */
@ApplicationScoped
public class DeployedSpans {
  private @Nullable Spans spans;
  private boolean foundHere;

  @Inject BeanManager beans;

  /** Made by the container. */
  DeployedSpans() {}

  /**
   * Returns what makes spans, for those who do on every call and request.
   *
   * @param beans the deployment's bean manager
   * @return null where nothing is traced
   */
  public static @Nullable Spans of(BeanManager beans) {
    return beans.createInstance().select(DeployedSpans.class).get().spans();
  }

  static String describe(BeanManager beans) {
    Spans spans = of(beans);
    return spans == null ? "none" : spans.destination();
  }

  @Nullable Spans spans() {
    return spans;
  }

  @PostConstruct
  void find() {
    TelemetryConfig config = TelemetryConfig.load();
    if (!config.enabled()) {
      return;
    }
    spans = ActiveSpans.started();
    if (spans == null) {
      spans = findOpenTelemetry(config).orElse(null);
      foundHere = spans != null;
    }
    if (spans != null && foundHere) {
      ActiveSpans.deploy(spans);
    }
  }

  private Optional<Spans> findOpenTelemetry(TelemetryConfig config) {
    String reason = null;
    Optional<Spans> found = Optional.empty();
    if (config.openTelemetryDisabled()) {
      reason = "otel.sdk.disabled is \"true\": remove one of the two";
    } else if (!ClassPath.has(ClassPath.OPEN_TELEMETRY)) {
      reason =
          "the server has no OpenTelemetry: enable MicroProfile Telemetry (Open Liberty:"
              + " mpTelemetry-2.1, WildFly: standalone-microprofile.xml)";
    } else {
      found = OpenTelemetryBackend.spans(beans, config);
      reason =
          found.isPresent()
              ? null
              : "there is no OpenTelemetry to inject in this deployment, or the server keeps it"
                  + " switched off";
    }
    if (config.otlpEndpoint().isPresent()) {
      say(reason);
    }
    return found;
  }

  private static void say(@Nullable String reason) {
    if (reason != null) {
      new Warnings().once(Message.BYT0029, null, reason);
    } else {
      ServerWideTelemetry.setting()
          .ifPresent(setting -> new Warnings().once(Message.BYT0030, null, setting));
    }
  }

  @PreDestroy
  void forget() {
    if (spans != null && foundHere) {
      ActiveSpans.undeploy(spans);
    }
  }
}
