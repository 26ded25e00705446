package org.exitinterview.config;

import java.util.List;

/**
 * An exception that names everything to put right, not only the first thing. Together with {@link
 * org.springframework.web.bind.annotation.ResponseStatus} on the class it says all that {@link
 * ApiProblems} needs, so this package knows no capability.
 */
public interface SeveralProblems {

  /** One sentence each, in plain words, without anything a person typed. */
  List<String> problems();
}
