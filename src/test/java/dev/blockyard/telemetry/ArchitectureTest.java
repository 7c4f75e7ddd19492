package dev.blockyard.telemetry;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.blockyard.telemetry.testing.ConstantPool;
import dev.blockyard.telemetry.testing.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;

/** The compiled classes keep to the rooms of the page about the architecture. */
@AnalyzeClasses(
    packages = ArchitectureTest.API,
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  static final String API = "dev.blockyard.telemetry";

  /** From the composition root down to the API. */
  private static final List<String> ROOMS =
      Page.of("architecture.md").rows("Rooms").keySet().stream()
          .map(name -> name.equals(API) ? name : API + "." + name)
          .toList();

  private static final Pattern CLASS_OF_A_SERVER =
      Pattern.compile(
          "\\b(org[./](jboss|wildfly|eclipse[./]jetty|glassfish|apache[./](catalina|tomcat))"
              + "|com[./](ibm|sun[./]enterprise)|io[./](openliberty|undertow|helidon|quarkus)"
              + "|fish[./]payara)[./]");

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices()
          .assignedFrom(
              new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                  return type.getPackageName().startsWith(API)
                      ? SliceIdentifier.of(type.getPackageName())
                      : SliceIdentifier.ignore();
                }

                @Override
                public String getDescription() {
                  return "packages";
                }
              })
          .should()
          .beFreeOfCycles();

  @ArchTest
  static void everyPackageImportsOnlyPackagesInRowsBelowItsOwn(JavaClasses module) {
    assertThat(module).extracting(JavaClass::getPackageName).isSubsetOf(ROOMS);
    for (int i = 1; i < ROOMS.size(); i++) {
      String[] above = ROOMS.subList(0, i).toArray(new String[0]);
      noClasses()
          .that(resideInAPackage(ROOMS.get(i)))
          .should()
          .dependOnClassesThat(resideInAnyPackage(above))
          .check(module);
    }
  }

  @ArchTest
  static final ArchRule openTelemetryStaysInItsRooms =
      onlyIn("io.opentelemetry..", "..tracing", "..opentelemetry");

  @ArchTest
  static final ArchRule microProfileMetricsStaysInItsRooms =
      onlyIn("org.eclipse.microprofile.metrics..", "..microprofile");

  @ArchTest
  static final ArchRule smallRyeMetricsStaysInItsRooms = onlyIn("io.smallrye..", "..microprofile");

  @ArchTest
  static final ArchRule micrometerStaysInItsRooms = onlyIn("io.micrometer..", "..microprofile");

  /** Micrometer 1.11 writes with the old client, which has packages of its own. */
  @ArchTest
  static final ArchRule theOldPrometheusClientStaysWithMicrometer =
      onlyIn("io.prometheus.client..", "..microprofile");

  @ArchTest
  static final ArchRule thePrometheusClientStaysInItsRooms =
      onlyIn("io.prometheus.metrics..", "..prometheus");

  @ArchTest
  static final ArchRule microProfileConfigStaysInItsRooms =
      onlyIn("org.eclipse.microprofile.config..", "..config", "..microprofile");

  @ArchTest
  static final ArchRule onlyTheRoomOfServersNamesTheirClasses =
      classes()
          .that()
          .resideOutsideOfPackage(API + ".internal.servers")
          .should(
              new ArchCondition<>("name no class of a server, not even in a string") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  for (String constant : constants(type)) {
                    if (CLASS_OF_A_SERVER.matcher(constant).find()) {
                      events.add(
                          SimpleConditionEvent.violated(
                              type, type.getName() + " has the constant " + constant));
                    }
                  }
                }
              });

  /** A processor path has the module's jar, without what it needs at run time. */
  @ArchTest
  static final ArchRule whatRunsInACompilerNeedsNothingButTheJdk =
      noClasses()
          .that()
          .resideInAnyPackage(API + ".internal.rules", API + ".internal.processor")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "java..",
              "javax.annotation.processing",
              "javax.lang.model..",
              "javax.tools",
              "com.sun.source..",
              API + "..",
              "org.jspecify.annotations");

  private static ArchRule onlyIn(String library, String... rooms) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(rooms)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  private static List<String> constants(JavaClass type) {
    String file = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream in = ArchitectureTest.class.getResourceAsStream(file)) {
      return ConstantPool.texts(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
