package org.exitinterview.report;

import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Interviewers, their independence and the conflicts they declared. */
@Component
@Order(100)
class InterviewerPool implements Indicator {

  @Override
  public List<Figure> figures() {
    return List.of(
        Figure.counts(
            "independence",
            "allocation",
            List.of("noConflict", "conflict", "noneFree"),
            List.of("cases")),
        new Figure("interviewers", "interview", Figure.Kind.INTERNAL, List.of(), List.of("cases")));
  }

  @Override
  public String query() {
    return """
        , step as (
          select c.day, a.step, a.decision, a.facts
          from closed_act a join closed c using (case_number)
          where c.in_scope and a.act = 'completion')
        select day, 'independence' as figure, g.line, 'cases' as col, count(*) as cases
        from step
        cross join lateral (select case
          when step = :allocateInterviewer and decision = 'noneFree' then 'noneFree'
          when step = :allocateInterviewer and 'yes' in (facts ->> 'employedByAuthority',
            facts ->> 'worksAtHome', facts ->> 'inCaseLine', facts ->> 'declaredConflict') then 'conflict'
          when step = :arrangeAppointment and decision = 'conflict' then 'conflict'
          when step = :allocateInterviewer then 'noConflict' end) g (line)
        where g.line is not null group by day, g.line
        union all
        select c.day, 'interviewers', e.interviewer, 'cases', count(*)
        from closed c join register.exit_case e using (case_number)
        where c.interviewed and e.interviewer is not null group by c.day, e.interviewer
        """;
  }
}
