package dev.blockyard.telemetry.container;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The probe comes and goes as it is, on a server that shows its metrics. */
public abstract class ProbeRedeployScenario extends RedeployScenario {
  protected ProbeRedeployScenario() {
    super(true);
  }

  /** The probe. */
  @Deployment(name = APPLICATION, managed = false, testable = false)
  public static WebArchive application() {
    return Wars.probe(APPLICATION);
  }

  /** The same without the module. */
  @Deployment(name = CONTROL, managed = false, testable = false)
  public static WebArchive withoutTheModule() {
    return Wars.control(CONTROL);
  }
}
