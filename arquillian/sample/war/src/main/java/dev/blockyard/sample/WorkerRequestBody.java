package dev.blockyard.sample;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * The body of a request to a worker. {@link java.net.http.HttpClient} sends a request again if the
 * connection ends without an answer; by then the port may belong to somebody else, who would get
 * what was meant for the worker. The client asks for the length after it has connected and before
 * it sends, and a process that is alive then is the one that it is connected to.
 */
final class WorkerRequestBody implements BodyPublisher {
  private final Worker worker;
  private final BodyPublisher body;

  WorkerRequestBody(Worker worker, byte[] body) {
    this.worker = worker;
    this.body = body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
  }

  @Override
  public long contentLength() {
    if (!worker.isAlive()) {
      throw new IllegalStateException("The worker has ended");
    }
    return body.contentLength();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    body.subscribe(subscriber);
  }
}
