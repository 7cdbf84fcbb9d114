-- People sign in to the console: passwords, sessions, one-time links, and how often somebody tried.
-- depends: 0003_past

-- Of a password only its argon2id hash is kept, apart from the person: no page that reads people can show it.
CREATE TABLE sign_in (
  tenant uuid NOT NULL, person_id uuid NOT NULL,
  password_hash text NOT NULL CHECK (starts_with(password_hash, '$argon2id$')),
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, person_id), FOREIGN KEY (tenant, person_id) REFERENCES person (tenant, id)
);

CREATE TABLE session (
  tenant uuid NOT NULL, id uuid NOT NULL, person_id uuid NOT NULL,
  hash bytea NOT NULL UNIQUE CHECK (length(hash) = 32),   -- SHA-256 of the cookie, which is 256 random bits
  created_at timestamptz NOT NULL, last_seen_at timestamptz NOT NULL, expires_at timestamptz NOT NULL,
  revoked_at timestamptz, agent text NOT NULL DEFAULT '', -- the browser, in its own words
  PRIMARY KEY (tenant, id), FOREIGN KEY (tenant, person_id) REFERENCES person (tenant, id),
  CHECK (expires_at > created_at)
);
CREATE INDEX session_of ON session (tenant, person_id) WHERE revoked_at IS NULL;

CREATE TABLE sign_in_link (
  tenant uuid NOT NULL, id uuid NOT NULL, person_id uuid NOT NULL,
  purpose text NOT NULL CHECK (purpose IN ('invite', 'reset')),
  hash bytea NOT NULL UNIQUE CHECK (length(hash) = 32),
  made_at timestamptz NOT NULL, expires_at timestamptz NOT NULL, ended_at timestamptz, -- used, or replaced by a newer one
  PRIMARY KEY (tenant, id), FOREIGN KEY (tenant, person_id) REFERENCES person (tenant, id),
  CHECK (expires_at > made_at)
);
CREATE INDEX sign_in_link_of ON sign_in_link (tenant, person_id) WHERE ended_at IS NULL;

-- Whose tries are counted is a keyed digest of an e-mail or network address, never the address itself.
CREATE TABLE sign_in_try (
  tenant uuid NOT NULL REFERENCES workspace,
  kind text NOT NULL CHECK (kind IN ('sign_in_person', 'sign_in_address', 'reset_person', 'reset_address', 'links_by')),
  digest bytea NOT NULL CHECK (length(digest) = 32),
  count int NOT NULL CHECK (count >= 0), last_at timestamptz NOT NULL, open_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, kind, digest)
);
CREATE INDEX sign_in_try_old ON sign_in_try (tenant, last_at);

-- Behind the wall, and there for the sign-in alone: neither pages of staff nor the assistant read them. (Within the
-- functions below it is the owner who reads, and not handrail_app.)
DO $$
DECLARE t regclass;
BEGIN
  FOREACH t IN ARRAY ARRAY['sign_in', 'session', 'sign_in_link', 'sign_in_try']::regclass[] LOOP
    PERFORM handrail_wall(t);
    EXECUTE format('CREATE POLICY system_only ON %s AS RESTRICTIVE TO handrail_app
                    USING (current_user <> ''handrail_app'' OR current_setting(''app.viewer'', true) = ''system'')', t);
    EXECUTE format('CREATE POLICY doorway ON %s TO %I USING (true)', t, current_user);
  END LOOP;
END $$;
GRANT UPDATE (password_hash, changed_at), DELETE ON sign_in TO handrail_app;
GRANT UPDATE (last_seen_at, revoked_at), DELETE ON session TO handrail_app;
GRANT UPDATE (ended_at), DELETE ON sign_in_link TO handrail_app;
GRANT UPDATE (count, last_at, open_at), DELETE ON sign_in_try TO handrail_app;

-- An owner who is no superuser is a member of handrail_app, so the wall for customers stood in the way of the functions
-- that find out who is calling: there is no viewer yet, and "unknown" hides the row.
DO $$
DECLARE t regclass;
BEGIN
  FOREACH t IN ARRAY ARRAY['workspace', 'api_token', 'person', 'sign_in', 'session', 'sign_in_link']::regclass[] LOOP
    EXECUTE format('ALTER POLICY staff_only ON %s
                    USING (current_user <> ''handrail_app'' OR NOT starts_with(current_setting(''app.viewer'', true), ''customer:''))', t);
  END LOOP;
  EXECUTE format('CREATE POLICY doorway ON person FOR SELECT TO %I USING (true)', current_user);
END $$;

-- Whose cookie is this: exact matches only, and nobody who has left.
CREATE FUNCTION session_by_hash(wanted bytea) RETURNS TABLE (
    tenant uuid, slug text, workspace text, timezone text, session uuid, person uuid, name text, role text,
    last_seen_at timestamptz, expires_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
  $$ SELECT s.tenant, w.slug, w.name, w.timezone, s.id, p.id, p.name, p.role, s.last_seen_at, s.expires_at
     FROM session s JOIN person p ON p.tenant = s.tenant AND p.id = s.person_id JOIN workspace w ON w.tenant = s.tenant
     WHERE s.hash = wanted AND s.revoked_at IS NULL AND NOT p.gone $$;
REVOKE ALL ON FUNCTION session_by_hash FROM PUBLIC;
GRANT EXECUTE ON FUNCTION session_by_hash TO handrail_app;

-- Whoever leaves is out at that moment, and whoever gets another address cannot be let in by a link sent to the old one.
-- A trigger and not the flow: no code that ever writes people can forget it.
CREATE FUNCTION leaving_ends_sign_in() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE sign_in_link SET ended_at = now() WHERE tenant = NEW.tenant AND person_id = NEW.id AND ended_at IS NULL;
  IF NEW.gone THEN
    UPDATE session SET revoked_at = now() WHERE tenant = NEW.tenant AND person_id = NEW.id AND revoked_at IS NULL;
    DELETE FROM sign_in WHERE tenant = NEW.tenant AND person_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION leaving_ends_sign_in FROM PUBLIC;
CREATE TRIGGER leaving_ends_sign_in AFTER UPDATE OF gone, email ON person FOR EACH ROW
  WHEN ((NEW.gone AND NOT OLD.gone) OR NEW.email <> OLD.email) EXECUTE FUNCTION leaving_ends_sign_in();
