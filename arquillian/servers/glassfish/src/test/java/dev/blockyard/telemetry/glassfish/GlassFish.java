package dev.blockyard.telemetry.glassfish;

import dev.blockyard.telemetry.container.ServerContainer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/**
 * One process of GlassFish, which listens for HTTP and for its administrator on the loopback, and
 * for nothing else. It is started without {@code asadmin}, which would start a second JVM.
 */
public final class GlassFish extends ServerContainer {
  private static final Path HOME = Path.of(System.getProperty("glassfish.home", ""));
  private static final Path DOMAIN = HOME.resolve("domains/domain1");
  private static final String ADMIN =
      "http://127.0.0.1:"
          + System.getProperty("glassfish.admin.port")
          + "/management/domain/applications/application";

  private static final Pattern STARTED = Pattern.compile(" startup time: ");
  private static final Pattern JVM_OPTION = Pattern.compile("<jvm-options>(.*?)</jvm-options>");

  /** Without this, the first deployment would start a listener for JMS on all addresses. */
  private static final String NO_JMS =
      "<jms-service type=\"REMOTE\" default-jms-host=\"none\">"
          + "<jms-host name=\"none\" host=\"127.0.0.1\"/></jms-service>";

  private final HttpClient http = HttpClient.newHttpClient();

  /** For Arquillian. */
  public GlassFish() {}

  @Override
  public void start() throws LifecycleException {
    try {
      List<String> arguments = jvmOptions(configure());
      arguments.addAll(program());
      arguments.addAll(
          List.of(
              "-type",
              "DAS",
              "-instancename",
              "server",
              "-domainname",
              "domain1",
              "-domaindir",
              DOMAIN.toString(),
              "-verbose",
              "true"));
      start(STARTED, arguments.toArray(String[]::new));
    } catch (IOException e) {
      throw new LifecycleException("GlassFish has not started", e);
    }
  }

  private static List<String> program() {
    String errors = "-Dderby.stream.error.file=" + DOMAIN.resolve("logs/derby.log");
    Path jar = HOME.resolve("modules/glassfish.jar");
    if (Files.exists(jar)) {
      return List.of(errors, "-jar", jar.toString());
    }
    return List.of( // from GlassFish 8 on
        errors,
        "-Dcom.sun.aas.derbyRoot=" + HOME.resolveSibling("javadb"),
        "-Dcom.sun.aas.imqLib=" + HOME.resolveSibling("mq/lib"),
        "--module-path",
        HOME.resolve("lib/bootstrap").toString(),
        "--add-modules",
        "ALL-MODULE-PATH",
        "com.sun.enterprise.glassfish.bootstrap.GlassFishMain");
  }

  @Override
  public void stop() {
    end();
  }

  @Override
  public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
    Path war = HOME.resolveSibling(archive.getName());
    archive.as(ZipExporter.class).exportTo(war.toFile(), true);
    String id = "id=" + URLEncoder.encode(war.toString(), StandardCharsets.UTF_8);
    administer("POST", "", BodyPublishers.ofString(id));
    return new ProtocolMetaData();
  }

  @Override
  public void undeploy(Archive<?> archive) throws DeploymentException {
    administer("DELETE", "/" + archive.getName().replace(".war", ""), BodyPublishers.noBody());
  }

  private void administer(String method, String application, BodyPublisher body)
      throws DeploymentException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(ADMIN + application))
            .header("X-Requested-By", "the tests")
            .header("Accept", "application/json")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .method(method, body)
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new DeploymentException(answer.body());
      }
    } catch (IOException e) {
      throw new DeploymentException("GlassFish does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeploymentException("interrupted", e);
    }
  }

  /**
   * Writes the configuration of a domain without applications and with two listeners, and returns
   * it.
   */
  private static String configure() throws IOException {
    String domain =
        original("domain.xml")
            .replace("port=\"8080\"", listener("server.port"))
            .replace("port=\"4848\"", listener("glassfish.admin.port"))
            .replaceFirst("<network-listener port=\"8181\".*", "")
            .replace("http-listener-1,http-listener-2", "http-listener-1")
            .replace("<iiop-listener ", "<iiop-listener enabled=\"false\" ")
            .replace("<jmx-connector ", "<jmx-connector enabled=\"false\" ")
            .replaceFirst("<iiop-service>", NO_JMS + "$0")
            .replace("org.apache.felix.shell.remote,", "");
    Files.writeString(DOMAIN.resolve("config/domain.xml"), domain);
    // One line for each message, which begins as the messages of WildFly do.
    String logging =
        original("logging.properties")
            .replace("UniformLogFormatter", "OneLineFormatter")
            .concat(
                "\norg.glassfish.main.jul.handler.SimpleLogHandler.formatter.timestampFormat="
                    + "yyyy-MM-dd HH:mm:ss.SSS\n");
    Files.writeString(DOMAIN.resolve("config/logging.properties"), logging);
    return domain;
  }

  /** What a file held when the server was unpacked. */
  private static String original(String name) throws IOException {
    Path file = DOMAIN.resolve("config").resolve(name);
    Path copy = file.resolveSibling(name + ".original");
    if (!Files.exists(copy)) {
      Files.copy(file, copy);
    }
    return Files.readString(copy);
  }

  private static String listener(String port) {
    return "address=\"127.0.0.1\" port=\"" + System.getProperty(port) + "\"";
  }

  /** The options of the server, which come before those of the template for further ones. */
  private static List<String> jvmOptions(String domain) {
    Matcher matcher = JVM_OPTION.matcher(domain.substring(0, domain.indexOf("</config>")));
    List<String> options = new ArrayList<>();
    while (matcher.find()) {
      options.add(
          matcher
              .group(1)
              .replace("${com.sun.aas.instanceRoot}", DOMAIN.toString())
              .replace("${com.sun.aas.installRoot}", HOME.toString()));
    }
    return options;
  }
}
