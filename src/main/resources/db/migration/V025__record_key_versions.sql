-- A record changes its key when the young person has agreed to it: what was not agreed stays behind
-- under the key before, which is destroyed. The record says which key is its own now.
alter table record_keys.record_key
  add column key_id uuid not null default gen_random_uuid(),
  drop constraint record_key_pkey,
  add primary key (key_id);

create index record_key_case on record_keys.record_key (case_number);

-- Null: the record was erased.
alter table record.interview_record add column key_id uuid;

update record.interview_record r set key_id = k.key_id
  from record_keys.record_key k where k.case_number = r.case_number;

-- Keys that are to be destroyed as soon as the transaction that gives them up is committed. The keys
-- lie apart, so a failure in between must not leave one behind.
create table record.key_to_destroy (
  key_id    uuid primary key,
  marked_at timestamptz not null
);

alter table record.read_log drop constraint read_log_event_check;
alter table record.read_log add constraint read_log_event_check
  check (event in ('read', 'refused', 'written', 'agreed', 'destroyed'));
