package dev.blockyard.telemetry.tomcat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.blockyard.telemetry.container.CompleteWar;
import dev.blockyard.telemetry.container.ServerContainer;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/** One process of Tomcat, whose manager deploys and undeploys. */
public final class Tomcat extends ServerContainer {
  private static final Path HOME = Path.of(System.getProperty("tomcat.home", ""));
  private static final Path CONFIG = Path.of(System.getProperty("tomcat.config", ""));
  private static final Pattern STARTED = Pattern.compile("Server startup in ");

  /** As in {@code tomcat-users.xml}. */
  private static final String USER = "arquillian:arquillian";

  private final HttpClient http = HttpClient.newHttpClient();

  /** For Arquillian. */
  public Tomcat() {}

  /** Starts as {@code catalina.sh} would. */
  @Override
  public void start() throws LifecycleException {
    try {
      start(
          STARTED,
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
          "--add-opens=java.base/java.io=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED",
          "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
          "-Djava.util.logging.config.file=" + CONFIG.resolve("logging.properties"),
          "-Dcatalina.home=" + HOME,
          "-Djava.io.tmpdir=" + HOME.resolve("temp"),
          "-Dserver.port=" + System.getProperty("server.port"),
          "-Dtomcat.config=" + CONFIG,
          "-cp",
          HOME.resolve("bin/bootstrap.jar")
              + File.pathSeparator
              + HOME.resolve("bin/tomcat-juli.jar"),
          "org.apache.catalina.startup.Bootstrap",
          "-config",
          CONFIG.resolve("server.xml").toString(),
          "start");
    } catch (IOException e) {
      throw new LifecycleException("Tomcat has not started", e);
    }
  }

  @Override
  public void stop() {
    end();
  }

  @Override
  public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
    File war = HOME.resolve("temp").resolve(archive.getName()).toFile();
    OpenWebBeans.completed(CompleteWar.of(archive)).as(ZipExporter.class).exportTo(war, true);
    manage("deploy", archive, "&war=" + URLEncoder.encode(war.toURI().toString(), UTF_8));
    return new ProtocolMetaData();
  }

  @Override
  public void undeploy(Archive<?> archive) throws DeploymentException {
    manage("undeploy", archive, "");
  }

  /** The manager answers when all is done, with status 200 whether or not it could be. */
  private void manage(String command, Archive<?> archive, String more) throws DeploymentException {
    URI uri =
        URI.create(
            "http://127.0.0.1:"
                + System.getProperty("server.port")
                + "/manager/text/"
                + command
                + "?path=/"
                + archive.getName().replaceFirst("\\.war$", "")
                + more);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(USER.getBytes(UTF_8)))
            .build();
    try {
      String answer = http.send(request, BodyHandlers.ofString()).body();
      if (!answer.startsWith("OK")) {
        throw new DeploymentException(answer);
      }
    } catch (IOException e) {
      throw new DeploymentException("The manager has not answered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeploymentException("Interrupted", e);
    }
  }
}
