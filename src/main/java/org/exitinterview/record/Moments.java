package org.exitinterview.record;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.exitinterview.config.ExitInterviewSettings;
import org.springframework.stereotype.Component;

/** Days and moments as people read them, at the authority's clock. */
@Component
class Moments {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.UK);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.UK);

  private final ZoneId zone;

  Moments(ExitInterviewSettings settings) {
    this.zone = settings.zone();
  }

  /** Such as 3 Mar 2027. */
  public String day(LocalDate day) {
    return DAY.format(day);
  }

  /** Such as 3 Mar 2027, 09:30. */
  public String moment(Instant moment) {
    return MOMENT.format(moment.atZone(zone));
  }
}
