package dev.blockyard.telemetry.benchmarks;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A benchmark with its parameters.
 *
 * @param benchmark {@code Class.method}
 * @param parameters all that the class has
 */
record Subject(String benchmark, Map<String, String> parameters) {
  /**
   * Returns the benchmark that is called so.
   *
   * @param description {@code Class.method}, without what all classes are called, and parameters:
   *     {@code Apps.prometheus apps=100}
   */
  static Subject of(String description) {
    String[] words = description.split(" ", -1);
    String[] method = words[0].split("\\.", 2);
    Map<String, String> parameters = new TreeMap<>();
    for (int i = 1; i < words.length; i++) {
      String[] keyAndValue = words[i].split("=", 2);
      parameters.put(keyAndValue[0], keyAndValue[1]);
    }
    return new Subject(method[0] + "Benchmark." + method[1], parameters);
  }

  /** Returns what makes JMH run this and nothing else. */
  ChainedOptionsBuilder options() {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(Pattern.quote("." + benchmark) + "$")
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    parameters.forEach(options::param);
    return options;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(benchmark.replace("Benchmark.", "."));
    parameters.forEach((key, value) -> text.append(' ').append(key).append('=').append(value));
    return text.toString();
  }
}
