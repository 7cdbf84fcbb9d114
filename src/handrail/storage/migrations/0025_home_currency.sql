-- What “$” and “kr” mean in this workspace; none: a sum that only says so is no known sum.
-- depends: 0019_acting
ALTER TABLE workspace ADD COLUMN currency text NOT NULL DEFAULT '' CHECK (currency ~ '^([A-Z]{3})?$');
GRANT UPDATE (currency) ON workspace TO handrail_app;
