-- A case that is paused: the young person is missing, in hospital or in custody. Codes and dates only.
create table register.pause (
  case_number text not null references register.exit_case,
  paused_at   timestamptz not null,
  paused_by   text not null,
  reason      text not null check (reason in ('missing', 'hospital', 'custody', 'other')),
  resume_on   date not null,
  resumed_at  timestamptz,
  primary key (case_number, paused_at)
);

create unique index pause_open on register.pause (case_number) where resumed_at is null;
create index pause_to_end on register.pause (resume_on) where resumed_at is null;
