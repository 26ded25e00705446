package org.exitinterview.report;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an authority sets about its report.
 *
 * @param firstMonth the month its year begins with; 4 is April
 */
@ConfigurationProperties("exitinterview.report")
record ReportSettings(@DefaultValue("4") int firstMonth) {

  ReportSettings {
    if (firstMonth < 1 || firstMonth > 12) {
      throw new IllegalArgumentException("exitinterview.report.first-month is a month, 1 to 12");
    }
  }
}
