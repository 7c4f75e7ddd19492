package dev.blockyard.telemetry.quarkus;

import dev.blockyard.telemetry.container.ServerContainer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.Node;
import org.jboss.shrinkwrap.api.asset.StringAsset;

/**
 * The application that the build has made, as one process for each deployment. Of the deployed
 * archive, only the settings count.
 */
public final class QuarkusApplication extends ServerContainer {
  private static final Pattern STARTED = Pattern.compile("Listening on: ");

  /** For Arquillian. */
  public QuarkusApplication() {}

  @Override
  public ProtocolMetaData deploy(Archive<?> settings) throws DeploymentException {
    List<String> arguments = new ArrayList<>();
    for (Node setting : settings.getContent().values()) {
      if (setting.getAsset() instanceof StringAsset one) {
        arguments.add("-D" + one.getSource());
      }
    }
    arguments.add("-Dquarkus.http.port=" + System.getProperty("server.port"));
    arguments.add("-jar");
    arguments.add(System.getProperty("quarkus.jar", ""));
    try {
      start(STARTED, arguments.toArray(String[]::new));
    } catch (IOException e) {
      throw new DeploymentException("Quarkus has not started", e);
    }
    return new ProtocolMetaData();
  }

  @Override
  public void undeploy(Archive<?> settings) {
    end();
  }
}
