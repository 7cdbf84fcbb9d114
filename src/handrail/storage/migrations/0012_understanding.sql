-- What was understood of a conversation stands on it; a configuration keeps the file it was written in, comments and all.
-- depends: 0011_search
ALTER TABLE configuration ADD COLUMN source text NOT NULL DEFAULT '';
ALTER TABLE conversation ADD COLUMN moments text[] NOT NULL DEFAULT '{}',
  ADD COLUMN urgency text NOT NULL DEFAULT 'none' CHECK (urgency IN ('none', 'P2', 'P1', 'P0'));
