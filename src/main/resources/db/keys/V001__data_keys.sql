-- One data key per record, wrapped. The table is in a database of its own, so that it is backed up for
-- days only while the ciphertext is backed up for years: destroying a key erases a record.
create table vault_keys.data_key (
  key_id       uuid primary key,
  case_number  text not null,
  wrapped_key  bytea not null,
  -- Which key-encryption key wraps it.
  wrapped_with bigint,
  created_at   timestamptz not null,
  -- Whether a record is known to be kept under it. Such a key is destroyed by name only, never swept up.
  settled      boolean not null default false
);

create index data_key_case on vault_keys.data_key (case_number);
create index data_key_unsettled on vault_keys.data_key (created_at) where not settled;
