package dev.blockyard.sample;

import jakarta.servlet.http.HttpServletRequest;

/** What a request below {@code /app/} asks for: {@code /app/shop/cart} is {@code /cart} of shop. */
record AppPath(String app, String rest) {

  static AppPath of(HttpServletRequest request) {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    String[] parts = path.split("/", 4);
    return new AppPath(parts.length > 2 ? parts[2] : "", parts.length > 3 ? "/" + parts[3] : "/");
  }
}
