package dev.blockyard.telemetry.load;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures what the module costs, and prints it. */
public final class Load {
  private static final int MANY_BEANS = 3_000;

  private Load() {}

  /**
   * Measures. It takes some hours for all, on a machine that does nothing else.
   *
   * @param arguments how often each server is started, and what is measured, separated by spaces:
   *     under load {@code embedded}, {@code liberty}, {@code liberty-built-in}, {@code wildfly},
   *     and the {@code start-up} of each
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
    Map<String, Host> underLoad = new LinkedHashMap<>();
    underLoad.put("embedded", new Embedded(Beans.NONE));
    underLoad.put("liberty", OpenLiberty.onMicroProfile(Beans.NONE));
    underLoad.put("liberty-built-in", OpenLiberty.builtIn(Beans.NONE));
    underLoad.put("wildfly", new WildFly(Beans.NONE));
    for (Map.Entry<String, Host> part : underLoad.entrySet()) {
      if (parts.contains(part.getKey())) {
        UnderLoad.compare(part.getValue(), wrk(), starts);
      }
    }
    if (parts.contains("start-up")) {
      Beans many = Beans.of(MANY_BEANS, Host.path("load.folder").resolve("beans"));
      for (Beans beans : List.of(Beans.NONE, many)) {
        StartUp.compare(new Embedded(beans), starts);
        StartUp.compare(OpenLiberty.onMicroProfile(beans), starts);
        StartUp.compare(new WildFly(beans), starts);
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
