package dev.blockyard.telemetry.documented;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documented dependencies are all that a WAR needs on a servlet container. */
class ServletContainerIT {
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void requestIsCountedAndTheKeysAreRead(@TempDir Path folder) throws Exception {
    Files.createDirectory(folder.resolve("webapps"));
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.setAddDefaultWebXmlToWebapp(false); // which needs JSP
    Context application = tomcat.addWebapp("/my", System.getProperty("documented.war", ""));
    Tomcat.addServlet(application, "default", new DefaultServlet());
    application.addServletMappingDecoded("/", "default");
    try {
      tomcat.start();
      assertThat(application.getState()).isEqualTo(LifecycleState.STARTED);
      URI root = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/my/");
      assertThat(get(root.resolve("app/anything")).statusCode()).isEqualTo(404);
      assertThat(get(root.resolve("metrics")).statusCode()).isEqualTo(404);
      assertThat(get(root.resolve("internal/metrics")).body().lines())
          .contains("blockyard_proxy_requests_total{app=\"unknown\",status=\"4xx\"} 1.0");
    } finally {
      tomcat.stop();
      tomcat.destroy();
    }
  }

  private HttpResponse<String> get(URI address) throws Exception {
    return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }
}
