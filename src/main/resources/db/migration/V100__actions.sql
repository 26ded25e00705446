-- What came of an action: the first day that was promised stays beside a later one, and what the owner
-- said stays apart from what the reviewing officer made of it.
alter table register.recommendation
  add column first_action_by date,
  -- What the owner says; 'dropped' comes with a reason, which lies in the record.
  add column said            text check (said in ('done', 'dropped')),
  add column said_at         timestamptz,
  add column done_on         date,
  add column checked_at      timestamptz,
  add column times_sent_back integer not null default 0;

update register.recommendation set first_action_by = action_by;
