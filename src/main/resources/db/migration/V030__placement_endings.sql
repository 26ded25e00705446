-- One row per ended children's home placement that somebody reported. The natural key is the child and
-- the first day (DECOM), so the same return twice, or two at once, cannot double it.
create table register.placement_ending (
  id                       bigint generated always as identity primary key,
  child                    text not null,
  placed_on                date not null,
  ended_on                 date,
  source                   text not null check (source in ('notice', 'return')),
  placement_type           text not null,
  placement_provider       text not null,
  home_urn                 text not null,
  reason_episode_ceased    text not null,
  reason_place_change      text not null,
  next_reason_for_episode  text not null,
  next_placement_type      text not null,
  date_of_birth            date,
  scope                    text not null check (scope in ('inScope', 'outOfScope')),
  rule                     text not null,
  sensitive                boolean not null,
  -- to-open and to-withdraw are promises: committed first, kept by one transaction per case.
  status                   text not null check (status in
                             ('to-open', 'opened', 'known', 'out-of-scope', 'to-withdraw', 'withdrawn')),
  case_number              text references register.exit_case,
  withdrawal_reason        text,
  reported_by              text not null,
  reported_at              timestamptz not null,
  changed_at               timestamptz not null,
  unique (child, placed_on)
);

create index placement_ending_case on register.placement_ending (case_number);
create index placement_ending_waiting on register.placement_ending (id)
  where status in ('to-open', 'to-withdraw');
