-- Which key of the key file wraps the record's key; null: the file had one key only.
alter table record_keys.record_key add column wrapped_with bigint;

-- What is left of an erased record: that there was one, and when it went.
alter table record.interview_record
  add column erased_at timestamptz,
  add column erased_by text,
  -- The day on which the last backup of the keys that could still hold its key has expired.
  add column erasure_complete_on date;

-- A court, an inquiry or a complaint needs the record: nobody may erase it meanwhile.
create table record.legal_hold (
  id          bigint generated always as identity primary key,
  case_number text not null references record.interview_record,
  placed_at   timestamptz not null,
  placed_by   text not null,
  released_at timestamptz,
  released_by text
);

create unique index legal_hold_in_force on record.legal_hold (case_number)
  where released_at is null;
