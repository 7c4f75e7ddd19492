package dev.blockyard.telemetry.liberty;

import dev.blockyard.telemetry.container.MessagesScenario;
import dev.blockyard.telemetry.container.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Messages on the console of Open Liberty. */
class MessagesIT extends MessagesScenario {
  private static final String OTHER_BUCKETS = "other-buckets";
  private static final String EARLY_FILTER = "early-filter";
  private static final String TWO_REGISTRIES = "two-registries";

  @Deployment(name = OTHER_BUCKETS, managed = false, testable = false)
  static WebArchive otherBuckets() {
    return Wars.probe(
        OTHER_BUCKETS,
        "config_ordinal=2147483647",
        "mp.metrics.distribution.timer.buckets=probe_render_seconds=10ms,20ms");
  }

  @Deployment(name = EARLY_FILTER, managed = false, testable = false)
  static WebArchive earlyFilter() {
    return Wars.probeWithEarlyFilter(EARLY_FILTER);
  }

  @Deployment(name = TWO_REGISTRIES, managed = false, testable = false)
  static WebArchive twoRegistries() {
    return Wars.twoRegistries(TWO_REGISTRIES);
  }

  /** WildFly calls the module's initializer first. */
  @Test
  void filterThatMayRunAroundTheModulesIsNamed() throws Exception {
    assertThatStartSays(EARLY_FILTER, "BYT0072: the filter \"library\" (");
  }

  @Test
  void registryThatCannotBeInjectedFailsTheDeployment() throws Exception {
    assertThatRefusalSays(
        TWO_REGISTRIES,
        "BYT0015: the MetricRegistry of this deployment cannot be injected (",
        "keep one bean of that type");
  }

  @Test
  void bucketsThatHideTheModulesAreNamedWithWhatToAppend() throws Exception {
    assertThatStartSays(
        OTHER_BUCKETS,
        "BYT0019: mp.metrics.distribution.timer.buckets is without the module's entries for ",
        "or append them: ");
  }
}
