package dev.blockyard.telemetry.container;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Applications whose annotations would record nothing: none is deployed, and all is said. */
public abstract class RefusalScenario extends ConsoleScenario {
  private static final String BEANS = "misuse";
  private static final String SERVLETS = "misused-servlets";
  private static final String RESOLVERS = "two-resolvers";
  static final String PACKAGE = "dev.blockyard.telemetry.probe.misuse.";

  /** The wrong beans. */
  @Deployment(name = BEANS, managed = false, testable = false)
  public static WebArchive beans() {
    return Wars.misuse(BEANS);
  }

  /** The wrong servlets. */
  @Deployment(name = SERVLETS, managed = false, testable = false)
  public static WebArchive servlets() {
    return Wars.misusedServlets(SERVLETS);
  }

  /** Two beans of type {@code AppResolver}. */
  @Deployment(name = RESOLVERS, managed = false, testable = false)
  public static WebArchive resolvers() {
    return Wars.twoResolvers(RESOLVERS);
  }

  @Test
  void twoResolversFailTheDeploymentRatherThanEachRequest() throws Exception {
    assertThatRefusalSays(RESOLVERS, "AppResolver", "QueryResolver", "SecondResolver");
  }

  @Test
  void everyMistakeOfTheBeansIsReportedAtOnce() throws Exception {
    assertThatRefusalSays(
        BEANS,
        "BYT0021: wrong annotations in this deployment: 7",
        "BYT0022: " + PACKAGE + "FinalSessions is a final class",
        "BYT0022: " + PACKAGE + "WrongWorkers.wrong(int) is private",
        "BYT0023: " + PACKAGE + "ScopedServlet.doGet(HttpServletRequest, HttpServletResponse) is",
        "BYT0024: " + PACKAGE + "WrongWorkers.worker(): a producer method",
        "BYT0025: " + PACKAGE + "WrongWorkers.stop(String): @CountedWorkerStop has neither",
        "BYT0026: " + PACKAGE + "WrongWorkers.evict(String, String): @App is on several",
        "BYT0027: " + PACKAGE + "WrongWorkers.reconcile() returns List<String>");
  }

  @Test
  void everyMistakeOfTheServletsIsReportedAtOnce() throws Exception {
    assertThatRefusalSays(
        SERVLETS,
        "BYT0021: wrong annotations in this deployment: 2",
        "BYT0023: " + PACKAGE + "servlets.WrongFilter is made by the servlet container",
        "BYT0023: "
            + PACKAGE
            + "servlets.WrongServlet.doPost(HttpServletRequest, HttpServletResponse) is called");
  }
}
