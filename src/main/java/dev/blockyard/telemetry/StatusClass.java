package dev.blockyard.telemetry;

/**
 * The class of an HTTP status: the label {@code status} of {@code blockyard_proxy_requests_total}.
 */
public enum StatusClass {
  /** Below 200: an upgraded connection, for instance. */
  INFORMATIONAL("1xx"),
  /** 200 to 299. */
  SUCCESS("2xx"),
  /** 300 to 399. */
  REDIRECTION("3xx"),
  /** 400 to 499. */
  CLIENT_ERROR("4xx"),
  /** 500 and above. */
  SERVER_ERROR("5xx");

  private final String label;

  StatusClass(String label) {
    this.label = label;
  }

  /**
   * Returns the class of a status code. Every number has one: whatever is below 200 is {@code 1xx},
   * whatever is 500 or above is {@code 5xx}.
   *
   * @param code an HTTP status code
   * @return its class
   */
  public static StatusClass of(int code) {
    if (code >= 500) {
      return SERVER_ERROR;
    }
    if (code >= 400) {
      return CLIENT_ERROR;
    }
    if (code >= 300) {
      return REDIRECTION;
    }
    return code >= 200 ? SUCCESS : INFORMATIONAL;
  }

  /**
   * Returns the label value on the wire.
   *
   * @return {@code 1xx}, {@code 2xx}, {@code 3xx}, {@code 4xx} or {@code 5xx}
   */
  public String label() {
    return label;
  }
}
