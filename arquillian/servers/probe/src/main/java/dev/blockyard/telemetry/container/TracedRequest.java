package dev.blockyard.telemetry.container;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Requests to the probe, and the whole trace that each of them makes. */
public enum TracedRequest {
  PLAIN("app/trace/plain", 200, "SERVER GET /traces/app/trace/* 200 app=shop\n"),
  NOT_FOUND("app/trace/nothing", 404, "SERVER GET /traces/app/trace/* 404 app=shop\n"),
  NOWHERE("app/nowhere", 404, "SERVER GET 404\n"),
  EXCEPTION("app/trace/exception", 500, "SERVER GET /traces/app/trace/* 500 ERROR 500 app=shop\n"),
  IO_EXCEPTION(
      "app/trace/io-exception", 500, "SERVER GET /traces/app/trace/* 500 ERROR 500 app=shop\n"),
  ASYNC("app/trace/async", 503, "SERVER GET /traces/app/trace/* 503 ERROR 503 app=shop\n"),
  ASYNC_TIME_OUT(
      "app/trace/async-time-out", 500, "SERVER GET /traces/app/trace/* 500 ERROR 500 app=shop\n"),
  ASYNC_TIME_OUT_ANSWERED(
      "app/trace/async-time-out-answered",
      503,
      "SERVER GET /traces/app/trace/* 503 ERROR 503 app=shop\n"),
  ASYNC_EXCEPTION(
      "app/trace/async-exception", 500, "SERVER GET /traces/app/trace/* 500 ERROR 500 app=shop\n"),
  COLD_START(
      "app/trace/cold-start",
      200,
      """
      SERVER GET /traces/app/trace/* 200 app=shop
        INTERNAL proxy.forward app=shop
        INTERNAL worker.cold_start app=shop
          INTERNAL worker.spawn app=shop
      """),
  FORWARD(
      "app/trace/forward",
      200,
      """
      SERVER GET /traces/app/trace/* 200 app=shop
        INTERNAL proxy.forward app=shop
        INTERNAL worker.cold_start app=shop
          INTERNAL worker.spawn app=shop
      """),
  ASYNC_DISPATCH(
      "app/trace/async-dispatch",
      200,
      """
      SERVER GET /traces/app/trace/* 200 app=shop
        INTERNAL proxy.forward app=shop
        INTERNAL worker.cold_start app=shop
          INTERNAL worker.spawn app=shop
      """),
  FAILED_RESTORE(
      "app/trace/failed-restore",
      422,
      """
      SERVER GET /traces/app/trace/* 422 app=shop
        INTERNAL bundle.restore ERROR java.io.IOException app=broken
      """),
  FILTERED("app/gate/x", 401, "SERVER GET 401\n"),
  WEB_SOCKET("app/socket", 101, "SERVER GET 101\n"),
  JAX_RS(
      "rest/builds/true",
      200,
      """
      SERVER GET /traces/rest/* 200
        INTERNAL bundle.restore
      """),
  JAX_RS_EXCEPTION(
      "rest/builds/false",
      500,
      """
      SERVER GET /traces/rest/* 500 ERROR 500
        INTERNAL bundle.restore ERROR java.lang.IllegalStateException
      """);

  private final String path;
  private final int status;
  private final String tree;

  TracedRequest(String path, int status, String tree) {
    this.path = path;
    this.status = status;
    this.tree = tree;
  }

  String path() {
    return path;
  }

  int status() {
    return status;
  }

  /** The trace where the server makes no span of its own. */
  String tree() {
    return tree;
  }

  /** What the application throws to the container, and the span records; null for nothing. */
  @Nullable String exception() {
    return switch (this) {
      case EXCEPTION, ASYNC_EXCEPTION -> "java.lang.IllegalStateException";
      case IO_EXCEPTION -> "java.io.IOException";
      default -> null;
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
