-- A report on its way: its figures are drawn up, its words lie in the record under its number.
create table report.draft (
  report_number text primary key,
  period        text not null,
  from_day      date not null,
  until_day     date not null,
  drawn_up_at   timestamptz not null,
  content       text not null
);

-- What was promised for the year after; the words lie in the record of the report.
create table report.action (
  action_id     text primary key,
  report_number text not null references report.draft,
  owner         text not null,
  due_on        date,
  outcome       text check (outcome in ('done', 'dropped')),
  closed_on     date
);

create index action_report on report.action (report_number);
