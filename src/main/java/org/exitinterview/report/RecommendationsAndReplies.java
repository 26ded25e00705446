package org.exitinterview.report;

import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Recommendations by what was answered and what became of them, and by when they were answered. */
@Component
@Order(70)
class RecommendationsAndReplies implements Indicator {

  @Override
  public List<Figure> figures() {
    return List.of(
        Figure.counts(
            "recommendations",
            "recommendation",
            List.of("accepted", "acceptedInPart", "refused", "noAnswer"),
            List.of("DONE", "DROPPED", "REFUSED", "NOT_ANSWERED")),
        Figure.counts(
            "replies",
            "recommendation",
            List.of("high", "normal", "low"),
            List.of("onTime", "late", "noAnswer")));
  }

  @Override
  public String query() {
    return """
        select c.day, g.figure, g.line, g.col, count(*) as cases
        from closed c join register.recommendation r using (case_number)
        cross join lateral (values
          ('recommendations', coalesce(r.answer, 'noAnswer'), coalesce(r.outcome, 'open')),
          ('replies', coalesce(r.priority, 'unknown'),
            case when r.answered_at is null then 'noAnswer'
              when r.answer_by is null or (r.answered_at at time zone :zone)::date <= r.answer_by
              then 'onTime' else 'late' end)) g (figure, line, col)
        where c.in_scope group by c.day, g.figure, g.line, g.col
        """;
  }
}
