package dev.blockyard.telemetry.load;

import java.io.IOException;
import java.util.List;

/** Measures what the module costs, and prints it. */
public final class Load {
  private static final int MANY_BEANS = 3_000;

  private Load() {}

  /**
   * Measures. It takes about an hour for all, on a machine that does nothing else.
   *
   * @param arguments how often each server is started, and what is measured: {@code embedded},
   *     {@code liberty}, {@code start-up}, separated by spaces
   * @throws IOException if something does not start, or the module miscounts
   * @throws InterruptedException if somebody ends it
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int starts = Integer.parseInt(arguments[0]);
    List<String> parts = List.of(arguments[1].split(" ", -1));
    System.out.printf(
        "%d cores, JDK %s%n",
        Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"));
    // Whatever ends this process shall end the servers.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy)));
    if (parts.contains("embedded")) {
      UnderLoad.compare(new Embedded(Beans.NONE), wrk(), starts);
    }
    if (parts.contains("liberty")) {
      UnderLoad.compare(new OpenLiberty(Beans.NONE), wrk(), starts);
    }
    if (parts.contains("start-up")) {
      Beans many = Beans.of(MANY_BEANS, Host.path("load.folder").resolve("beans"));
      for (Beans beans : List.of(Beans.NONE, many)) {
        for (Host host : List.of(new Embedded(beans), new OpenLiberty(beans), new WildFly(beans))) {
          StartUp.compare(host, starts);
        }
      }
    }
  }

  private static Wrk wrk() throws IOException {
    if (!Wrk.isThere()) {
      System.err.println("There is no wrk, which makes the load. Debian: apt-get install wrk");
      System.exit(1);
    }
    return Wrk.in(Host.path("load.folder"));
  }
}
