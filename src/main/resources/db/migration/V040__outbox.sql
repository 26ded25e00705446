-- What people are to be told, written in the transaction of the step that causes it. Ids and codes only.
create table outbox.message (
  id             bigint generated always as identity primary key,
  recipient_kind text not null check (recipient_kind in ('USER', 'GROUP')),
  recipient_id   text not null,
  notice         text not null,
  case_number    text not null,
  task_id        text,
  created_at     timestamptz not null,
  -- When the people behind the recipient were looked up; a group that was empty then says so.
  addressed_at   timestamptz,
  failure        text check (failure in ('NOBODY_IN_GROUP'))
);

create index message_to_address on outbox.message (id) where addressed_at is null;

-- One mail per person told. The id is the mail's Message-ID, the same in every attempt.
create table outbox.mail (
  id              uuid primary key default gen_random_uuid(),
  message_id      bigint not null references outbox.message on delete cascade,
  person          text not null,
  attempts        integer not null default 0,
  -- Null when there is nothing left to try: sent, or failed for good.
  next_attempt_at timestamptz,
  sent_at         timestamptz,
  -- The kind of the latest failure, never its text: a server's answer repeats addresses.
  failure         text,
  unique (message_id, person)
);

create index mail_to_send on outbox.mail (next_attempt_at) where next_attempt_at is not null;
create index mail_of_person on outbox.mail (person);

-- What an administrator has to look at.
create view outbox.undelivered as
  select m.id as message_id, coalesce(mail.person, m.recipient_id) as recipient, m.notice, m.case_number,
         m.created_at, coalesce(mail.attempts, 0) as attempts, mail.next_attempt_at,
         coalesce(mail.failure, m.failure) as failure
    from outbox.message m
    left join outbox.mail mail on mail.message_id = m.id
   where mail.sent_at is null and coalesce(mail.failure, m.failure) is not null;
