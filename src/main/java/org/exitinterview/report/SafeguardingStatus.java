package org.exitinterview.report;

import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Concerns that were raised and what was decided; their status only, never their content. */
@Component
@Order(50)
class SafeguardingStatus implements Indicator {

  @Override
  public List<Figure> figures() {
    return List.of(
        Figure.counts(
            "concerns",
            "concern",
            List.of("personInTrust", "significantHarm", "qualityOfCare", "notSure"),
            List.of("referred", "passedToProvider", "noFurtherAction")));
  }

  @Override
  public String query() {
    return """
        select d.day, 'concerns' as figure, coalesce(s.facts ->> 'route', 'unknown') as line,
          d.decision as col, count(*) as cases
        from (
          select a.id, (a.happened_at at time zone :zone)::date as day, a.case_number, a.decision
          from register.act a
          where a.process = 'concern' and a.act = 'completion' and a.decision is not null
            and a.happened_at >= :from and a.happened_at < :until) d
        join register.act s on s.case_number = d.case_number and s.act = 'start'
        where not exists (select from register.act e where e.case_number = d.case_number
          and e.id < d.id and e.act = 'completion' and e.decision is not null)
        group by d.day, line, col
        """;
  }
}
