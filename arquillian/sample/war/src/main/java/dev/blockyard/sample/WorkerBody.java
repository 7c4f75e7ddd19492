package dev.blockyard.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The body of a worker's answer. The timeout of a request ends with the head of its answer, and a
 * worker that falls silent then would keep the thread that waits for it, even after the client has
 * gone.
 */
final class WorkerBody {
  private WorkerBody() {}

  /**
   * Copies the body to the client, each part as it arrives: a client that waits for the next one
   * sees it, and one that has gone is noticed.
   *
   * @param silence how long the worker may send nothing
   * @throws HttpTimeoutException if it was silent for longer
   */
  static void transfer(InputStream body, OutputStream client, Duration silence) throws IOException {
    byte[] buffer = new byte[8192];
    for (int read = read(body, buffer, silence); read >= 0; read = read(body, buffer, silence)) {
      client.write(buffer, 0, read);
      if (body.available() == 0) {
        client.flush();
      }
    }
  }

  private static int read(InputStream body, byte[] buffer, Duration silence) throws IOException {
    if (body.available() > 0) {
      return body.read(buffer);
    }
    CompletableFuture<Boolean> arrived =
        new CompletableFuture<Boolean>()
            .completeOnTimeout(false, silence.toMillis(), TimeUnit.MILLISECONDS);
    CompletableFuture<Void> unused = arrived.thenAccept(in -> closeUnless(in, body));
    int read;
    try {
      read = body.read(buffer);
    } catch (IOException e) {
      throw arrived.complete(true) ? e : silent();
    }
    if (!arrived.complete(true)) {
      throw silent(); // it is not the end, whatever a closed stream says
    }
    return read;
  }

  private static HttpTimeoutException silent() {
    return new HttpTimeoutException("The worker fell silent");
  }

  /** Ends the read that another thread is in. */
  private static void closeUnless(boolean arrived, InputStream body) {
    if (!arrived) {
      try {
        body.close();
      } catch (IOException e) {
        // The read ends nevertheless.
      }
    }
  }
}
