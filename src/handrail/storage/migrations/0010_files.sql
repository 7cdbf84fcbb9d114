-- Files may be kept in a bucket: what has to go from there is written down until it is gone.
-- depends: 0009_daily_rounds

-- An object is named here before it is written, and no longer once a row is kept for it; and again when that row lets go of
-- it. So whatever crashes in between, each object has a row, or is here.
CREATE TABLE bucket_removal (
  tenant uuid NOT NULL, key text NOT NULL,
  since timestamptz NOT NULL DEFAULT now(),
  due_at timestamptz NOT NULL,      -- '-infinity': nothing needs it any more
  tries int NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant, key)
);
CREATE INDEX bucket_removal_due ON bucket_removal (tenant, due_at);
CREATE UNIQUE INDEX attachment_key ON attachment (tenant, key) WHERE key IS NOT NULL;

DO $$ BEGIN PERFORM handrail_wall('bucket_removal'); END $$;
GRANT UPDATE (due_at, tries), DELETE ON bucket_removal TO handrail_app;

-- A trigger and not the flows: taken back, never sent, erased, erased again after a restore, none of them can forget it.
CREATE FUNCTION a_file_that_goes_leaves_the_bucket() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO bucket_removal (tenant, key, due_at) VALUES (OLD.tenant, OLD.key, '-infinity') ON CONFLICT (tenant, key) DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER a_deleted_file_leaves_the_bucket AFTER DELETE ON attachment
  FOR EACH ROW WHEN (OLD.key IS NOT NULL) EXECUTE FUNCTION a_file_that_goes_leaves_the_bucket();
CREATE TRIGGER an_erased_file_leaves_the_bucket AFTER UPDATE OF key ON attachment
  FOR EACH ROW WHEN (OLD.key IS NOT NULL AND NEW.key IS DISTINCT FROM OLD.key) EXECUTE FUNCTION a_file_that_goes_leaves_the_bucket();

ALTER TABLE round DROP CONSTRAINT round_kind_check,
  ADD CONSTRAINT round_kind_check CHECK (kind ~ '^[a-z_]{1,40}$');
