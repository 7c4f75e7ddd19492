package dev.blockyard.telemetry.jetty;

import dev.blockyard.telemetry.container.CompleteWar;
import dev.blockyard.telemetry.container.ServerContainer;
import dev.blockyard.telemetry.container.ServerLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/** One process of Jetty, which deploys what is in a folder, and undeploys what is no longer. */
public final class Jetty extends ServerContainer {
  private static final Path HOME = Path.of(System.getProperty("jetty.home", ""));
  private static final Path BASE = Path.of(System.getProperty("jetty.base", ""));
  private static final Pattern STARTED = Pattern.compile("oejs\\.Server:main: Started ");

  /** For Arquillian. */
  public Jetty() {}

  @Override
  public void start() throws LifecycleException {
    try {
      start(
          STARTED,
          "-Djava.util.logging.SimpleFormatter.format=%1$tF %1$tT %4$s [%3$s] %5$s%6$s%n",
          "-jar",
          HOME.resolve("start.jar").toString(),
          "jetty.home=" + HOME,
          "jetty.base=" + BASE,
          "jetty.http.host=127.0.0.1",
          "jetty.http.port=" + System.getProperty("server.port"),
          "jetty.deploy.scanInterval=1");
    } catch (IOException e) {
      throw new LifecycleException("Jetty has not started", e);
    }
  }

  @Override
  public void stop() {
    end();
  }

  @Override
  public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
    try {
      ServerLog log = ServerLog.sinceNow();
      Path war = BASE.resolve(archive.getName());
      CompleteWar.of(archive).as(ZipExporter.class).exportTo(war.toFile(), true);
      Files.move(war, deployed(archive), StandardCopyOption.ATOMIC_MOVE); // all of it at once
      String messages =
          awaitLogged(
              log,
              Pattern.compile(
                  "(\\.ServletContextHandler:\\S+: Started |Failed startup of context )"
                      + context(archive)));
      if (messages.contains("Failed startup of context ")) {
        throw new DeploymentException(messages);
      }
      return new ProtocolMetaData();
    } catch (IOException e) {
      throw new DeploymentException("Not deployed", e);
    }
  }

  @Override
  public void undeploy(Archive<?> archive) throws DeploymentException {
    try {
      ServerLog log = ServerLog.sinceNow();
      Files.delete(deployed(archive));
      awaitLogged(
          log, Pattern.compile("\\.ServletContextHandler:\\S+: Stopped " + context(archive)));
    } catch (IOException e) {
      throw new DeploymentException("Not undeployed", e);
    }
  }

  private static Path deployed(Archive<?> archive) {
    return BASE.resolve("webapps").resolve(archive.getName());
  }

  /** The application, as Jetty logs it. */
  private static String context(Archive<?> archive) {
    String name = archive.getName().replaceFirst("\\.war$", "");
    return "\\S+WebAppContext@\\w+\\{/" + Pattern.quote(name) + ",";
  }
}
