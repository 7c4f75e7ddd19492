package dev.blockyard.telemetry.probe;

import jakarta.servlet.ServletException;
import java.io.IOException;

/** Exceptions for which the application has an error page that answers 404. */
final class Handled {
  private Handled() {}

  static final class OfRuntime extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  static final class OfServlet extends ServletException {
    private static final long serialVersionUID = 1L;
  }

  static final class OfIo extends IOException {
    private static final long serialVersionUID = 1L;
  }

  static final class OfError extends Error {
    private static final long serialVersionUID = 1L;
  }
}
