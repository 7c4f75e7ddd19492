package dev.blockyard.telemetry.internal.config;

import java.util.Optional;
import java.util.function.Function;

/**
 * A configuration key of the module.
 *
 * @param name the full name in MicroProfile Config
 * @param defaultValue the value of a key that is not set, as a user would write it; empty for none
 * @param allowed what a value may be, as the end of the sentence "it may be …"
 * @param parser returns an empty result for a value that cannot be used
 * @param shown what a message may show of an unusable value, without secrets
 * @param <T> the type of a parsed value
 */
record Key<T>(
    String name,
    String defaultValue,
    String allowed,
    Function<String, Optional<T>> parser,
    Function<String, String> shown) {

  Key(String name, String defaultValue, String allowed, Function<String, Optional<T>> parser) {
    this(name, defaultValue, allowed, parser, value -> value);
  }

  T parsedDefault() {
    return parser.apply(defaultValue).orElseThrow();
  }
}
