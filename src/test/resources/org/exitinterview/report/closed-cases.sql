-- Closed cases of ten years, :first to :last, with what the steps of a case leave in the register, and
-- the same cases as the engine's own history would hold them. Spread as an authority knows it: about six
-- in ten are interviewed, some homes have many leavers, most steps take days and some take weeks.
-- No triggers: a register fills one act at a time.
set local session_replication_role = replica;

create temporary table made as
select r.*, 'BM-' || n as case_number,
  closed_at - make_interval(days => 25 + (power(r.slow, 3) * 60)::int) as opened_at,
  case when r.luck < 0.05 then 'OUT_OF_SCOPE' when r.luck < 0.55 then 'COMPLETED'
    when r.luck < 0.62 then 'PARTIAL' when r.luck < 0.82 then 'DECLINED'
    when r.luck < 0.86 then 'WITHDRAWN' when r.luck < 0.9 then 'NOT_FEASIBLE'
    when r.luck < 0.96 then 'NOT_REACHED' else 'NOT_OFFERED' end as outcome
from (
  select n, random() as luck, random() as slow, random() as age, (power(random(), 2) * 3500)::int as home,
    now() - interval '1 day' - random() * interval '3650 days' as closed_at
  from generate_series(:first, :last) n) r (n, luck, slow, age, home, closed_at);

insert into register.exit_case (case_number, child, date_of_birth, home_urn, placement_type,
  placement_provider, placed_on, move_date, planned_move, reason_place_change, source, opened_at,
  social_worker, iro, interviewer, scope_rule, offered, accepted, outcome, closed_at)
select case_number, 'C' || n, opened_at::date - (2600 + age * 3800)::int, 'SC' || (100000 + home),
  (array['K2', 'K2', 'K2', 'K1', 'R1'])[1 + home % 5], (array['PR1', 'PR4', 'PR4', 'PR5'])[1 + home % 4],
  opened_at::date - 300, opened_at::date + 7, case n % 9 when 0 then null else n % 3 > 0 end,
  (array['CARPL', 'CHILD', 'LAREQ', 'CREQB', 'STAND', 'CLOSE', 'OTHER'])[1 + n % 7], 'notice', opened_at,
  'worker' || n % 400, 'iro' || n % 60, 'interviewer' || n % 40, 'children''s home',
  outcome <> 'NOT_OFFERED', outcome in ('COMPLETED', 'PARTIAL'), outcome, closed_at
from made;

-- Step k of a case ends at about its share of the way from the opening to the close.
create temporary table made_step as
select m.n, m.case_number, s.k, s.step, s.decision, m.outcome,
  m.opened_at + (m.closed_at - m.opened_at) * ((s.k - 1) / 9.0) as began_at,
  m.opened_at + (m.closed_at - m.opened_at) * (s.k / 9.0) as ended_at,
  case s.step
    when 'userTask_allocateInterviewer' then jsonb_build_object('worksAtHome',
      case when m.n % 6 = 0 then 'yes' else 'no' end, 'inCaseLine', 'no')
    when 'userTask_holdInterview' then jsonb_build_object('tookPart', 'PN' || 1 + m.n % 6)
    when 'userTask_agreeRecord' then jsonb_build_object('limitSafe', 'nobody', 'limitPeople', 'everybodyNamed')
    when 'userTask_considerContent' then jsonb_build_object(
      'praiseThemes', jsonb_build_array('people', (array['safe', 'rules', 'family'])[1 + m.n % 3]),
      'concernThemes', jsonb_build_array((array['safe', 'moving', 'dailyLife'])[1 + m.n % 3]),
      'suggestionThemes', case when m.n % 2 = 0 then jsonb_build_array('rules') else '[]' end)
    when 'userTask_decideCirculation' then jsonb_build_object('shareWithHome',
      (array['full', 'extract', 'none'])[1 + m.n % 3], 'shareWithYoungPerson', 'full',
      'limitSafe', 'onlyTheIro', 'limitPeople', 'everybodyNamed')
    when 'userTask_writeToYoungPerson' then jsonb_build_object('channel', 'post')
    else '{}' end as facts
