package dev.blockyard.telemetry.probe;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A filter of the application that lets nobody in. */
@WebFilter("/app/gate/*")
public class GateFilter implements Filter {
  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    switch (((HttpServletRequest) request).getRequestURI().replaceFirst(".*/", "")) {
      case "exception" -> throw new IllegalStateException("thrown by a filter");
      case "io-exception" -> throw new IOException("thrown by a filter");
      case "error" -> throw new AssertionError("thrown by a filter");
      default -> ((HttpServletResponse) response).sendError(401);
    }
  }
}
