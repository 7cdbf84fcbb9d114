-- Three races and a silence ended: one way on from a closed conversation, one try of a letter at a time, and rounds that
-- say when they last went well.
-- depends: 0003_past

-- Where two conversations went on from the same one, the later now goes on from the earlier: a thread, not a fork.
ALTER TABLE conversation NO FORCE ROW LEVEL SECURITY; -- an owner that is no superuser must see every workspace here, once
DO $$ BEGIN
  LOOP
    UPDATE conversation c SET continues = f.before_it
    FROM (SELECT tenant, id, lag(id) OVER (PARTITION BY tenant, continues ORDER BY opened_at, id) AS before_it
          FROM conversation WHERE continues IS NOT NULL) f
    WHERE c.tenant = f.tenant AND c.id = f.id AND f.before_it IS NOT NULL;
    EXIT WHEN NOT FOUND;
  END LOOP;
END $$;
ALTER TABLE conversation FORCE ROW LEVEL SECURITY;
CREATE UNIQUE INDEX conversation_goes_on_once ON conversation (tenant, continues) WHERE continues IS NOT NULL;

-- When the running try of a letter began: nobody else tries until that one is over, or must have died.
ALTER TABLE claim ADD COLUMN tried_at timestamptz;

-- How the worker's rounds go, for those who ask from another process. `failures`: in a row, since the last that went well.
CREATE TABLE round (
  tenant uuid NOT NULL REFERENCES workspace, kind text NOT NULL CHECK (kind IN ('sweep', 'seal', 'forget')),
  succeeded_at timestamptz, failures int NOT NULL DEFAULT 0, failed_at timestamptz, error text,
  PRIMARY KEY (tenant, kind),
  CONSTRAINT failures_are_named CHECK ((failures > 0) = (error IS NOT NULL))
);
DO $$ BEGIN PERFORM handrail_wall('round'); END $$;
GRANT UPDATE ON round TO handrail_app;
