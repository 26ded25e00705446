package org.exitinterview.report;

import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** How the young person took part, in the codes of participation in reviews. */
@Component
@Order(35)
class WaysOfTakingPart implements Indicator {

  @Override
  public List<Figure> figures() {
    return List.of(Figure.counts("tookPart", "case", List.of(), List.of("COMPLETED", "PARTIAL")));
  }

  @Override
  public String query() {
    return """
        , held as (
          select distinct on (c.case_number) c.day, c.outcome, a.facts ->> 'tookPart' as took_part
          from closed_act a join closed c using (case_number)
          where c.interviewed and a.step = :holdInterview and a.act = 'completion'
          order by c.case_number, a.id desc)
        select day, 'tookPart' as figure, coalesce(took_part, 'unknown') as line, outcome as col,
          count(*) as cases
        from held group by day, took_part, outcome
        """;
  }
}
