package org.exitinterview.report;

import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Notices and endings that led to no interview, by the rule that says so. */
@Component
@Order(15)
class OutOfScope implements Indicator {

  @Override
  public List<Figure> figures() {
    return List.of(Figure.counts("outOfScope", "case", List.of(), List.of("cases")));
  }

  @Override
  public String query() {
    return """
        select day, 'outOfScope' as figure, scope_rule as line, 'cases' as col, count(*) as cases
        from closed where not in_scope group by day, scope_rule
        """;
  }
}
