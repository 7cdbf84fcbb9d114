DROP FUNCTION search_newest(tsquery, tsquery, int);
DROP INDEX search_entry_newest;
