package org.exitinterview.config;

import java.util.List;

/**
 * What a refused request is answered with, in plain words.
 *
 * @param message one sentence
 * @param problems one sentence for each thing to put right; often empty
 */
public record Problem(String message, List<String> problems) {

  /** A problem that one sentence says. */
  public static Problem of(String message) {
    return new Problem(message, List.of());
  }
}
