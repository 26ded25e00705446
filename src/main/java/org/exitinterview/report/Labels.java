package org.exitinterview.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.exitinterview.people.Homes;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.stereotype.Component;

/** Words for the codes of the report; a code without words is shown as it is. */
@Component
class Labels {

  private final Properties words;
  private final Homes homes;

  Labels(Homes homes) {
    this.homes = homes;
    try {
      this.words =
          PropertiesLoaderUtils.loadProperties(new ClassPathResource("report/labels.properties"));
    } catch (IOException e) {
      throw new UncheckedIOException("The words of the report are missing", e);
    }
  }

  /** A line or column. */
  String of(String code) {
    int space = code.indexOf(' ');
    if (space > 0 && words.containsKey(code.substring(0, space))) {
      String urn = code.substring(space + 1);
      return homes.name(urn).orElse(of(urn));
    }
    return words.getProperty(code, code.contains("_") ? step(code) : code);
  }

  /** The title of a table. */
  String table(String id) {
    int space = id.indexOf(' ');
    return words.getProperty("table." + (space < 0 ? id : id.substring(0, space)), id);
  }

  /** What a reader must know about a table; empty where it says it itself. */
  String about(String id) {
    return Optional.ofNullable(words.getProperty("about." + id)).orElse("");
  }

  /** The name of a step from its id: {@code userTask_seekAgreement} is "Seek agreement". */
  private static String step(String id) {
    String name =
        id.substring(id.indexOf('_') + 1)
            .replaceAll("([A-Z])", " $1")
            .toLowerCase(Locale.UK)
            .strip();
    return name.substring(0, 1).toUpperCase(Locale.UK) + name.substring(1);
  }
}
