package org.exitinterview.report;

/**
 * The one place that says which cases the report counts and what it may take from them.
 *
 * <p>A case counts on the day it closed, because from then on nothing about it changes. A case that
 * turned out to be out of scope is counted by its rule and nowhere else. What was said is counted
 * only where the young person was interviewed and did not withdraw, and no part of it that he or
 * she kept from everybody, or for the reviewing officer alone (procedure 13.8: limits on
 * circulation).
 */
final class CasesInScope {

  static final String CLOSED =
      """
        select c.case_number, (c.closed_at at time zone :zone)::date as day, c.outcome,
          c.outcome <> 'OUT_OF_SCOPE' as in_scope,
          c.outcome in ('COMPLETED', 'PARTIAL') as interviewed,
          case when c.outcome in ('COMPLETED', 'PARTIAL') then 'interviewed' else 'notInterviewed'
            end as part,
          case when not c.offered then 'notOffered' when c.accepted then 'agreed'
            else 'notAgreed' end as answer,
          coalesce(c.placement_provider, 'unknown') || ' ' || coalesce(c.home_urn, 'unknown')
            as home,
          coalesce(c.placement_type, 'unknown') as placement_type,
          coalesce(c.placement_provider, 'unknown') as provider,
          coalesce(c.reason_place_change, c.reason_episode_ceased, 'unknown') as reason,
          case c.planned_move when true then 'planned' when false then 'emergency'
            else 'unknown' end as planned,
          extract(year from age(coalesce(c.move_date,
            (c.closed_at at time zone :zone)::date), c.date_of_birth)) as age,
          coalesce(c.scope_rule, c.outcome_reason, 'unknown') as scope_rule
        from register.exit_case c
        where c.outcome is not null and c.closed_at >= :from and c.closed_at < :until
      """;

  /** What happened in them; from {@link #CLOSED} under its name. */
  static final String ACTS =
      """
        select a.id, a.case_number, a.happened_at, a.act, a.process, a.step, a.item, a.decision,
          a.facts
        from closed join register.act a using (case_number)
        where a.act in ('start', 'completion', 'system')
      """;

  /** After {@link #CLOSED}: the latest consideration of each interview, and the limits set. */
  static final String MENTIONS =
      """
      considered as (
        select distinct on (c.case_number) c.day, c.home, c.case_number, a.facts
        from closed_act a join closed c using (case_number)
        where c.interviewed and a.step = :considerContent and a.act = 'completion'
        order by c.case_number, a.id desc),
      limits as (
        select distinct on (a.case_number, l.key) a.case_number, l.key, l.value
        from considered join closed_act a using (case_number)
        cross join lateral jsonb_each_text(a.facts) l
        where a.act = 'completion' and a.step in (:agreeRecord, :decideCirculation)
          and l.key like 'limit%'
        order by a.case_number, l.key, a.id desc),
      mention as (
        select c.day, c.home, t.theme, p.polarity
        from considered c
        cross join (values ('praise', 'praiseThemes'), ('concern', 'concernThemes'),
          ('suggestion', 'suggestionThemes')) p (polarity, key)
        cross join lateral jsonb_array_elements_text(
          case when jsonb_typeof(c.facts -> p.key) = 'array' then c.facts -> p.key
            else '[]' end) t (theme)
        where not exists (select from limits l
          where l.case_number = c.case_number and lower(l.key) = 'limit' || lower(t.theme)
            and l.value in ('nobody', 'onlyTheIro')))
      """;

  private CasesInScope() {}
}
