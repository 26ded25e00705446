alter table record.read_log drop constraint read_log_event_check;
alter table record.read_log add constraint read_log_event_check
  check (event in ('read', 'refused', 'written', 'agreed', 'destroyed', 'overridden'));
