package dev.blockyard.telemetry.quarkus;

import static java.util.logging.Level.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blockyard.telemetry.ReconciledWorkers;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.logging.LogRecord;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.type.TypeDescription;
import org.jboss.shrinkwrap.api.asset.ByteArrayAsset;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Annotations that would record nothing fail the build of an application. */
class MisuseTest {
  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      new QuarkusUnitTest()
          .withApplicationRoot(
              jar ->
                  jar.addClasses(Mistaken.class)
                      .add(new ByteArrayAsset(integration()), "acme/Integration.class"))
          .setLogRecordPredicate(logged -> logged.getLevel().intValue() >= WARNING.intValue())
          .assertLogRecords(MisuseTest::assertThatOnlyTheMistakeIsLogged)
          .assertException(
              thrown ->
                  assertThat(thrown)
                      .hasStackTraceContaining("BYT0021: wrong annotations in this deployment: 1")
                      .hasStackTraceContaining("Mistaken.reconcile"));

  @ApplicationScoped
  static class Mistaken {
    @ReconciledWorkers
    String reconcile() {
      return "";
    }
  }

  /** Quarkus would warn of each of the module's classes that is for what is not there. */
  private static void assertThatOnlyTheMistakeIsLogged(List<LogRecord> warnings) {
    assertThat(warnings)
        .extracting(MisuseTest::text)
        .filteredOn(text -> text.contains("BYT") || text.contains("microprofile.metrics"))
        .singleElement()
        .asString()
        .startsWith("BYT0021: ");
  }

  private static String text(LogRecord logged) {
    return logged instanceof ExtLogRecord formatted
        ? formatted.getFormattedMessage()
        : logged.getMessage();
  }

  /**
   * Makes a class that implements what the application does not have, as libraries bring some along
   * for what an application may use. It is not warned about.
   */
  private static byte[] integration() {
    TypeDescription unavailable =
        new ByteBuddy().makeInterface().name("acme.Unavailable").make().getTypeDescription();
    return new ByteBuddy()
        .subclass(Object.class)
        .implement(unavailable)
        .name("acme.Integration")
        .make()
        .getBytes();
  }

  @Test
  void applicationIsNotBuilt() {
    throw new AssertionError("it was built and started");
  }
}
