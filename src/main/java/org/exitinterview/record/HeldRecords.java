package org.exitinterview.record;

import com.google.crypto.tink.Aead;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The records that the current transaction holds: each is looked at once, when the transaction
 * takes it, and sealed once, when the transaction commits. Nobody else can change it in between.
 */
final class HeldRecords implements TransactionSynchronization {

  private final Object owner;
  private final BiConsumer<Aead, String> seal;
  private final Set<String> locked = new HashSet<>();
  private final Set<String> known = new HashSet<>();
  private final Map<String, Aead> changed = new LinkedHashMap<>();
  private boolean committing;

  private HeldRecords(Object owner, BiConsumer<Aead, String> seal) {
    this.owner = owner;
    this.seal = seal;
  }

  /**
   * Those of the current transaction; empty outside of one.
   *
   * @param owner whose records they are
   * @param seal how a record is sealed, given its key and its case number
   */
  static Optional<HeldRecords> inThisTransaction(Object owner, BiConsumer<Aead, String> seal) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      return Optional.empty();
    }
    if (TransactionSynchronizationManager.getResource(owner) instanceof HeldRecords held) {
      return Optional.of(held);
    }
    HeldRecords held = new HeldRecords(owner, seal);
    held.resume();
    TransactionSynchronizationManager.registerSynchronization(held);
    return Optional.of(held);
  }

  /** Nobody else changes the record any more until the transaction ends. */
  void locked(String caseNumber) {
    locked.add(caseNumber);
  }

  /** The record was found as the service left it; of one that is not locked that is soon over. */
  void found(String caseNumber) {
    if (locked.contains(caseNumber)) {
      known.add(caseNumber);
    }
  }

  /** Whether nobody but this transaction can have changed the record. */
  boolean isKnown(String caseNumber) {
    return known.contains(caseNumber);
  }

  /** The record has to be sealed with that key. */
  void changed(String caseNumber, Aead key) {
    known.add(caseNumber);
    if (committing) {
      seal.accept(key, caseNumber);
    } else {
      changed.put(caseNumber, key);
    }
  }

  @Override
  public void beforeCommit(boolean readOnly) {
    committing = true;
    changed.forEach((caseNumber, key) -> seal.accept(key, caseNumber));
  }

  @Override
  public void beforeCompletion() {
    suspend();
  }

  @Override
  public void suspend() {
    TransactionSynchronizationManager.unbindResource(owner);
  }

  @Override
  public void resume() {
    TransactionSynchronizationManager.bindResource(owner, this);
  }
}
