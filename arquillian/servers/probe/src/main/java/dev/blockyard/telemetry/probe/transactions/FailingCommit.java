package dev.blockyard.telemetry.probe.transactions;

import jakarta.transaction.Synchronization;

/** Fails the commit of the transaction that it is registered with. */
final class FailingCommit implements Synchronization {
  @Override
  public void beforeCompletion() {
    throw new IllegalStateException("the commit shall fail");
  }

  @Override
  public void afterCompletion(int status) {}
}
