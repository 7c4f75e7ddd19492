package dev.blockyard.telemetry.wildfly.microprofile;

import dev.blockyard.telemetry.container.RedeployScenario;
import dev.blockyard.telemetry.container.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * An application that comes and goes with MicroProfile Telemetry. It exports nothing, because the
 * threads of WildFly's exporter outlive the application and hold its class loader.
 */
class RedeployIT extends RedeployScenario {
  private static final String[] TRACES_NOWHERE = {
    "otel.sdk.disabled=false",
    "otel.metrics.exporter=none",
    "otel.traces.exporter=none",
    "otel.logs.exporter=none"
  };

  RedeployIT() {
    super(false);
  }

  @Deployment(name = APPLICATION, managed = false, testable = false)
  static WebArchive application() {
    return Wars.probe(APPLICATION, TRACES_NOWHERE);
  }

  @Deployment(name = CONTROL, managed = false, testable = false)
  static WebArchive withoutTheModule() {
    return Wars.control(CONTROL, TRACES_NOWHERE);
  }
}
