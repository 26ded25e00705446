-- A sighting is what one concern (or one case, for what a reviewing officer noted) says of one code.
-- It is counted for one pattern and for no second; which, is kept instead of compared by time.
alter table concern.sighting add column source text;
update concern.sighting set source = 'before-' || id;
alter table concern.sighting alter column source set not null;

alter table concern.sighting
  add column counted_for text references concern.pattern on delete cascade;
update concern.sighting s
   set counted_for = (select p.pattern_number from concern.pattern p
                       where p.home_urn = s.home_urn and p.kind = s.kind and p.code = s.code
                         and p.found_at >= s.seen_at
                       order by p.found_at limit 1);

-- New since the radar last looked: between two looks only these homes and codes are counted.
alter table concern.sighting add column fresh boolean not null default true;

create unique index sighting_once on concern.sighting (source, kind, code);
create index sighting_fresh on concern.sighting (home_urn, kind, code) where fresh;
drop index concern.sighting_of_pattern;
create index sighting_to_count on concern.sighting (home_urn, kind, code)
  where counted_for is null;
create index sighting_by_age on concern.sighting (kind, code, seen_at);

-- What a pattern grew from. Whoever must not learn of one of these concerns must not learn of the
-- pattern. Outlives the sightings, which name young people and are forgotten sooner.
create table concern.pattern_source (
  pattern_number text not null references concern.pattern on delete cascade,
  source         text not null,
  primary key (pattern_number, source)
);
create index pattern_by_source on concern.pattern_source (source);
insert into concern.pattern_source
  select distinct counted_for, source from concern.sighting where counted_for is not null;

alter table concern.pattern add column considered_at timestamptz;
