-- Who may see what: what the young person said, what was decided and confirmed, what was taken back
-- since. Sealed with the record's own key, like the circulation list that follows from it: codes and
-- ids only, never a word.
create table record.circulation_decision (
  id          bigint generated always as identity primary key,
  case_number text not null references record.interview_record,
  kind        text not null
    check (kind in ('marked', 'asked', 'confirmed', 'released', 'narrowed')),
  statement   text not null,
  made_by     text not null,
  made_at     timestamptz not null,
  seal        bytea not null
);

create index circulation_decision_case on record.circulation_decision (case_number, id);
