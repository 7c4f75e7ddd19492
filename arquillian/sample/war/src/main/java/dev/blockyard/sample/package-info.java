/**
 * A small app-hosting platform that uses the telemetry module as its users do: annotations on the
 * service methods, two calls, and nothing else.
 *
 * <p>{@link dev.blockyard.sample.Platform} knows the apps, {@link dev.blockyard.sample.WorkerPool}
 * their processes, {@link dev.blockyard.sample.WorkerClient} talks to them. What clients see are
 * the two servlets and the WebSocket endpoint.
 */
@NullMarked
package dev.blockyard.sample;

import org.jspecify.annotations.NullMarked;
