-- Every word about or from a young person, encrypted. The keys lie apart, so that they can be backed
-- up for days only while the ciphertext is backed up for years: destroying a key erases a record.
create schema record_keys;

create table record_keys.record_key (
  case_number text primary key,
  wrapped_key bytea not null,
  created_at  timestamptz not null
);

create table record.interview_record (
  case_number text primary key,
  opened_at   timestamptz not null,
  opened_by   text not null
);

-- Append-only by revision: what was written before a correction stays, encrypted.
create table record.section (
  case_number text not null references record.interview_record,
  section     text not null,
  item        text not null default '',
  revision    integer not null,
  ciphertext  bytea not null,
  written_at  timestamptz not null,
  written_by  text not null,
  primary key (case_number, section, item, revision)
);

-- Who may read or write what. The seal is made with the record's own key: a row put in by hand has
-- none, and is worth nothing.
create table record.circulation (
  id          bigint generated always as identity primary key,
  case_number text not null references record.interview_record,
  reader_kind text not null check (reader_kind in ('user', 'group')),
  reader_id   text not null,
  section     text not null,
  item        text,
  access      text not null check (access in ('read', 'write')),
  basis       text not null,
  granted_by  text not null,
  granted_at  timestamptz not null,
  seal        bytea not null,
  ended_at    timestamptz,
  ended_by    text
);

create unique index circulation_in_force
  on record.circulation
    (case_number, reader_kind, reader_id, section, coalesce(item, '*'), access, basis)
  where ended_at is null;

create index circulation_reader on record.circulation (reader_kind, reader_id)
  where ended_at is null;

-- No reference to the record: a refused look at a number that does not exist is logged too.
create table record.read_log (
  id          bigint generated always as identity primary key,
  happened_at timestamptz not null,
  person      text not null,
  case_number text not null,
  section     text not null,
  event       text not null check (event in ('read', 'refused', 'written')),
  basis       text
);

create index read_log_case on record.read_log (case_number, id);

create function record.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'record.read_log is append-only';
end;
$$;

create trigger read_log_append_only before update or delete or truncate on record.read_log
  for each statement execute function record.refuse_change();
