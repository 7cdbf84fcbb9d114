ALTER TABLE configuration DROP COLUMN source;
ALTER TABLE conversation DROP COLUMN moments, DROP COLUMN urgency;
