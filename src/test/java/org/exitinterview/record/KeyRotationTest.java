package org.exitinterview.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.exitinterview.ApplicationTest;
import org.exitinterview.config.ExitInterviewSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The key that wraps the records' keys is changed while people read. */
@ApplicationTest
class KeyRotationTest {

  @Autowired private RecordVault vault;
  @Autowired private RecordKeys keys;
  @Autowired private KeyEncryptionKey keyEncryptionKey;
  @Autowired private OwnConnections connections;
  @Autowired private RecordSettings recordSettings;
  @Autowired private Clock clock;
  @Autowired private JdbcClient jdbc;
  @Autowired private IdentityService identityService;
  @Autowired private ExitInterviewSettings settings;
  @Autowired private KeyDatabase keyDatabase;

  private final String caseNumber = "EI-" + UUID.randomUUID();

  @BeforeEach
  void writeRecord() {
    vault.open(caseNumber);
    vault.grant(caseNumber, Reader.user("ines"), Set.of(Section.SAFE), Access.WRITE, "test");
    identityService.setAuthentication("ines", List.of());
    vault.write(caseNumber, Section.SAFE, "", Map.of("words", "I felt safe"));
  }

  @AfterEach
  void logOut() {
    identityService.clearAuthentication();
  }

  @Test
  void recordsStayReadableFromTheOldKeyToTheNewOneAlone() throws Exception {
    long old = keyEncryptionKey.inUse().id();

    writeFile(KeysetHandle.newBuilder(readFile()), true);
    assertThat(keyEncryptionKey.follow()).isTrue();
    long current = keyEncryptionKey.inUse().id();
    assertThat(current).isNotEqualTo(old);
    assertReadable();
    assertThat(wrappedWith()).isEqualTo(old);

    assertThat(keys.rewrap()).isPositive();
    assertThat(wrappedWith()).isEqualTo(current);
    assertThat(keys.rewrap()).isZero();
    assertReadable();

    writeFile(withoutTheOthers(readFile()), false);
    assertThat(keyEncryptionKey.follow()).isTrue();
    assertThat(keyEncryptionKey.inUse().ids()).containsExactly(current);
    assertReadable();
  }

  @Test
  void aFileWithoutAKeyThatIsStillNeededIsNotTakenOver() throws Exception {
    String sound = Files.readString(file());
    try {
      Files.writeString(
          file(), json(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM)));
      assertThat(keyEncryptionKey.follow()).isFalse();
      assertReadable();
      Files.writeString(file(), "half a fi");
      assertThat(keyEncryptionKey.follow()).isFalse();
      assertReadable();
    } finally {
      Files.writeString(file(), sound);
    }
  }

  @Test
  void aKeyThatAnotherMachineWrappedWithANewerFileIsOpened() throws Exception {
    writeFile(KeysetHandle.newBuilder(readFile()), true);
    long before = keyEncryptionKey.inUse().id();
    keyDatabase
        .jdbc()
        .sql("update vault_keys.data_key set wrapped_key = ? where case_number = ?")
        .params(wrappedByNewerFile(), caseNumber)
        .update();
    assertReadable();
    assertThat(keyEncryptionKey.inUse().id()).isNotEqualTo(before);
  }

  @Test
  void twoMachinesChangeTheKeyOneAfterTheOther() throws Exception {
    RecordKeys secondMachine =
        new RecordKeys(
            jdbc,
            connections,
            keyDatabase,
            new KeyFile(keyDatabase, recordSettings, settings),
            clock);
    secondMachine.of(caseNumber);

    writeFile(KeysetHandle.newBuilder(readFile()), true);
    keyEncryptionKey.follow();
    keys.rewrap();
    // The second has not looked at the file yet.
    secondMachine.of(caseNumber);
    assertThat(secondMachine.rewrap()).as("nothing is left to wrap anew").isZero();

    writeFile(withoutTheOthers(readFile()), false);
    keyEncryptionKey.follow();
    assertReadable();
    secondMachine.of(caseNumber);
  }

  private static KeysetHandle.Builder withoutTheOthers(KeysetHandle keyset) {
    KeysetHandle.Builder primaryOnly = KeysetHandle.newBuilder(keyset);
    for (int i = keyset.size() - 1; i >= 0; i--) {
      if (!keyset.getAt(i).isPrimary()) {
        primaryOnly.deleteAt(i);
      }
    }
    return primaryOnly;
  }

  private byte[] wrappedByNewerFile() throws Exception {
    byte[] wrapped =
        keyDatabase
            .jdbc()
            .sql("select wrapped_key from vault_keys.data_key where case_number = ?")
            .param(caseNumber)
            .query(byte[].class)
            .single();
    byte[] place = caseNumber.getBytes(StandardCharsets.UTF_8);
    KeysetHandle key =
        TinkProtoKeysetFormat.parseEncryptedKeyset(wrapped, keyEncryptionKey.inUse().aead(), place);
    return TinkProtoKeysetFormat.serializeEncryptedKeyset(
        key, readFile().getPrimitive(RegistryConfiguration.get(), Aead.class), place);
  }

  private void assertReadable() {
    assertThat(vault.read(caseNumber, Section.SAFE, "")).containsEntry("words", "I felt safe");
  }

  private long wrappedWith() {
    return keyDatabase
        .jdbc()
        .sql("select wrapped_with from vault_keys.data_key where case_number = ?")
        .param(caseNumber)
        .query(Long.class)
        .single();
  }

  private Path file() {
    return settings.dataDir().resolve("record-key.json");
  }

  private KeysetHandle readFile() throws Exception {
    return TinkJsonProtoKeysetFormat.parseKeyset(
        Files.readString(file()), InsecureSecretKeyAccess.get());
  }

  private void writeFile(KeysetHandle.Builder keyset, boolean withNewPrimary) throws Exception {
    if (withNewPrimary) {
      keyset.addEntry(
          KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
              .withRandomId()
              .makePrimary());
    }
    Files.writeString(file(), json(keyset.build()));
  }

  private static String json(KeysetHandle keyset) throws Exception {
    return TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get());
  }
}
