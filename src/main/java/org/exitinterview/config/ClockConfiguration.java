package org.exitinterview.config;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Provides the clock that every capability is given instead of asking the system for the time. */
@Configuration
class ClockConfiguration {

  @Bean
  Clock clock(ExitInterviewSettings settings) {
    return new EngineClock(settings.zone());
  }
}
