package org.exitinterview.report;

import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * How far each leaver in scope came: not offered, not agreed, interviewed. Outcome and answer are
 * counted apart: crossed, they would make so many small numbers that the totals had to be withheld.
 */
@Component
@Order(10)
class Funnel implements Indicator {

  @Override
  public List<Figure> figures() {
    return List.of(
        Figure.counts(
            "funnel",
            "case",
            List.of(
                "COMPLETED",
                "PARTIAL",
                "DECLINED",
                "WITHDRAWN",
                "NOT_FEASIBLE",
                "NOT_REACHED",
                "NOT_OFFERED"),
            List.of("cases")),
        Figure.counts(
            "offers", "case", List.of("agreed", "notAgreed", "notOffered"), List.of("cases")));
  }

  @Override
  public String query() {
    return """
        select day, 'funnel' as figure, outcome as line, 'cases' as col, count(*) as cases
        from closed where in_scope group by day, outcome
        union all
        select day, 'offers', answer, 'cases', count(*)
        from closed where in_scope group by day, answer
        """;
  }
}
