-- What the radar counts: a code, a home, a young person, a day. No words, and nothing is weighed.
create table concern.sighting (
  id          bigint generated always as identity primary key,
  home_urn    text not null,
  kind        text not null check (kind in ('theme', 'staffRole')),
  code        text not null,
  child       text not null,
  seen_at     timestamptz not null
);

create index sighting_of_pattern on concern.sighting (home_urn, kind, code, seen_at);
