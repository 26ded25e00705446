-- What a day adds up to is kept only as long as nothing of it changes: a change of a case that is closed,
-- in whatever way it comes about, takes the mark of its day away in the same transaction, and the day is
-- counted anew when it is asked for.
drop table report.counted_day;
drop table report.day_count;

-- A span is a day, or a calendar month of which every day is kept. Its row here is its mark.
create table report.span (
  first_day  date not null,
  last_day   date not null,
  -- In the authority's zone: first moment, and first moment after it.
  from_at    timestamptz not null,
  until_at   timestamptz not null,
  -- A digest of the queries that counted; another release may count otherwise.
  way        text not null,
  counted_at timestamptz not null,
  primary key (first_day, last_day)
);

create index span_moments on report.span (from_at, until_at);

create table report.span_count (
  first_day date not null,
  last_day  date not null,
  figure    text not null,
  line      text not null,
  col       text not null,
  cases     bigint not null,
  primary key (first_day, last_day, figure, line, col)
);

-- Everybody who writes holds this lock together until the end of the transaction; whoever counts and
-- marks days waits for them and has it alone. So no change falls between the counting and the mark.
create function report.one_writes() returns void language sql as $$
  select pg_advisory_xact_lock_shared(8118)
$$;

create function report.count_again(moment timestamptz) returns void language sql as $$
  delete from report.span where from_at <= moment and until_at > moment
$$;

create function report.case_changed() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.closed_at is not null then
    perform report.one_writes();
    perform report.count_again(old.closed_at);
  end if;
  if tg_op <> 'DELETE' and new.closed_at is not null then
    perform report.one_writes();
    perform report.count_again(new.closed_at);
  end if;
  return null;
end;
$$;

create function report.part_of_case_changed() returns trigger language plpgsql as $$
declare
  closed timestamptz;
begin
  perform report.one_writes();
  select closed_at into closed from register.exit_case
    where case_number = case when tg_op = 'DELETE' then old.case_number else new.case_number end;
  if closed is not null then
    perform report.count_again(closed);
  end if;
  return null;
end;
$$;

-- Concerns and wishes count on their own day, so an act of theirs is a change of its day too.
create function report.act_added() returns trigger language plpgsql as $$
declare
  closed timestamptz;
begin
  perform report.one_writes();
  select closed_at into closed from register.exit_case where case_number = new.case_number;
  perform report.count_again(coalesce(closed, new.happened_at));
  return null;
end;
$$;

create function report.calendar_changed() returns trigger language plpgsql as $$
begin
  delete from report.span;
  return null;
end;
$$;

create trigger exit_case_counts after insert or update or delete on register.exit_case
  for each row execute function report.case_changed();
create trigger recommendation_counts after insert or update or delete on register.recommendation
  for each row execute function report.part_of_case_changed();
create trigger act_counts after insert on register.act
  for each row execute function report.act_added();
-- Other closing days are other waiting times; days that are only added change nothing.
create trigger working_day_counts after update on report.working_day
  for each row when (old.counted <> new.counted) execute function report.calendar_changed();

-- Concerns and wishes are counted by the day of their decision; all other acts by their case.
create index act_beside_cases on register.act (process, happened_at)
  where process in ('concern', 'signposting');
