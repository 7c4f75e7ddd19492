package dev.blockyard.telemetry.tck;

import java.util.concurrent.Executor;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** The server's own threads, for the kit's asynchronous resources. */
public final class ServerExecutor implements Executor {
  /** For the kit, which knows the class by its name. */
  public ServerExecutor() {}

  // The name is a constant: nobody chooses what is looked up.
  @SuppressWarnings("BanJNDI")
  @Override
  public void execute(Runnable task) {
    try {
      InitialContext.<Executor>doLookup("java:comp/DefaultManagedExecutorService").execute(task);
    } catch (NamingException e) {
      throw new IllegalStateException("no managed executor", e);
    }
  }
}
