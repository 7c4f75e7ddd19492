package dev.blockyard.telemetry.internal.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethodCall;
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
    List<String> calls =
        new ClassFileImporter()
                .importUrl(
                    BlockyardMetrics.class.getProtectionDomain().getCodeSource().getLocation())
                .stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().isRecord())
                .filter(call -> GENERATED.contains(call.getName()))
                .map(JavaMethodCall::getDescription)
                .toList();
    assertThat(calls).isEmpty();
  }
}
