package org.exitinterview.report;

import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Young people who wanted to complain or wanted an advocate, and whether contact was made. */
@Component
@Order(60)
class ComplaintsAndAdvocacy implements Indicator {

  @Override
  public List<Figure> figures() {
    return List.of(
        Figure.counts(
            "signposting",
            "wish",
            List.of("complaint", "advocacy"),
            List.of("madeContact", "declinedContact")));
  }

  @Override
  public String query() {
    return """
        , handed as (
          select distinct on (a.case_number) (a.happened_at at time zone :zone)::date as day,
            a.happened_at, a.case_number, a.decision
          from register.act a
          where a.process = :signposting and a.act = 'completion' and a.decision is not null
          order by a.case_number, a.id)
        select h.day, 'signposting' as figure, coalesce(s.facts ->> 'wants', 'unknown') as line,
          h.decision as col, count(*) as cases
        from handed h
        join register.act s on s.case_number = h.case_number and s.act = 'start'
        where h.happened_at >= :from and h.happened_at < :until
        group by h.day, line, col
        """;
  }
}
