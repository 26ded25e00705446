-- A grant may end by itself, as a safeguarding override does. The seal covers the moment.
alter table record.circulation add column expires_at timestamptz;

alter table record.read_log drop constraint read_log_event_check;
alter table record.read_log add constraint read_log_event_check
  check (event in ('read', 'refused', 'written', 'agreed', 'destroyed', 'overridden', 'ended'));

create index read_log_time on record.read_log (happened_at);
create index read_log_person on record.read_log (person, id);

-- Why somebody keeps the record from being erased: a code, never a sentence.
alter table record.legal_hold add column reason text not null default 'other'
  check (reason in ('court', 'inquiry', 'complaint', 'other'));

-- A child who dies before 18: the record is kept 15 years from then (Children's Homes Regulations
-- 2015, regulation 36).
alter table register.exit_case add column date_of_death date;

-- Overrides used to have no end; what was opened so is closed.
update record.circulation set ended_at = now(), ended_by = 'service'
  where basis = 'safeguarding override' and ended_at is null;
