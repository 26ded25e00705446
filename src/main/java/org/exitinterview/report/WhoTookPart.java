package org.exitinterview.report;

import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Who was interviewed and who was not: the participation gap between groups. */
@Component
@Order(30)
class WhoTookPart implements Indicator {

  @Override
  public List<Figure> figures() {
    return List.of(
        Figure.counts(
            "age",
            "case",
            List.of("under10", "10to12", "13to15", "16plus"),
            List.of("interviewed", "notInterviewed")),
        Figure.counts(
            "plannedMove",
            "case",
            List.of("planned", "emergency"),
            List.of("interviewed", "notInterviewed")),
        Figure.counts("reason", "case", List.of(), List.of("interviewed", "notInterviewed")),
        Figure.counts("placementType", "case", List.of(), List.of("interviewed", "notInterviewed")),
        Figure.counts("provider", "case", List.of(), List.of("interviewed", "notInterviewed")),
        Figure.counts("home", "case", List.of(), List.of("interviewed", "notInterviewed")));
  }

  @Override
  public String query() {
    return """
        select day, g.figure, g.line, part as col, count(*) as cases
        from closed
        cross join lateral (values
          ('age', case when age < 10 then 'under10' when age < 13 then '10to12'
            when age < 16 then '13to15' when age is not null then '16plus' else 'unknown' end),
          ('plannedMove', planned), ('reason', reason), ('placementType', placement_type),
          ('provider', provider), ('home', home)) g (figure, line)
        where in_scope group by day, g.figure, g.line, part
        """;
  }
}
