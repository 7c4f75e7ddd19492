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
final class WorkerBody implements AutoCloseable {
  private final byte[] buffer = new byte[8192];
  private final InputStream body;
  private final Duration silence;
  private int read;

  private WorkerBody(InputStream body, Duration silence) {
    this.body = body;
    this.silence = silence;
  }

  /**
   * Waits for the first part of a body, before which nothing of the answer is passed on.
   *
   * @param silence how long the worker may send nothing, now and later
   * @throws HttpTimeoutException if it was silent for longer
   */
  static WorkerBody begin(InputStream body, Duration silence) throws IOException {
    WorkerBody begun = new WorkerBody(body, silence);
    begun.read = begun.read();
    return begun;
  }

  /**
   * Copies the body to the client, each part as it arrives: a client that waits for the next one
   * sees it, and one that has gone is noticed.
   */
  void transferTo(OutputStream client) throws IOException {
    boolean begun = false;
    for (; read >= 0; read = read()) {
      client.write(buffer, 0, read);
      if (!begun || body.available() == 0) {
        begun = true; // what breaks later cannot be answered otherwise any more
        client.flush();
      }
    }
  }

  private int read() throws IOException {
    if (body.available() > 0) {
      return body.read(buffer);
    }
    CompletableFuture<Boolean> arrived =
        new CompletableFuture<Boolean>()
            .completeOnTimeout(false, silence.toMillis(), TimeUnit.MILLISECONDS);
    CompletableFuture<Void> unused = arrived.thenAccept(this::closeUnless);
    int length;
    try {
      length = body.read(buffer);
    } catch (IOException e) {
      throw arrived.complete(true) ? e : silent();
    }
    if (!arrived.complete(true)) {
      throw silent(); // it is not the end, whatever a closed stream says
    }
    return length;
  }

  private static HttpTimeoutException silent() {
    return new HttpTimeoutException("The worker fell silent");
  }

  /** Ends the read that another thread is in. */
  private void closeUnless(boolean arrived) {
    if (!arrived) {
      try {
        close();
      } catch (IOException e) {
        // The read ends nevertheless.
      }
    }
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
