-- One recommendation may be put to several people. Each of them is asked, answers and is tracked by a
-- row of his or her own, which holds the number of the first and points to it.
alter table register.recommendation
  add column shared_with text references register.recommendation;
