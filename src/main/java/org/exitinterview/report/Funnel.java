package org.exitinterview.report;

import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** How far each leaver in scope came: not offered, not agreed, interviewed. */
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
            List.of("agreed", "notAgreed", "notOffered")));
  }

  @Override
  public String query() {
    return """
        select day, 'funnel' as figure, outcome as line, answer as col, count(*) as cases
        from closed where in_scope group by day, outcome, answer
        """;
  }
}
