ALTER TABLE workspace DROP COLUMN currency;
