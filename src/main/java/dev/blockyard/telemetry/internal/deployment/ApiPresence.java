package dev.blockyard.telemetry.internal.deployment;

/** Asks for an API that a server may lack, by a name in a string, so that asking does no harm. */
final class ApiPresence {
  private ApiPresence() {}

  static boolean has(String className) {
    try {
      Class.forName(className, false, ApiPresence.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
