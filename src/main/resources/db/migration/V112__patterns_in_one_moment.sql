-- What belongs to a pattern is kept with it, so its time need not tell it from another.
alter table concern.pattern drop constraint pattern_home_urn_kind_code_found_at_key;
create index pattern_of_home on concern.pattern (home_urn, kind, code, found_at);
