-- One row per link that a mail carried: by it somebody without an account answers one waiting step and
-- reaches nothing else. Only the hash is kept, so whoever reads this table cannot use a link.
create table register.reply_link (
  token_hash        bytea primary key,
  task_id           text not null,
  recommendation_id text not null references register.recommendation,
  case_number       text not null,
  owner             text not null,
  made_at           timestamptz not null,
  expires_at        timestamptz not null,
  -- When a new link was last asked for with this one.
  renewed_at        timestamptz,
  answered_at       timestamptz,
  correct_until     timestamptz
);

create index reply_link_task on register.reply_link (task_id);

-- Whose mails do not arrive. The IRO is told once and names another way.
alter table register.recommendation add column owner_not_reached_at timestamptz;
