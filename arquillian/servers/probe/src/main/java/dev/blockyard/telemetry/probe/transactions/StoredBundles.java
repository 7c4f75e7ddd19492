package dev.blockyard.telemetry.probe.transactions;

import dev.blockyard.telemetry.CountedBundleUpload;
import dev.blockyard.telemetry.TimedBundleRestore;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;

/** A CDI bean whose transaction ends after the method has returned. */
@ApplicationScoped
@Transactional
public class StoredBundles {
  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  @SuppressWarnings("NullAway.Init")
  private TransactionSynchronizationRegistry transactions;

  @CountedBundleUpload
  @TimedBundleRestore
  void commit() {}

  @CountedBundleUpload
  @TimedBundleRestore
  void failToCommit() {
    transactions.registerInterposedSynchronization(new FailingCommit());
  }

  /** The caller sees a normal return. */
  @CountedBundleUpload
  @TimedBundleRestore
  void rollBack() {
    transactions.setRollbackOnly();
  }
}
