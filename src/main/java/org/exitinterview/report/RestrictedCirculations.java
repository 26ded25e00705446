package org.exitinterview.report;

import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Who received the record in full, in part or not at all, and why circulation was held. */
@Component
@Order(90)
class RestrictedCirculations implements Indicator {

  @Override
  public List<Figure> figures() {
    return List.of(
        Figure.counts(
            "circulation",
            "interview",
            List.of(
                "shareWithYoungPerson",
                "shareWithServiceManager",
                "shareWithSocialWorker",
                "shareWithHome",
                "shareWithProvider"),
            List.of("full", "extract", "none")),
        Figure.counts(
            "held",
            "decision",
            List.of("safeguarding", "police", "youngPerson", "clarify", "other"),
            List.of("cases")));
  }

  @Override
  public String query() {
    return """
        , decided as (
          select c.day, c.case_number, a.id, a.decision, a.facts
          from closed_act a join closed c using (case_number)
          where c.in_scope and a.step = :decideCirculation and a.act = 'completion')
        select l.day, 'circulation' as figure, f.key as line, f.value as col, count(*) as cases
        from (select distinct on (case_number) day, facts from decided
          order by case_number, id desc) l
        cross join lateral jsonb_each_text(l.facts) f
        where f.key like 'shareWith%' and f.value is not null
        group by l.day, f.key, f.value
        union all
        select day, 'held', coalesce(facts ->> 'holdReason', 'unknown'), 'cases', count(*)
        from decided where decision = 'hold' group by day, facts ->> 'holdReason'
        """;
  }
}
