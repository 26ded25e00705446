package org.exitinterview.report;

import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What came of recommendations by theme, and how young people were told. */
@Component
@Order(80)
class WhatChanged implements Indicator {

  @Override
  public List<Figure> figures() {
    return List.of(
        Figure.counts(
            "changes",
            "recommendation",
            List.of(
                "arriving",
                "dailyLife",
                "people",
                "safe",
                "rules",
                "family",
                "growingUp",
                "beingHeard",
                "moving",
                "goodThings",
                "better",
                "closing"),
            List.of("DONE", "DROPPED", "REFUSED", "NOT_ANSWERED")),
        Figure.counts(
            "letters",
            "letter",
            List.of("byHand", "post", "email", "message", "recording", "throughSocialWorker"),
            List.of("letter", "whatChanged")));
  }

  @Override
  public String query() {
    return """
        select c.day, 'changes' as figure, t.theme as line, coalesce(r.outcome, 'open') as col,
          count(*) as cases
        from closed c join register.recommendation r using (case_number)
        cross join lateral unnest(r.themes) t (theme)
        where c.in_scope group by c.day, t.theme, r.outcome
        union all
        select l.day, 'letters', coalesce(l.facts ->> l.channel, 'unknown'), l.col, count(*)
        from (
          select distinct on (c.case_number, a.step) c.day, a.facts,
            case a.step when :writeToYoungPerson then 'channel' else 'whatChangedChannel' end as channel,
            case a.step when :writeToYoungPerson then 'letter' else 'whatChanged' end as col
          from closed_act a join closed c using (case_number)
          where c.in_scope and a.act = 'completion' and a.step in (:writeToYoungPerson, :tellWhatChanged)
          order by c.case_number, a.step, a.id desc) l
        group by l.day, l.facts ->> l.channel, l.col
        """;
  }
}
