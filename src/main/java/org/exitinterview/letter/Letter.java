package org.exitinterview.letter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A letter as it lies in the record.
 *
 * @param title what it is about, without anybody's name: browsers remember titles
 * @param greeting how the young person likes to be called
 * @param address where a letter by post goes; empty if none is known
 * @param paragraphs the IRO's words
 * @param channel code of the chosen way; null before one is chosen
 * @param language code of the chosen language
 * @param version of the template
 */
record Letter(
    String title,
    String greeting,
    List<String> address,
    List<String> paragraphs,
    boolean whatChanged,
    @Nullable String channel,
    String language,
    int version) {

  String text() {
    return String.join("\n", paragraphs);
  }

  /** Without the words. */
  @Override
  public String toString() {
    return title;
  }
}
