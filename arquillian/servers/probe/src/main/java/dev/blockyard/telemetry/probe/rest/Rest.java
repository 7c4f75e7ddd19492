package dev.blockyard.telemetry.probe.rest;

import dev.blockyard.telemetry.App;
import dev.blockyard.telemetry.CountedHealthCheckFailure;
import dev.blockyard.telemetry.TimedBundleRestore;
import dev.blockyard.telemetry.tracing.WorkerTracing;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** JAX-RS resources, with a scope and without. */
@ApplicationPath("/rest")
public class Rest extends Application {
  /** New threads, because those of a shared pool may belong to an application that is gone. */
  private static final Executor LATER = task -> new Thread(task).start();

  /** Takes the default scope of resources. */
  @Path("checks")
  public static class Checks {
    /** Counts with the path's last segment as the app. */
    @GET
    @Path("{app}")
    @CountedHealthCheckFailure
    public String fail(@App @PathParam("app") String app) {
      return "evicted";
    }
  }

  /** Says what is left of the client's context. */
  @Path("context")
  public static class ContextHeaders {
    /** Returns the header that the resource sees, and the one that a worker would get. */
    @GET
    @Path("{name}")
    public String header(@PathParam("name") String name, @Context HttpHeaders headers) {
      return headers.getHeaderString(name) + ", " + WorkerTracing.headers().get(name);
    }
  }

  /** Is a CDI bean by its scope. */
  @Path("builds")
  @RequestScoped
  public static class Builds {
    /** Completes later, in one way or the other. */
    @GET
    @Path("{sound}")
    @TimedBundleRestore
    public CompletionStage<String> restore(@PathParam("sound") boolean sound) {
      CompletableFuture<String> restored = new CompletableFuture<>();
      LATER.execute(
          () -> {
            if (sound) {
              restored.complete("restored");
            } else {
              restored.completeExceptionally(new IllegalStateException("broken bundle"));
            }
          });
      return restored;
    }
  }
}
