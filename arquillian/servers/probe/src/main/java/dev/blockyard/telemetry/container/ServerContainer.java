package dev.blockyard.telemetry.container;

import java.io.IOException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jspecify.annotations.Nullable;

/** A server for Arquillian that is a process of its own, and whose tests are all outside of it. */
public abstract class ServerContainer implements DeployableContainer<NoSettings> {
  private @Nullable ServerProcess server;

  @Override
  public final Class<NoSettings> getConfigurationClass() {
    return NoSettings.class;
  }

  @Override
  public final ProtocolDescription getDefaultProtocol() {
    return new ProtocolDescription("Local");
  }

  /**
   * Starts the server.
   *
   * @param started what it logs when it has started
   * @param arguments of {@code java}
   * @return all that it has logged by then
   * @throws IOException if it has ended, or takes too long
   */
  protected final String start(Pattern started, String... arguments) throws IOException {
    ServerLog log = ServerLog.sinceNow();
    ServerProcess process = ServerProcess.start(arguments);
    server = process;
    return process.awaitLogged(log, started);
  }

  /**
   * Waits until the server has logged something.
   *
   * @return all that it has logged by then
   * @throws IOException if it has ended, or takes too long
   */
  protected final String awaitLogged(ServerLog since, Pattern line) throws IOException {
    return Objects.requireNonNull(server).awaitLogged(since, line);
  }

  /** Ends the server, if it was started. */
  protected final void end() {
    if (server != null) {
      server.close();
    }
  }
}
