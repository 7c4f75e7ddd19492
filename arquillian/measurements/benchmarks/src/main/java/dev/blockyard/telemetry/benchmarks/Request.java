package dev.blockyard.telemetry.benchmarks;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.MappingMatch;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as a container would recycle it: attributes in a map, which is empty at first. */
final class Request extends HttpServletRequestWrapper {
  private static final HttpServletMapping MAPPING = new AppMapping();

  private final ServletContext application;
  private final ServletResponse response;
  private final Map<String, Object> attributes = new HashMap<>();
  private @Nullable Async async;

  private static final class AppMapping implements HttpServletMapping {
    @Override
    public String getMatchValue() {
      return "shop";
    }

    @Override
    public String getPattern() {
      return "/app/*";
    }

    @Override
    public String getServletName() {
      return "app";
    }

    @Override
    public MappingMatch getMappingMatch() {
      return MappingMatch.PATH;
    }
  }

  Request(ServletContext application, ServletResponse response) {
    super(Unsupported.of(HttpServletRequest.class));
    this.application = application;
    this.response = response;
  }

  void recycle() {
    async = null;
    if (!attributes.isEmpty()) {
      attributes.clear();
    }
  }

  /** The dispatch is over: an asynchronous request that was completed in it has ended. */
  void dispatched() {
    Async started = async;
    if (started != null) {
      started.end();
    }
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return attributes.get(name);
  }

  @Override
  public void setAttribute(String name, Object value) {
    attributes.put(name, value);
  }

  @Override
  public void removeAttribute(String name) {
    attributes.remove(name);
  }

  @Override
  public DispatcherType getDispatcherType() {
    return DispatcherType.REQUEST;
  }

  @Override
  public ServletContext getServletContext() {
    return application;
  }

  @Override
  public boolean isAsyncStarted() {
    return async != null;
  }

  @Override
  public AsyncContext startAsync() {
    Async started = new Async(this, response);
    async = started;
    return started;
  }

  @Override
  public AsyncContext getAsyncContext() {
    Async started = async;
    if (started == null) {
      throw new IllegalStateException("not asynchronous");
    }
    return started;
  }

  @Override
  public String getMethod() {
    return "GET";
  }

  @Override
  public String getScheme() {
    return "http";
  }

  @Override
  public String getRequestURI() {
    return "/app/shop";
  }

  @Override
  public @Nullable String getQueryString() {
    return null;
  }

  @Override
  public String getProtocol() {
    return "HTTP/1.1";
  }

  @Override
  public String getServerName() {
    return "localhost";
  }

  @Override
  public int getServerPort() {
    return 80;
  }

  @Override
  public int getRemotePort() {
    return 50_000;
  }

  @Override
  public String getContextPath() {
    return "";
  }

  @Override
  public String getServletPath() {
    return "/app";
  }

  @Override
  public HttpServletMapping getHttpServletMapping() {
    return MAPPING;
  }

  @Override
  public String getRemoteAddr() {
    return "127.0.0.1";
  }

  @Override
  public @Nullable String getHeader(String name) {
    return null;
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.emptyEnumeration();
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return Collections.emptyEnumeration();
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    return null;
  }
}
