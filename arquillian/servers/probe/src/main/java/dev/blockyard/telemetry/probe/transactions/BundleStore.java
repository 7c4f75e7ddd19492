package dev.blockyard.telemetry.probe.transactions;

import dev.blockyard.telemetry.CountedBundleUpload;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** A session bean, whose transaction the container commits outside of all interceptors. */
@Stateless
public class BundleStore {
  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  @SuppressWarnings("NullAway.Init")
  private TransactionSynchronizationRegistry transactions;

  /** Accepts a bundle; then the commit fails. */
  @CountedBundleUpload
  public void failToCommit() {
    transactions.registerInterposedSynchronization(new FailingCommit());
  }
}
