-- The annual monitoring report. Its only source is the schema register; nothing here names a child.
create schema report;

-- Figures counted day by day. What a closed case adds never changes, so a year is a sum of days.
create table report.day_count (
  day    date not null,
  figure text not null,
  line   text not null,
  col    text not null,
  cases  bigint not null,
  primary key (day, figure, line, col)
);

-- Days that are counted; a day without any closed case has a row here and none above.
create table report.counted_day (
  day        date primary key,
  counted_at timestamptz not null
);

-- How many working days there were up to and including a day; the difference of two is a waiting time.
create table report.working_day (
  day     date primary key,
  counted integer not null
);

-- What was issued. A correction is a new edition that names the one it corrects.
create table report.edition (
  edition_id   text primary key,
  period       text not null,
  from_day     date not null,
  until_day    date not null,
  number       integer not null,
  corrects     text references report.edition,
  issued_at    timestamptz not null,
  issued_by    text not null,
  content      text not null,
  sha256       text not null,
  unique (period, number)
);

create function report.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'an issued report never changes; issue a new edition';
end;
$$;

create trigger edition_append_only before update or delete or truncate on report.edition
  for each statement execute function report.refuse_change();
