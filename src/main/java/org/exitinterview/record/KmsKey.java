package org.exitinterview.record;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KmsClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.ServiceLoader;
import java.util.Set;
import org.exitinterview.config.StartRefusedException;
import org.jspecify.annotations.Nullable;

/**
 * A key-encryption key that never leaves a key management service, reached by the Tink client for
 * it. Who used it and when is in that service's own log; changing its versions is its own business.
 *
 * <p>An installation that comes from a key file keeps the file until every record's key is wrapped
 * anew.
 */
final class KmsKey implements KeyEncryptionKey {

  /** Tink numbers the keys of a file with 32 bits; no number of ours can be one of those. */
  private static final long BEYOND_KEY_FILES = 1L << 62;

  private final Aead service;
  private final long id;
  private final @Nullable KeyEncryptionKey before;

  /**
   * @param address such as {@code aws-kms://arn:aws:kms:…} or {@code gcp-kms://projects/…}
   * @param before what wrapped the keys until now; null if nothing else did
   */
  KmsKey(String address, @Nullable KeyEncryptionKey before) {
    this.before = before;
    try {
      this.service = service(address);
      this.id = id(address);
    } catch (GeneralSecurityException e) {
      // Without the cause, which may quote credentials.
      throw new StartRefusedException(
          "The key management service of %s cannot be used.".formatted(address),
          "Add the Tink client for it to the application, such as"
              + " com.google.crypto.tink:tink-awskms, and give the application its credentials.");
    }
  }

  @Override
  public InUse inUse() {
    Set<Long> ids = new HashSet<>(Set.of(id));
    if (before != null) {
      ids.addAll(before.inUse().ids());
    }
    return new InUse(new ServiceFirst(), id, Set.copyOf(ids));
  }

  @Override
  public boolean follow() {
    return before != null && before.follow();
  }

  private static Aead service(String address) throws GeneralSecurityException {
    for (KmsClient client : ServiceLoader.load(KmsClient.class)) {
      if (client.doesSupport(address)) {
        return client.withDefaultCredentials().getAead(address);
      }
    }
    throw new GeneralSecurityException("There is no client for that kind of address");
  }

  private static long id(String address) throws GeneralSecurityException {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(address.getBytes(StandardCharsets.UTF_8));
    return (ByteBuffer.wrap(digest).getLong() >>> 2) | BEYOND_KEY_FILES;
  }

  private final class ServiceFirst implements Aead {

    @Override
    public byte[] encrypt(byte[] plaintext, byte[] place) throws GeneralSecurityException {
      return service.encrypt(plaintext, place);
    }

    /** Tries the file first, which costs no call over the network. */
    @Override
    public byte[] decrypt(byte[] ciphertext, byte[] place) throws GeneralSecurityException {
      if (before != null) {
        try {
          return before.inUse().aead().decrypt(ciphertext, place);
        } catch (GeneralSecurityException notWrappedByTheFile) {
          return service.decrypt(ciphertext, place);
        }
      }
      return service.decrypt(ciphertext, place);
    }
  }
}
