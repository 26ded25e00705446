package org.exitinterview.record;

import com.google.crypto.tink.Aead;
import java.util.Set;

/** The key that wraps the records' keys, from somewhere that is no database. */
interface KeyEncryptionKey {

  /**
   * The keys as last read.
   *
   * @param aead wraps with the first key and opens what any of them has wrapped
   * @param id of the key that wraps
   * @param ids of every key that opens
   */
  record InUse(Aead aead, long id, Set<Long> ids) {}

  InUse inUse();

  /**
   * Looks whether other keys are to be used, and goes on with those.
   *
   * @return whether other keys are in use now
   */
  boolean follow();
}
