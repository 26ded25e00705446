package org.exitinterview;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Starts the exit interview service: process engine, Tasklist, Cockpit, intake and our own pages.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class ExitInterviewApplication {

  public static void main(String[] args) {
    SpringApplication.run(ExitInterviewApplication.class, args);
  }
}
