package dev.blockyard.telemetry.liberty;

import dev.blockyard.telemetry.container.MessagesScenario;
import dev.blockyard.telemetry.container.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Messages on the console of Open Liberty. */
class MessagesIT extends MessagesScenario {
  private static final String OTHER_BUCKETS = "other-buckets";

  @Deployment(name = OTHER_BUCKETS, managed = false, testable = false)
  static WebArchive otherBuckets() {
    return Wars.probe(
        OTHER_BUCKETS,
        "config_ordinal=2147483647",
        "mp.metrics.distribution.timer.buckets=probe_render_seconds=10ms,20ms");
  }

  @Test
  void bucketsThatHideTheModulesAreNamedWithWhatToAppend() throws Exception {
    assertThatStartSays(
        OTHER_BUCKETS,
        "BYT0019: mp.metrics.distribution.timer.buckets is without the module's entries for ",
        "or append them: ");
  }
}
