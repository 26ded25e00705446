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
        select d.day, 'signposting' as figure, coalesce(s.facts ->> 'wants', 'unknown') as line,
          d.decision as col, count(*) as cases
        from (
          select a.id, (a.happened_at at time zone :zone)::date as day, a.case_number, a.decision
          from register.act a
          where a.process = 'signposting' and a.act = 'completion' and a.decision is not null
            and a.happened_at >= :from and a.happened_at < :until) d
        join register.act s on s.case_number = d.case_number and s.act = 'start'
        where not exists (select from register.act e where e.case_number = d.case_number
          and e.id < d.id and e.act = 'completion' and e.decision is not null)
        group by d.day, line, col
        """;
  }
}
