-- In what role somebody was asked to act, at the time; people change their roles.
create table register.owner_role (
  recommendation_id text primary key,
  role              text not null
);
