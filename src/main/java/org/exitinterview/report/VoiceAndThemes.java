package org.exitinterview.report;

import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What young people spoke about: praise, concern, suggestion, by theme and by home. */
@Component
@Order(40)
class VoiceAndThemes implements Indicator {

  @Override
  public List<Figure> figures() {
    return List.of(
        Figure.counts(
            "themes",
            "mention",
            List.of(
                "arriving",
                "dailyLife",
                "people",
                "safe",
                "rules",
                "family",
                "growingUp",
                "beingHeard",
                "moving",
                "goodThings",
                "better",
                "closing"),
            List.of("praise", "concern", "suggestion")),
        Figure.counts(
            "themesByHome", "mention", List.of(), List.of("praise", "concern", "suggestion")),
        new Figure(
            "homeThemes",
            "mention",
            Figure.Kind.INTERNAL,
            List.of(),
            List.of("praise", "concern", "suggestion")));
  }

  @Override
  public String query() {
    return ", "
        + CasesInScope.MENTIONS
        + """
        select day, g.figure, g.line, polarity as col, count(*) as cases
        from mention
        cross join lateral (values ('themes', theme), ('themesByHome', home),
          ('homeThemes', home || '|' || theme)) g (figure, line)
        group by day, g.figure, g.line, polarity
        """;
  }
}
