-- Whoever publishes a configuration may say why, and a version that brings back an earlier one says which.
-- depends: 0012_understanding
ALTER TABLE configuration ADD COLUMN because text NOT NULL DEFAULT '', ADD COLUMN rolled_back_to int;
