package dev.blockyard.telemetry.tck;

import static java.util.Objects.requireNonNull;

import java.io.File;
import org.jboss.arquillian.container.test.spi.client.deployment.ApplicationArchiveProcessor;
import org.jboss.arquillian.test.spi.TestClass;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Adds the executor that the kit asks for and, unless the run is the control, the module. */
public final class CompletedArchive implements ApplicationArchiveProcessor {
  /** For Arquillian. */
  public CompletedArchive() {}

  @Override
  public void process(Archive<?> archive, TestClass testClass) {
    if (!(archive instanceof WebArchive war)) {
      return;
    }
    war.addClass(ServerExecutor.class)
        .addAsResource(
            new StringAsset("telemetry.tck.executor=" + ServerExecutor.class.getName()),
            "META-INF/microprofile-telemetry-tck.properties")
        // Without it, WildFly starts neither CDI nor OpenTelemetry for the kit's tests of the JVM.
        .addAsWebInfResource(
            new StringAsset("<beans bean-discovery-mode=\"all\" version=\"4.0\"/>"), "beans.xml");
    String libraries = System.getProperty("tck.libraries");
    if (!libraries.equals("none")) {
      war.addAsLibraries(requireNonNull(new File(libraries).listFiles(), libraries));
    }
  }
}
