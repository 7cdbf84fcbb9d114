-- Two more rounds of the worker whose trouble should be seen: the search index, and mail to the team.
-- depends: 0006_daily_work 0007_spine_gaps

ALTER TABLE round DROP CONSTRAINT round_kind_check,
  ADD CONSTRAINT round_kind_check CHECK (kind IN ('sweep', 'seal', 'forget', 'index', 'notify'));
