-- What somebody has typed into the form of a task and not sent yet, encrypted with the record's key.
create table record.draft (
  task_id     text not null,
  person      text not null,
  case_number text not null references record.interview_record,
  item        text not null,
  key_id      uuid not null,
  ciphertext  bytea not null,
  saved_at    timestamptz not null,
  primary key (task_id, person)
);

create index draft_case on record.draft (case_number);

-- A record that gets another key, or loses it, leaves nothing behind under the key before: whoever
-- changes the key, and in whatever way. Who wants to keep drafts puts them back under the new one.
create function record.drop_drafts() returns trigger language plpgsql as $$
begin
  delete from record.draft where case_number = new.case_number;
  return null;
end;
$$;

create trigger drafts_go_with_the_key after update of key_id on record.interview_record
  for each row when (old.key_id is distinct from new.key_id)
  execute function record.drop_drafts();
