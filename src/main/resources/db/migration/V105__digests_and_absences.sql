-- A mail that tells one person of several things. Its id is the Message-ID.
create table outbox.digest (
  id              uuid primary key default gen_random_uuid(),
  person          text not null,
  created_at      timestamptz not null,
  attempts        integer not null default 0,
  next_attempt_at timestamptz,
  sent_at         timestamptz,
  failure         text
);

create index digest_to_send on outbox.digest (next_attempt_at) where next_attempt_at is not null;
create index digest_of_person on outbox.digest (person, created_at);

-- Null for a thing that is told in a mail of its own.
alter table outbox.mail add column digest_id uuid references outbox.digest;
create index mail_of_digest on outbox.mail (digest_id) where digest_id is not null;

-- Whether it goes out at once, also at night and on days nobody works.
alter table outbox.message add column at_once boolean not null default false;

-- Who is away from which day to which, both included, and who stands in. Days and user ids only.
create table register.absence (
  id          bigint generated always as identity primary key,
  person      text not null,
  deputy      text not null,
  from_day    date not null,
  until_day   date not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  -- The person came back earlier than thought.
  ended_at    timestamptz,
  ended_by    text,
  check (until_day >= from_day),
  check (person <> deputy)
);

create index absence_of_person on register.absence (person, until_day) where ended_at is null;
create index absence_of_deputy on register.absence (deputy, until_day) where ended_at is null;

-- Which step a deputy has for whom. It is given back when the absence ends.
create table register.stand_in (
  task_id     text not null,
  absence_id  bigint not null references register.absence,
  case_number text not null,
  deputy      text not null,
  -- Whether the step was the absent person's own; otherwise it goes back to the team.
  own         boolean not null,
  began_at    timestamptz not null,
  ended_at    timestamptz,
  primary key (task_id, absence_id)
);

create index stand_in_open on register.stand_in (absence_id) where ended_at is null;
