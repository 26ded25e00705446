-- A line that the service did not write has no valid seal; one that was changed no longer fits it.
alter table record.read_log add column entry uuid unique, add column seal bytea;

-- Each line is linked to the one before, a little later and one after the other: a line that is taken
-- away leaves a link behind. Linking is no part of a request, which would wait for every other one.
create table record.read_log_link (
  position  bigint primary key,
  log_id    bigint not null unique,
  hash      bytea not null,
  linked_at timestamptz not null
);

create trigger read_log_link_append_only before update or delete or truncate
  on record.read_log_link for each statement execute function record.refuse_change();

