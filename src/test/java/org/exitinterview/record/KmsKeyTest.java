package org.exitinterview.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.UUID;
import org.exitinterview.ApplicationTest;
import org.exitinterview.config.StartRefusedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A key management service wraps the records' keys, and takes over from a key file. */
@ApplicationTest
class KmsKeyTest {

  private static final byte[] WORDS = "I felt safe".getBytes(StandardCharsets.UTF_8);
  private static final byte[] PLACE = {};

  @Autowired private RecordVault vault;
  @Autowired private RecordKeys fileKeys;
  @Autowired private KeyEncryptionKey keyFile;
  @Autowired private KeyDatabase keyDatabase;
  @Autowired private OwnConnections connections;
  @Autowired private JdbcClient jdbc;
  @Autowired private Clock clock;

  private final String caseNumber = "EI-" + UUID.randomUUID();
  private final String address = "trial-kms://" + UUID.randomUUID();

  /** What the service has wrapped meanwhile would be closed to other tests. */
  @AfterEach
  void wrapWithTheFileAgain() {
    RecordKeys back =
        new RecordKeys(jdbc, connections, keyDatabase, new Both(keyFile, kms()), clock);
    back.rewrap();
  }

  @Test
  void theServiceTakesOverFromTheFileAndTheFileMayGo() throws Exception {
    vault.open(caseNumber);
    byte[] words = fileKeys.of(caseNumber).encrypt(WORDS, PLACE);

    RecordKeys moving = keys(kms());
    assertThat(moving.of(caseNumber).decrypt(words, PLACE)).isEqualTo(WORDS);
    assertThat(moving.rewrap()).isPositive();
    assertThat(moving.rewrap()).isZero();

    RecordKeys withoutFile = keys(new KmsKey(address, null));
    assertThat(withoutFile.of(caseNumber).decrypt(words, PLACE)).isEqualTo(WORDS);
    assertThatThrownBy(() -> fileKeys.of(caseNumber)).isInstanceOf(RecordUnreadableException.class);
  }

  @Test
  void anotherKeyOfTheServiceOpensNothing() {
    vault.open(caseNumber);
    keys(kms()).rewrap();
    RecordKeys wrong = keys(new KmsKey("trial-kms://another", null));
    assertThatThrownBy(() -> wrong.of(caseNumber)).isInstanceOf(RecordUnreadableException.class);
  }

  @Test
  void aServiceWithoutAClientIsRefusedInPlainWords() {
    assertThatThrownBy(() -> new KmsKey("unknown-kms://key", null))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("cannot be used");
  }

  private KmsKey kms() {
    return new KmsKey(address, keyFile);
  }

  private RecordKeys keys(KeyEncryptionKey key) {
    return new RecordKeys(jdbc, connections, keyDatabase, key, clock);
  }

  /** Wraps with the file and opens what either has wrapped. */
  private record Both(KeyEncryptionKey file, KeyEncryptionKey kms) implements KeyEncryptionKey {

    @Override
    public InUse inUse() {
      Aead opens = kms.inUse().aead();
      Aead wraps = file.inUse().aead();
      return new InUse(
          new Aead() {
            @Override
            public byte[] encrypt(byte[] plaintext, byte[] place) throws GeneralSecurityException {
              return wraps.encrypt(plaintext, place);
            }

            @Override
            public byte[] decrypt(byte[] ciphertext, byte[] place) throws GeneralSecurityException {
              return opens.decrypt(ciphertext, place);
            }
          },
          file.inUse().id(),
          kms.inUse().ids());
    }

    @Override
    public boolean follow() {
      return false;
    }
  }
}
