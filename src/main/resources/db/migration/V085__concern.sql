create schema concern;

-- One row per concern: codes, ids and times. What was said lies in the record.
create table concern.concern (
  concern_number       text primary key,
  about_case           text not null,
  home_urn             text,
  area                 text not null,
  raised_at            timestamptz not null,
  route                text,
  -- While true, no copy of the record goes to those who ran the home.
  holds_copies         boolean not null default true,
  supervisors_may_know boolean not null default false,
  acknowledged_by      text,
  acknowledged_at      timestamptz,
  outcome              text,
  closed_at            timestamptz
);

create index concern_about_case on concern.concern (about_case);

-- Who must not learn of a concern, decided for each by a person; appended to, never changed.
create table concern.hidden_from (
  concern_number text not null references concern.concern,
  person         text not null,
  decided_by     text not null,
  decided_at     timestamptz not null,
  primary key (concern_number, person)
);

-- Who was told of a concern, when, in which round.
create table concern.told (
  concern_number text not null references concern.concern,
  person         text not null,
  told_at        timestamptz not null
);

create index told_of_concern on concern.told (concern_number, told_at);

-- Who is on duty: a person, for an area or for all ('*'), from a time until before another.
create table concern.duty (
  id       bigint generated always as identity primary key,
  person   text not null,
  area     text not null check (area ~ '^([a-zA-Z]{1,40}|\*)$'),
  -- 1 is told first, 2 when nobody of 1 confirms, and so on.
  place    integer not null check (place between 1 and 9),
  from_at  timestamptz not null,
  until_at timestamptz not null check (until_at > from_at)
);

create index duty_until on concern.duty (until_at);

-- Where a person is reached at once, besides by mail.
create table concern.duty_telephone (
  person    text primary key,
  telephone text not null check (telephone ~ '^\+?[0-9 ]{6,20}$')
);

-- What several young people of one home said: found once, looked at by a person.
create table concern.pattern (
  pattern_number text primary key,
  home_urn      text not null,
  kind          text not null check (kind in ('theme', 'staffRole')),
  code          text not null,
  found_at      timestamptz not null,
  young_people  integer not null,
  unique (home_urn, kind, code, found_at)
);
