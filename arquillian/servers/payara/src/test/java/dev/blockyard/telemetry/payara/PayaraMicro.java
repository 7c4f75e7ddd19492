package dev.blockyard.telemetry.payara;

import dev.blockyard.telemetry.container.NoSettings;
import dev.blockyard.telemetry.container.ServerLog;
import dev.blockyard.telemetry.container.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jspecify.annotations.Nullable;

/**
 * One process of Payara Micro for each deployment, on the loopback. Payara's own adapter chooses
 * neither the address nor where the log goes.
 */
public final class PayaraMicro implements DeployableContainer<NoSettings> {
  private static final Path JAR = Path.of(System.getProperty("payara.jar", ""));
  private static final Pattern STARTED = Pattern.compile(" ready in ");

  /** Binds the only listener before it starts. */
  private static final String LOOPBACK =
      "set configs.config.server-config.network-config.network-listeners"
          + ".network-listener.http-listener.address=127.0.0.1\n";

  private @Nullable ServerProcess server;

  /** For Arquillian. */
  public PayaraMicro() {}

  @Override
  public Class<NoSettings> getConfigurationClass() {
    return NoSettings.class;
  }

  @Override
  public ProtocolDescription getDefaultProtocol() {
    return new ProtocolDescription("Local");
  }

  /** Payara starts without an application that fails, too. */
  @Override
  public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
    try {
      Path war = JAR.resolveSibling(archive.getName());
      archive.as(ZipExporter.class).exportTo(war.toFile(), true);
      ServerLog log = ServerLog.sinceNow();
      server =
          ServerProcess.start(
              "-jar",
              JAR.toString(),
              "--nocluster",
              "--port",
              System.getProperty("server.port", ""),
              "--prebootcommandfile",
              Files.writeString(JAR.resolveSibling("before-start"), LOOPBACK).toString(),
              "--deploy",
              war.toString());
      String messages = server.awaitLogged(log, STARTED);
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
    if (server != null) {
      server.close();
    }
  }
}
