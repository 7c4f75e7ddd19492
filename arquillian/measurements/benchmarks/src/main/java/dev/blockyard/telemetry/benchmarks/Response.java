package dev.blockyard.telemetry.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;

/** A response as a container would recycle it, with a good status. */
final class Response extends HttpServletResponseWrapper {
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final ServletOutputStream output =
      new ServletOutputStream() {
        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}

        @Override
        public void write(int one) {
          body.write(one);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
          body.write(bytes, from, length);
        }
      };
  private PrintWriter writer = writer();

  Response() {
    super(Unsupported.of(HttpServletResponse.class));
  }

  private PrintWriter writer() {
    return new PrintWriter(new OutputStreamWriter(body, UTF_8));
  }

  void recycle() {
    body.reset();
    writer = writer();
  }

  /** What the client gets. */
  ByteArrayOutputStream body() {
    writer.flush();
    return body;
  }

  @Override
  public int getStatus() {
    return SC_OK;
  }

  @Override
  public boolean isCommitted() {
    return false;
  }

  @Override
  public void setContentType(String type) {}

  @Override
  public void setContentLength(int length) {}

  @Override
  public ServletOutputStream getOutputStream() {
    return output;
  }

  @Override
  public void setHeader(String name, String value) {}

  @Override
  public PrintWriter getWriter() {
    return writer;
  }
}
