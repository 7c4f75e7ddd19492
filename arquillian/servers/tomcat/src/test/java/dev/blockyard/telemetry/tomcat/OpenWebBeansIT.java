package dev.blockyard.telemetry.tomcat;

import dev.blockyard.telemetry.container.ConsoleScenario;
import dev.blockyard.telemetry.container.Wars;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What the console says where OpenWebBeans is the CDI container. */
class OpenWebBeansIT extends ConsoleScenario {
  private static final String BEANS = "openwebbeans";
  private static final String SERVLETS = "openwebbeans-misused-servlets";

  @Deployment(name = BEANS, managed = false, testable = false)
  static WebArchive beans() {
    return Wars.probe(BEANS);
  }

  @Deployment(name = SERVLETS, managed = false, testable = false)
  static WebArchive servlets() {
    return Wars.misusedServlets(SERVLETS);
  }

  @Test
  void beansThatNobodyHasCheckedAreWarnedAbout() throws Exception {
    assertThatStartSays(BEANS, "BYT0074: ");
  }

  @Test
  void servletsAreCheckedAllTheSame() throws Exception {
    assertThatRefusalSays(SERVLETS, "BYT0021: wrong annotations in this deployment: 2");
  }
}
