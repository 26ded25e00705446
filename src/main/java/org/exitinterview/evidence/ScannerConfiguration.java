package org.exitinterview.evidence;

import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The virus scanner that only needs its address. */
@Configuration
class ScannerConfiguration {

  @Bean
  @ConditionalOnProperty("exitinterview.evidence.clamav")
  EvidenceScanner clamAv(EvidenceSettings settings) {
    return new ClamAv(Objects.requireNonNull(settings.clamav()), settings.scanTimeout());
  }
}
