-- Up to which turn a conversation was read for moments; turns that no decision reads are read by themselves.
-- depends: 0012_understanding
ALTER TABLE conversation ADD COLUMN noticed_turn bigint NOT NULL DEFAULT 0;
