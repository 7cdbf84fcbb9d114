-- A grant says in words why it was signed.
-- depends: 0003_past
ALTER TABLE autonomy_grant ADD COLUMN because text NOT NULL DEFAULT '' CHECK (length(because) <= 1000);
