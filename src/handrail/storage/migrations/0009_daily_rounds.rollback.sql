DELETE FROM round WHERE kind IN ('index', 'notify');
ALTER TABLE round DROP CONSTRAINT round_kind_check,
  ADD CONSTRAINT round_kind_check CHECK (kind IN ('sweep', 'seal', 'forget'));
