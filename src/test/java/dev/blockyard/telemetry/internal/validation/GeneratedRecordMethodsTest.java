package dev.blockyard.telemetry.internal.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.blockyard.telemetry.BlockyardMetrics;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The methods that a record generates are linked by {@code java.lang.runtime.ObjectMethods}, which
 * keeps the record's class, and with it the class loader of the WAR, after the application has
 * ended.
 */
class GeneratedRecordMethodsTest {
  private static final Set<String> GENERATED = Set.of("equals", "hashCode", "toString");

  @Test
  void theModuleCallsNone() {
    JavaClasses module =
        new ClassFileImporter()
            .importUrl(BlockyardMetrics.class.getProtectionDomain().getCodeSource().getLocation());
    assertThat(module).filteredOn(JavaClass::isRecord).isNotEmpty();

    List<String> uses =
        module.stream()
            .flatMap(type -> type.getAccessesFromSelf().stream()) // calls and references
            .filter(use -> use.getTargetOwner().isRecord())
            .filter(use -> GENERATED.contains(use.getName()))
            .map(JavaAccess::getDescription)
            .toList();
    assertThat(uses).isEmpty();
  }
}
