DROP TRIGGER leaving_ends_sign_in ON person;
DROP FUNCTION leaving_ends_sign_in();
DROP FUNCTION session_by_hash(bytea);
DROP TABLE sign_in, session, sign_in_link, sign_in_try;
DROP POLICY doorway ON person;
ALTER POLICY staff_only ON workspace USING (NOT starts_with(current_setting('app.viewer', true), 'customer:'));
ALTER POLICY staff_only ON api_token USING (NOT starts_with(current_setting('app.viewer', true), 'customer:'));
ALTER POLICY staff_only ON person USING (NOT starts_with(current_setting('app.viewer', true), 'customer:'));
