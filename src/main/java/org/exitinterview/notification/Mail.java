package org.exitinterview.notification;

import java.util.UUID;

/**
 * One mail to one person.
 *
 * @param id the same in every attempt; becomes the Message-ID, by which a mail server or reader
 *     drops a second copy
 * @param to the person's mail address
 * @param subject one line
 * @param text plain text
 */
record Mail(UUID id, String to, String subject, String text) {

  /** Without the address, which belongs in no log. */
  @Override
  public String toString() {
    return "Mail " + id;
  }
}
