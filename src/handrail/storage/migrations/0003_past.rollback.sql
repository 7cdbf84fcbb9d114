DROP INDEX decision_in_order;
REVOKE UPDATE (routing) ON handoff FROM handrail_app;
ALTER TABLE message DROP CONSTRAINT system_speaks_only_catalogue_texts, DROP CONSTRAINT people_are_named;
ALTER TABLE message
  ADD CONSTRAINT system_speaks_only_catalogue_texts CHECK ((author_kind = 'system') = (text_id IS NOT NULL) AND (text_id IS NULL OR body IS NULL)),
  ADD CONSTRAINT people_are_named CHECK (author_kind <> 'agent' OR author_id IS NOT NULL);
ALTER TABLE message DROP COLUMN imported_author;
ALTER TABLE conversation DROP COLUMN external_id, DROP COLUMN imported_at, DROP COLUMN erased_at;
DROP TRIGGER keep_article_revision ON article;
DROP FUNCTION keep_article_revision();
DROP TABLE article_revision;
