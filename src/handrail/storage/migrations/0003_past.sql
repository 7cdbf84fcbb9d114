-- The past: what articles said in every version, conversations imported with their own times, and text erased for good.
-- depends: 0002_knowledge

-- What was quoted can be checked for good, whatever the article says by now. Nobody may change or delete a revision.
CREATE TABLE article_revision (
  tenant uuid NOT NULL REFERENCES workspace, article_id uuid NOT NULL, version int NOT NULL,
  title text NOT NULL, body text NOT NULL,
  audience text NOT NULL CHECK (audience IN ('customer', 'internal')),
  kept_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, article_id, version)
);
ALTER TABLE article NO FORCE ROW LEVEL SECURITY; -- an owner that is no superuser must see every workspace here, once
INSERT INTO article_revision (tenant, article_id, version, title, body, audience)
  SELECT tenant, id, version, title, body, audience FROM article;
ALTER TABLE article FORCE ROW LEVEL SECURITY;
CREATE FUNCTION keep_article_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO article_revision (tenant, article_id, version, title, body, audience)
    VALUES (NEW.tenant, NEW.id, NEW.version, NEW.title, NEW.body, NEW.audience) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
-- A trigger and not the importer: no code that ever writes an article can forget it.
CREATE TRIGGER keep_article_revision AFTER INSERT OR UPDATE ON article FOR EACH ROW EXECUTE FUNCTION keep_article_revision();
DO $$ BEGIN
  PERFORM handrail_wall('article_revision');
  PERFORM handrail_audience_wall('article_revision');
END $$;

-- Imported conversations keep the id they had elsewhere, so that importing again changes nothing.
ALTER TABLE conversation ADD COLUMN external_id text, ADD COLUMN imported_at timestamptz,
  ADD COLUMN erased_at timestamptz;    -- its text is gone; ids, times and the log stay
CREATE UNIQUE INDEX conversation_external ON conversation (tenant, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX conversation_past ON conversation (tenant, closed_at) WHERE state = 'closed' AND erased_at IS NULL;

-- The name a past message was written under ('' for none); null for everything that was written here. Past system
-- messages have words of their own, and past agents need not be people of this workspace.
ALTER TABLE message ADD COLUMN imported_author text;
ALTER TABLE message DROP CONSTRAINT system_speaks_only_catalogue_texts, DROP CONSTRAINT people_are_named;
ALTER TABLE message
  ADD CONSTRAINT system_speaks_only_catalogue_texts CHECK (
    (imported_author IS NOT NULL AND text_id IS NULL)
    OR ((author_kind = 'system') = (text_id IS NOT NULL) AND (text_id IS NULL OR body IS NULL))),
  ADD CONSTRAINT people_are_named CHECK (author_kind <> 'agent' OR author_id IS NOT NULL OR imported_author IS NOT NULL);

CREATE INDEX decision_in_order ON decision (tenant, at, id); -- replay reads them page by page

GRANT UPDATE (imported_author) ON message TO handrail_app;
GRANT UPDATE (routing) ON handoff TO handrail_app;
