package dev.blockyard.telemetry.payara;

import dev.blockyard.telemetry.container.ServerContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/**
 * One process of Payara Micro for each deployment, on the loopback. Payara's own adapter chooses
 * neither the address nor where the log goes.
 */
public final class PayaraMicro extends ServerContainer {
  private static final Path JAR = Path.of(System.getProperty("payara.jar", ""));
  private static final Pattern STARTED = Pattern.compile(" ready in ");

  /** Binds the only listener before it starts. */
  private static final String LOOPBACK =
      "set configs.config.server-config.network-config.network-listeners"
          + ".network-listener.http-listener.address=127.0.0.1\n";

  /** For Arquillian. */
  public PayaraMicro() {}

  /** Payara starts without an application that fails, too. */
  @Override
  public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
    try {
      Path war = JAR.resolveSibling(archive.getName());
      archive.as(ZipExporter.class).exportTo(war.toFile(), true);
      String messages =
          start(
              STARTED,
              "-jar",
              JAR.toString(),
              "--nocluster",
              "--port",
              System.getProperty("server.port", ""),
              "--prebootcommandfile",
              Files.writeString(JAR.resolveSibling("before-start"), LOOPBACK).toString(),
              "--deploy",
              war.toString());
      if (!messages.contains("\"Context Root\"")) {
        throw new DeploymentException(messages);
      }
    } catch (IOException e) {
      throw new DeploymentException("Payara Micro has not started", e);
    }
    return new ProtocolMetaData();
  }

  @Override
  public void undeploy(Archive<?> archive) {
    end();
  }
}
