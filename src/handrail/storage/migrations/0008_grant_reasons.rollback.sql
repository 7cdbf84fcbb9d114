ALTER TABLE autonomy_grant DROP COLUMN because;
