package org.exitinterview.report;

import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Working days that each step waited for the person whose turn it was. */
@Component
@Order(20)
class TimelinessOfSteps implements Indicator {

  @Override
  public List<Figure> figures() {
    return List.of(new Figure("waiting", "step", Figure.Kind.WAITING, List.of(), List.of()));
  }

  @Override
  public String query() {
    return """
        , step as (
          select c.day, a.step, a.act, a.happened_at,
            coalesce(lag(a.happened_at) over (
              partition by a.case_number, a.process, case when a.process = :recommendation then a.item end
              order by a.id), r.sent_at) as waits_since
          from closed_act a join closed c using (case_number)
          left join register.recommendation r
            on a.process = :recommendation and r.recommendation_id = a.item
          where c.in_scope and a.act in ('start', 'completion'))
        select s.day, 'waiting' as figure, s.step as line,
          least(99, greatest(0, u.counted - f.counted))::text as col, count(*) as cases
        from step s
        join report.working_day f on f.day = (s.waits_since at time zone :zone)::date
        join report.working_day u on u.day = (s.happened_at at time zone :zone)::date
        where s.act = 'completion'
        group by s.day, s.step, least(99, greatest(0, u.counted - f.counted))
        """;
  }
}
