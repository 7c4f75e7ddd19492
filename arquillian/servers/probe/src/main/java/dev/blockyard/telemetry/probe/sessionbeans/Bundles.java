package dev.blockyard.telemetry.probe.sessionbeans;

import dev.blockyard.telemetry.CountedBundleUpload;
import dev.blockyard.telemetry.TimedBundleRestore;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import java.io.IOException;

/** A stateless session bean. */
@Stateless
public class Bundles {
  /** Accepts a bundle or not. */
  @CountedBundleUpload
  public boolean upload(boolean accepted) {
    return accepted;
  }

  /** Restores a bundle, or fails. */
  @TimedBundleRestore
  public void restore(boolean sound) throws IOException {
    if (!sound) {
      throw new IOException("broken bundle");
    }
  }

  /** Fails on a thread of the container, after the caller has gone on. */
  @Asynchronous
  @CountedBundleUpload
  @TimedBundleRestore
  public void restoreLater() {
    throw new IllegalStateException("broken bundle");
  }
}
