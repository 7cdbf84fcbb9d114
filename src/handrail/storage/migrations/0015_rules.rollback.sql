ALTER TABLE configuration DROP COLUMN because, DROP COLUMN rolled_back_to;
