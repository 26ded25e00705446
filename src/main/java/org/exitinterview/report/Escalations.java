package org.exitinterview.report;

import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** How often a waiting step had to be chased, and how far up somebody had to be told. */
@Component
@Order(25)
class Escalations implements Indicator {

  @Override
  public List<Figure> figures() {
    return List.of(
        Figure.counts(
            "escalations",
            "chase",
            List.of("whoeverWaits"),
            List.of("reminder", "alert", "escalation", "press")));
  }

  @Override
  public String query() {
    return """
        select c.day, 'escalations' as figure, coalesce(a.facts ->> 'chasedTo', 'whoeverWaits') as line,
          a.decision as col, count(*) as cases
        from closed_act a join closed c using (case_number)
        where c.in_scope and a.act = 'system'
          and a.decision in ('reminder', 'alert', 'escalation', 'press')
        group by c.day, 3, a.decision
        """;
  }
}
