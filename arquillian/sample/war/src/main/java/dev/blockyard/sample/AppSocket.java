package dev.blockyard.sample;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Proxies WebSocket sessions; CDI makes one instance for each. */
@Dependent
@ServerEndpoint(value = "/app/{name}/ws", configurator = AppSocket.Beans.class)
public class AppSocket {
  private static final System.Logger LOG = System.getLogger(AppSocket.class.getName());

  /** Takes endpoints from CDI, for not every container injects into those that it makes. */
  public static final class Beans extends ServerEndpointConfig.Configurator {
    @Override
    public <T> T getEndpointInstance(Class<T> endpoint) {
      return CDI.current().select(endpoint).get();
    }
  }

  private @Nullable Tunnel tunnel;

  @Inject Platform platform;
  @Inject WorkerPool pool;
  @Inject WorkerClient client;

  /** Connects the new session to a worker of the app. */
  @OnOpen
  public void open(Session session, @PathParam("name") String name) throws IOException {
    HostedApp app = platform.find(name);
    Worker worker;
    try {
      worker = app == null ? null : pool.lease(app);
    } catch (RejectedExecutionException e) {
      session.close(new CloseReason(CloseCodes.TRY_AGAIN_LATER, "No worker is free"));
      return;
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "No worker of " + name + ": " + e);
      session.close(new CloseReason(CloseCodes.TRY_AGAIN_LATER, "No worker could be started"));
      return;
    }
    if (app == null || worker == null) {
      session.close(new CloseReason(CloseCodes.VIOLATED_POLICY, "No such app"));
      return;
    }
    Tunnel opened = client.tunnelOf(session, worker);
    tunnel = opened;
    client
        .openSession(app, worker, opened)
        .whenComplete(
            (done, failure) -> {
              worker.release();
              opened.close();
            });
  }

  /** Passes a text message on. */
  @OnMessage
  public void text(String message) {
    if (tunnel != null) {
      tunnel.sendToWorker(message);
    }
  }

  /** Ends the session towards the worker as well. */
  @OnClose
  public void close() {
    if (tunnel != null) {
      tunnel.end();
    }
  }

  /** A connection that breaks is a session that ends; clients can break as many as they like. */
  @OnError
  public void fail(Throwable failure) {
    LOG.log(System.Logger.Level.DEBUG, "WebSocket session failed", failure);
    close();
  }
}
