package org.exitinterview.report;

import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Why there was no interview: reasons young people gave, and the basis of "not feasible". */
@Component
@Order(12)
class ReasonsGiven implements Indicator {

  @Override
  public List<Figure> figures() {
    return List.of(
        Figure.counts(
            "reasonsGiven", "case", List.of(), List.of("DECLINED", "NOT_FEASIBLE", "NOT_REACHED")));
  }

  @Override
  public String query() {
    return """
        select c.day, 'reasonsGiven' as figure, coalesce(e.outcome_reason, 'noReason') as line,
          c.outcome as col, count(*) as cases
        from closed c join register.exit_case e using (case_number)
        where c.in_scope and c.outcome in ('DECLINED', 'NOT_FEASIBLE', 'NOT_REACHED')
        group by c.day, e.outcome_reason, c.outcome
        """;
  }
}
