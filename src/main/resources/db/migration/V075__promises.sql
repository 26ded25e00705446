-- Every recommendation is a promise to the young person: to hear what was recommended, and later what
-- changed. A case does not close before both have ended in one of three ways.
create table register.promise (
  recommendation_id text primary key references register.recommendation,
  case_number       text not null references register.exit_case,
  made_at           timestamptz not null,
  -- The letter with thanks and feedback.
  feedback          text check (feedback in ('TOLD', 'OPTED_OUT', 'NOT_DELIVERED')),
  feedback_at       timestamptz,
  -- The second letter: what changed.
  change            text check (change in ('TOLD', 'OPTED_OUT', 'NOT_DELIVERED')),
  change_at         timestamptz
);

create index promise_case on register.promise (case_number);
create index promise_untold on register.promise (case_number) where feedback is null or change is null;
