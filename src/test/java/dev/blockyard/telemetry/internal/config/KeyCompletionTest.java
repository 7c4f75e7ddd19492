package dev.blockyard.telemetry.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What editors complete are the keys, with their defaults. */
class KeyCompletionTest {
  @Test
  void everyKeyIsDeclaredWithItsDefault() {
    Map<String, String> declared = new TreeMap<>();
    for (Field field : KeyCompletion.class.getDeclaredFields()) {
      if (field.isSynthetic()) {
        continue; // of the tool that measures coverage
      }
      ConfigProperty property = field.getAnnotation(ConfigProperty.class);
      String none = ConfigProperty.UNCONFIGURED_VALUE;
      declared.put(property.name(), property.defaultValue().replace(none, ""));
    }
    Map<String, String> keys = new TreeMap<>();
    Keys.ALL.forEach(key -> keys.put(key.name(), key.defaultValue()));
    assertThat(declared).isEqualTo(keys);
  }
}
