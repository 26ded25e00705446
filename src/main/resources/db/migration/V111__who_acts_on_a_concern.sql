-- Who was put on the record's list as somebody who acts on the concern; a group or a person.
create table concern.reader (
  concern_number text not null references concern.concern,
  kind           text not null check (kind in ('USER', 'GROUP')),
  reader         text not null,
  primary key (concern_number, kind, reader)
);

-- Which role was alerted of which step, and hears of it again until somebody acts.
create table concern.alerted (
  concern_number text not null references concern.concern,
  step           text not null,
  group_id       text not null,
  alerted_at     timestamptz not null,
  primary key (concern_number, step)
);
