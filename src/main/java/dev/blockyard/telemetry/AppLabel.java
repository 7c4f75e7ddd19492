package dev.blockyard.telemetry;

/**
 * Values of the label {@code app} that are no app's name. Do not give an app one of these names: it
 * would share their series.
 */
public final class AppLabel {
  /** The request or health check belongs to no known app. */
  public static final String UNKNOWN = "unknown";

  /**
   * The app came when {@code blockyard.telemetry.apps.max} names were in use already; such apps are
   * counted together.
   */
  public static final String OTHER = "_other";

  private AppLabel() {}
}