from made m
cross join lateral (values (1, 'userTask_screenNotice', 'offer'), (2, 'userTask_seekAgreement', 'given'),
  (3, 'userTask_allocateInterviewer', 'allocated'), (4, 'userTask_arrangeAppointment', 'agreed'),
  (5, 'userTask_holdInterview', 'held'), (6, 'userTask_agreeRecord', 'agreed'),
  (7, 'userTask_considerContent', 'recommend'), (8, 'userTask_decideCirculation', 'release'),
  (9, 'userTask_writeToYoungPerson', null)) s (k, step, decision)
where s.k <= case when m.outcome in ('COMPLETED', 'PARTIAL') then 9 when m.outcome = 'OUT_OF_SCOPE' then 1
  else 2 end;

insert into register.act (happened_at, person, act, process, case_number, step, task_id, decision, facts)
select happened_at, 'worker' || n % 400, act, 'exit-interview', case_number, step, task_id, decision, facts
from (
  select n, 0 as k, opened_at as happened_at, 'start' as act, case_number, 'startEvent_noticeReceived' as step,
    null::text as task_id, null::text as decision, '{}'::jsonb as facts
  from made
  union all
  select n, k, began_at, 'claim', case_number, step, case_number || k, null, '{}' from made_step where k in (2, 7)
  union all
  select n, k, ended_at, 'completion', case_number, step, case_number || k, decision, facts from made_step) a
order by n, k, happened_at, act;

insert into register.recommendation (recommendation_id, case_number, owner, themes, polarity, priority,
  number, made_on, answer_by, sent_at, answer, answered_at, outcome, closed_at)
select case_number || 'R', case_number, 'owner' || n % 300, array['safe'], 'concern',
  (array['high', 'normal', 'low'])[1 + n % 3], 1, began_at::date, began_at::date + 14, began_at,
  case n % 4 when 0 then null when 1 then 'refused' else 'accepted' end,
  case n % 4 when 0 then null else ended_at end,
  case n % 4 when 0 then 'NOT_ANSWERED' when 1 then 'REFUSED' else 'DONE' end, ended_at
from made_step where k = 7 and n % 3 = 0;

insert into register.act (happened_at, person, act, process, case_number, step, decision, facts)
select closed_at - make_interval(hours => 9 - 8 * k), 'safeguarding', case k when 0 then 'start' else 'completion' end,
  process, 'BX-' || process || n, case k when 0 then 'startEvent_raised' else 'userTask_decide' end,
  case k when 0 then null else decision end, case k when 0 then facts else '{}' end
from made cross join generate_series(0, 1) k
cross join lateral (values ('concern', 'referred', jsonb_build_object('route', 'qualityOfCare')),
  ('signposting', 'madeContact', jsonb_build_object('wants', 'advocacy'))) c (process, decision, facts)
where n % 30 = 0
order by n, process, k;

insert into register.placement_ending (child, placed_on, ended_on, source, placement_type,
  placement_provider, home_urn, reason_episode_ceased, reason_place_change, next_reason_for_episode,
  next_placement_type, scope, rule, sensitive, status, case_number, reported_by, reported_at, changed_at)
select 'C' || n, opened_at::date - 300, opened_at::date + 7, 'return', 'K2', 'PR1', 'SC' || (100000 + home),
  'X1', 'CARPL', 'P', 'U1', 'inScope', 'left a home', false,
  'opened', case when n % 20000 = 0 then null else case_number end, 'rosa.service', opened_at, opened_at
from made;

insert into act_hi_procinst (id_, proc_inst_id_, business_key_, proc_def_key_, proc_def_id_, start_time_,
  end_time_, duration_, start_act_id_, end_act_id_, state_, root_proc_inst_id_)
select case_number, case_number, case_number, 'exit-interview', 'exit-interview:1:1', opened_at at time zone 'UTC',
  closed_at at time zone 'UTC', 0, 'startEvent_noticeReceived', 'endEvent_' || lower(outcome), 'COMPLETED', case_number
from made;

insert into act_hi_taskinst (id_, task_def_key_, proc_def_key_, proc_def_id_, root_proc_inst_id_, proc_inst_id_,
  execution_id_, name_, assignee_, start_time_, end_time_, duration_, delete_reason_, priority_)
select case_number || k, step, 'exit-interview', 'exit-interview:1:1', case_number, case_number, case_number,
  step, 'worker' || n % 400, began_at at time zone 'UTC', ended_at at time zone 'UTC', 0, 'completed', 50
from made_step;

set local session_replication_role = origin;

drop table made;
drop table made_step;
