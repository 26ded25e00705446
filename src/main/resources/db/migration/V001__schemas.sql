create schema register;
create schema record;
create schema outbox;
