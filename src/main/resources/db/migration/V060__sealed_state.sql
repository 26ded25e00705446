-- What people decided about a record, as they decided it, encrypted. The register says the same in
-- clear, for reports; whether words are let out is asked here, where nobody else can write.
create table record.sealed_act (
  case_number text not null references record.interview_record,
  position    integer not null,
  act         bytea not null,
  primary key (case_number, position)
);

-- Seals the circulation list and the sealed acts of a record as a whole: a row that is missing, or
-- back again, is noticed. Whatever ends changes the key too, so an old seal does not fit either.
alter table record.interview_record add column state_seal bytea;
