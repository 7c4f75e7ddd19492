package dev.blockyard.telemetry.conformance.agent;

import dev.blockyard.telemetry.tracing.Tracing;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The process that the agent is in: a server, and the module. */
final class TracedServer {
  /** What it prints before its port, once it answers. */
  static final String LISTENING = "listening on ";

  private TracedServer() {}

  /** Starts, until the process is ended: {@code TracedServer server}. */
  public static void main(String[] arguments) throws Exception {
    Tracing tracing = Tracing.start("127.0.0.1:1"); // where nobody would receive anything
    System.out.println(LISTENING + WebServer.valueOf(arguments[0]).start(new Answers()));
    System.in.read(); // until whoever started this closes it
    tracing.close();
    System.exit(0);
  }

  /** Answers in the way that the path names. */
  private static final class Answers extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      switch (request.getPathInfo()) {
        case "/plain" -> response.getWriter().print("plain");
        case "/late" -> {
          AsyncContext async = request.startAsync();
          new Thread(() -> answer(async)).start();
        }
        case "/broken" -> throw new ServletException("thrown by a servlet");
        default -> response.setStatus(404);
      }
    }

    private static void answer(AsyncContext async) {
      ((HttpServletResponse) async.getResponse()).setStatus(503);
      async.complete();
    }
  }
}
