-- Files in a record, encrypted with its key like the words; the name of a file is words too.
create table record.file (
  file_id     text primary key,
  case_number text not null references record.interview_record,
  section     text not null,
  item        text not null,
  name        bytea not null,
  content     bytea not null,
  written_at  timestamptz not null,
  written_by  text not null
);

create index file_place on record.file (case_number, section, item);

-- What shows that an action is done: of each file its kind, its size and what the virus scanner said.
create table register.evidence (
  file_id           text primary key,
  recommendation_id text not null references register.recommendation,
  case_number       text not null references register.exit_case,
  kind              text not null,
  bytes             bigint not null,
  state             text not null check (state in ('WAITING', 'CLEAN', 'INFECTED')),
  added_at          timestamptz not null,
  added_by          text not null,
  scanned_at        timestamptz
);

create index evidence_recommendation on register.evidence (recommendation_id);
