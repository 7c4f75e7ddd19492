package dev.blockyard.telemetry.container;

import dev.blockyard.telemetry.BlockyardMetrics;
import java.io.File;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The web applications that the tests deploy. */
public final class Wars {
  /** A name, because this side has not the classes that those of the application need. */
  private static final String PROBE = "dev.blockyard.telemetry.probe";

  private static final String MODULE = "dev.blockyard.telemetry";

  private Wars() {}

  /** The probe with the module in {@code WEB-INF/lib} and nothing else that mentions it. */
  public static WebArchive probe(String name, String... config) {
    return configured(probeAlone(name).addAsLibraries(module()), config);
  }

  private static WebArchive probeAlone(String name) {
    return ShrinkWrap.create(WebArchive.class, name + ".war")
        .addPackage(PROBE)
        .addAsWebInfResource("probe/web.xml", "web.xml");
  }

  /** The probe with a descriptor that shuts out what jars would register. */
  public static WebArchive probeWithAbsoluteOrdering(String name) {
    return ShrinkWrap.create(WebArchive.class, name + ".war")
        .addPackage(PROBE)
        .addAsWebInfResource(
            new StringAsset(
                "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">"
                    + "<absolute-ordering/></web-app>"),
            "web.xml")
        .addAsLibraries(module());
  }

  /** The module in the library folder of an EAR, which its WARs share. */
  public static EnterpriseArchive moduleInEar(String name) {
    return ShrinkWrap.create(EnterpriseArchive.class, name + ".ear")
        .addAsLibraries(module())
        .addAsModule(servletAlone(name + "-1"));
  }

  /** The module in each of two WARs of an EAR. */
  public static EnterpriseArchive moduleInEachWar(String name) {
    return ShrinkWrap.create(EnterpriseArchive.class, name + ".ear")
        .addAsModule(servletAlone(name + "-1").addAsLibraries(module()))
        .addAsModule(servletAlone(name + "-2").addAsLibraries(module()));
  }

  /**
   * One servlet without annotated calls. In two WARs of one EAR, Weld takes two bindings on one
   * method for a duplicate of the binding that both carry.
   */
  private static WebArchive servletAlone(String name) {
    return ShrinkWrap.create(WebArchive.class, name + ".war")
        .addClass(PROBE + ".UnresolvedServlet")
        .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
  }

  /** The probe without the module: with its annotations, which then mean nothing. */
  public static WebArchive control(String name, String... config) {
    return configured(probeAlone(name).addPackages(false, MODULE, PROBE + ".control"), config);
  }

  /** The probe with every kind of bean: session beans, transactions and JAX-RS resources, too. */
  public static WebArchive probeWithAllBeans(String name, String... config) {
    return probe(name, config)
        .addPackages(false, PROBE + ".sessionbeans", PROBE + ".transactions", PROBE + ".rest");
  }

  /** The probe with JAX-RS resources, too. */
  public static WebArchive probeWithResources(String name, String... config) {
    return probe(name, config).addPackages(false, PROBE + ".rest");
  }

  /** The probe with calls that other threads serve, and what the server has of these packages. */
  public static WebArchive probeWithThreads(String name, String endpoint, String... packages) {
    WebArchive war =
        probe(name, "blockyard.telemetry.otlp.endpoint=" + endpoint, "otel.bsp.schedule.delay=50")
            .addPackages(false, PROBE + ".threads");
    for (String each : packages) {
      war.addPackages(false, PROBE + ".threads." + each);
    }
    return war;
  }

  /** The probe with metrics of its own, too. */
  public static WebArchive probeWithOwnMetrics(String name, String... config) {
    return probe(name, config).addPackage(PROBE + ".ownmetrics");
  }

  /** The probe with an annotated class that is no bean. */
  public static WebArchive probeWithForgottenBean(String name) {
    return probeWithAllBeans(name).addPackage(PROBE + ".misuse.forgotten");
  }

  /** The module with beans that must not be deployed. */
  public static WebArchive misuse(String name) {
    return mistaken(name, ".misuse");
  }

  /** The module with servlets and filters that must not be deployed, and are no beans. */
  public static WebArchive misusedServlets(String name) {
    return mistaken(name, ".misuse.servlets");
  }

  /** The probe with two beans that would resolve apps. */
  public static WebArchive twoResolvers(String name) {
    return probe(name).addPackage(PROBE + ".misuse.resolvers");
  }

  /** The module with beans whose signatures do not go with their annotations. */
  public static WebArchive misusedSignatures(String name) {
    return mistaken(name, ".misuse.signatures");
  }

  /** An application that has trouble with what it records, without one of its classes. */
  public static WebArchive troubled(String name, String... config) {
    WebArchive war =
        ShrinkWrap.create(WebArchive.class, name + ".war")
            .addClass(PROBE + ".UnresolvedServlet")
            .addPackage(PROBE + ".troubled")
            .addAsLibraries(module());
    war.deleteClass(PROBE + ".troubled.Absent");
    return configured(war, config);
  }

  /** The probe with a library whose initializer may run before the module's. */
  public static WebArchive probeWithEarlyFilter(String name) {
    return probe(name)
        .addAsLibraries(
            ShrinkWrap.create(JavaArchive.class, "a-library.jar")
                .addPackage(PROBE + ".misuse.filters")
                .addAsServiceProvider(
                    "jakarta.servlet.ServletContainerInitializer",
                    PROBE + ".misuse.filters.EarlyInitializer"));
  }

  /** The probe with a second bean of type {@code MetricRegistry}. */
  public static WebArchive twoRegistries(String name) {
    return probe(name).addPackage(PROBE + ".misuse.registries");
  }

  /** The module, and a servlet that needs no CDI. */
  public static WebArchive servlet(String name) {
    return servletAlone(name).addAsLibraries(module());
  }

  /** The probe with the jar alone, without what Maven brings with it. */
  public static WebArchive probeWithJarAlone(String name, String... config) {
    return configured(probeAlone(name).addAsLibraries(jarOf(BlockyardMetrics.class)), config);
  }

  private static WebArchive mistaken(String name, String packageName) {
    return ShrinkWrap.create(WebArchive.class, name + ".war")
        .addPackage(PROBE + packageName)
        .addAsLibraries(module());
  }

  /** The sample as its build made it, with configuration. */
  public static WebArchive sample(String... config) {
    File built = new File(System.getProperty("sample.war", ""));
    return configured(
        ShrinkWrap.createFromZipFile(WebArchive.class, built).as(WebArchive.class), config);
  }

  private static WebArchive configured(WebArchive war, String... config) {
    return config.length == 0
        ? war
        : war.addAsResource(
            new StringAsset(String.join("\n", config)), "META-INF/microprofile-config.properties");
  }

  /** The jar and what Maven brings with it: the built-in backend. */
  private static File[] module() {
    return Stream.concat(
            Stream.of(jarOf(BlockyardMetrics.class)),
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(File::new)
                .filter(file -> file.getName().startsWith("prometheus-metrics-")))
        .toArray(File[]::new);
  }

  private static File jarOf(Class<?> type) {
    try {
      return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
