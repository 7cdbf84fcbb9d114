REVOKE UPDATE (key) ON effect FROM handrail_app;
DROP INDEX effect_in_doubt;
ALTER TABLE effect DROP COLUMN undoes, DROP COLUMN actor, DROP COLUMN tries;
