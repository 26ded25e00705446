-- Messages that go another way than by mail, to people who must know within minutes.
create table outbox.urgent (
  id              uuid primary key default gen_random_uuid(),
  person          text not null,
  telephone       text not null,
  case_number     text not null,
  created_at      timestamptz not null,
  attempts        integer not null default 0,
  next_attempt_at timestamptz,
  sent_at         timestamptz,
  failure         text
);

create index urgent_to_send on outbox.urgent (next_attempt_at) where next_attempt_at is not null;
