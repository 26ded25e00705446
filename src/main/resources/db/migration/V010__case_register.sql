-- One row per case: SSDA903 codes, dates, outcome. No name, no address, no sentence anybody typed.
create table register.exit_case (
  case_number          text primary key,
  child                text not null,
  date_of_birth        date,
  home_urn             text,
  placement_type       text,
  placement_provider   text,
  placed_on            date,
  move_date            date,
  planned_move         boolean,
  reason_place_change  text,
  reason_episode_ceased text,
  sensitive            boolean not null default false,
  source               text not null check (source in ('notice', 'return')),
  opened_at            timestamptz not null,
  social_worker        text,
  iro                  text,
  interviewer          text,
  scope_rule           text,
  offered              boolean not null default false,
  accepted             boolean not null default false,
  outcome              text check (outcome in ('COMPLETED', 'PARTIAL', 'DECLINED', 'WITHDRAWN',
                         'NOT_FEASIBLE', 'NOT_REACHED', 'NOT_OFFERED', 'OUT_OF_SCOPE')),
  outcome_reason       text,
  closed_at            timestamptz,
  retain_until         date
);

create index exit_case_child on register.exit_case (child);
create index exit_case_home on register.exit_case (home_urn);
create index exit_case_social_worker on register.exit_case (social_worker) where outcome is null;
create index exit_case_iro on register.exit_case (iro) where outcome is null;
create index exit_case_interviewer on register.exit_case (interviewer) where outcome is null;
create index exit_case_closed on register.exit_case (closed_at);

-- One row per act of a person: who did what, when, in which step. The engine's history may go, this stays.
create table register.act (
  id          bigint generated always as identity primary key,
  happened_at timestamptz not null,
  person      text not null,
  act         text not null check (act in ('start', 'claim', 'hand-over', 'release', 'completion', 'system')),
  process     text not null,
  case_number text not null,
  step        text not null,
  task_id     text,
  item        text,
  decision    text,
  facts       jsonb not null default '{}'
);

create index act_case on register.act (case_number, id);

create table register.recommendation (
  recommendation_id text primary key,
  case_number       text not null references register.exit_case,
  owner             text not null,
  themes            text[] not null default '{}',
  polarity          text,
  severity          text,
  priority          text,
  number            integer not null,
  made_on           date not null,
  answer_by         date,
  sent_at           timestamptz,
  answer            text,
  answered_at       timestamptz,
  action_by         date,
  outcome           text check (outcome in ('DONE', 'DROPPED', 'REFUSED', 'NOT_ANSWERED')),
  closed_at         timestamptz
);

create index recommendation_case on register.recommendation (case_number, number);
create index recommendation_owner on register.recommendation (owner) where outcome is null;

create function register.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'register.act is append-only';
end;
$$;

create trigger act_append_only before update or delete or truncate on register.act
  for each statement execute function register.refuse_change();
