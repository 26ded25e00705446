package org.exitinterview.record;

import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.mac.MacConfig;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import org.exitinterview.config.ExitInterviewSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;

/** Takes the key-encryption key from where the settings say. */
@Configuration
class KeyConfiguration {

  @Bean
  KeyEncryptionKey keyEncryptionKey(
      KeyDatabase keyDatabase, RecordSettings settings, ExitInterviewSettings general) {
    registerAlgorithms();
    String address = settings.kmsKey();
    if (!StringUtils.hasText(address)) {
      return new KeyFile(keyDatabase, settings, general);
    }
    boolean hasFile = Files.exists(KeyFile.path(settings, general));
    return new KmsKey(address, hasFile ? new KeyFile(keyDatabase, settings, general) : null);
  }

  static void registerAlgorithms() {
    try {
      AeadConfig.register();
      MacConfig.register();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The algorithms of the keys are not there", e);
    }
  }
}
