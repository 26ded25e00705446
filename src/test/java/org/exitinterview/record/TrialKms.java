package org.exitinterview.record;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.KmsClient;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A key management service in memory, found as a real one's client is. */
public final class TrialKms implements KmsClient {

  private static final Map<String, KeysetHandle> KEYS = new ConcurrentHashMap<>();

  @Override
  public boolean doesSupport(String keyUri) {
    return keyUri.startsWith("trial-kms://");
  }

  @Override
  public KmsClient withCredentials(@Nullable String credentialPath) {
    return this;
  }

  @Override
  public KmsClient withDefaultCredentials() {
    return this;
  }

  @Override
  public Aead getAead(String keyUri) throws GeneralSecurityException {
    if (!KEYS.containsKey(keyUri)) {
      KEYS.put(keyUri, KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM));
    }
    return KEYS.get(keyUri).getPrimitive(RegistryConfiguration.get(), Aead.class);
  }
}
