-- Each wish to complain or for an advocate, and what came of it: codes and dates only. Linked to the
-- case by its number and never merged with it.
create table register.signposting (
  number      text primary key,
  about_case  text not null references register.exit_case,
  wish        text not null check (wish in ('complaint', 'advocacy')),
  -- The step it was asked in; the start form of its own where somebody passed it on by hand.
  asked_in    text not null,
  asked_by    text not null,
  asked_at    timestamptz not null,
  -- The young person wants the interview to wait until somebody has been in touch.
  waits       boolean not null,
  started_at  timestamptz,
  outcome     text check (outcome in ('madeContact', 'declinedContact')),
  ended_at    timestamptz,
  -- While set and not ended, the case is paused because of it.
  paused_at   timestamptz,
  resumed_at  timestamptz
);

create index signposting_about_case on register.signposting (about_case);
create index signposting_to_do on register.signposting (asked_at)
  where started_at is null or (waits and resumed_at is null);

alter table register.pause drop constraint pause_reason_check;
alter table register.pause add constraint pause_reason_check
  check (reason in ('missing', 'hospital', 'custody', 'other', 'helpFirst'));
