package dev.blockyard.telemetry.internal.tracing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The {@code OTEL_*} variables that identify a worker process. */
public final class WorkerEnvironment {
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  private static final String SERVICE_NAME = "OTEL_SERVICE_NAME";
  private static final String RESOURCE_ATTRIBUTES = "OTEL_RESOURCE_ATTRIBUTES";
  private static final String NAME_ATTRIBUTE = "service.name";

  /** Resource attributes that describe the platform's process rather than where it runs. */
  private static final Set<String> PLATFORM_IDENTITY =
      Set.of(NAME_ATTRIBUTE, "service.version", "service.instance.id");

  private WorkerEnvironment() {}

  /**
   * Returns the variables to set for a worker.
   *
   * @param app the app that the worker serves
   * @param workerId the worker's ID
   * @param userEnv the variables that the user sets for workers
   * @param inherited the variables that the worker inherits from this process
   * @return a new map: {@code userEnv} and, where the worker exports, its identity
   */
  public static Map<String, String> of(
      String app, String workerId, Map<String, String> userEnv, Map<String, String> inherited) {
    Map<String, String> environment = new HashMap<>(userEnv);
    String endpoint =
        userEnv.containsKey(ENDPOINT) ? userEnv.get(ENDPOINT) : inherited.get(ENDPOINT);
    if (isBlank(endpoint)) {
      return environment;
    }
    Map<String, String> attributes = parse(inherited.get(RESOURCE_ATTRIBUTES));
    attributes.keySet().removeAll(PLATFORM_IDENTITY);
    attributes.remove("blockyard.app");
    attributes.remove("blockyard.worker_id");
    Map<String, String> users = parse(userEnv.get(RESOURCE_ATTRIBUTES));
    attributes.putAll(users);
    attributes.putIfAbsent("blockyard.app", escape(app));
    attributes.putIfAbsent("blockyard.worker_id", escape(workerId));
    environment.put(
        RESOURCE_ATTRIBUTES,
        attributes.entrySet().stream()
            .map(attribute -> attribute.getKey() + '=' + attribute.getValue())
            .collect(Collectors.joining(",")));
    if (isBlank(userEnv.get(SERVICE_NAME))) {
      String usersName = users.get(NAME_ATTRIBUTE);
      environment.put(
          SERVICE_NAME,
          usersName == null || usersName.isBlank() ? app : PercentEncoding.decode(usersName));
    }
    return environment;
  }

  private static boolean isBlank(@Nullable String value) {
    return value == null || value.isBlank();
  }

  /** Keeps values as they are, still escaped. */
  private static Map<String, String> parse(@Nullable String list) {
    Map<String, String> attributes = new LinkedHashMap<>();
    if (list != null) {
      for (String attribute : list.split(",", -1)) {
        int equals = attribute.indexOf('=');
        if (equals > 0) {
          attributes.put(
              attribute.substring(0, equals).strip(), attribute.substring(equals + 1).strip());
        }
      }
    }
    return attributes;
  }

  /**
   * Escapes what is no {@code baggage-octet} of W3C Baggage, section 3.2.1, and what separates
   * attributes. The plus sign is one, but some SDKs decode it as a space.
   */
  private static String escape(String value) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : value.getBytes(UTF_8)) {
      boolean plain = b > ' ' && b < 0x7F && ",;=%\"\\+".indexOf(b) < 0;
      escaped.append(plain ? String.valueOf((char) b) : String.format("%%%02X", b));
    }
    return escaped.toString();
  }
}
