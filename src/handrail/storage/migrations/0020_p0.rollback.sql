DROP INDEX conversation_p0;
ALTER TABLE alarm DROP COLUMN next_at;
