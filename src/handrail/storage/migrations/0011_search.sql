-- Common words: what was found is read from the newest on and left when there is enough, instead of bringing everything
-- together first. Written by the worker behind the log, so nobody who speaks waits for the index.
-- depends: 0010_files

CREATE INDEX search_entry_newest ON search_entry (tenant, at DESC);

-- The newest matches: of the exact words (`part` 2) and of all that was asked (`part` 1), at most so many of each. What is common
-- is met soon when entries are read from the newest on; what is rare is looked up. Which it is, the newest two thousand entries
-- say (one in a hundred of them), and not the planner's guess, who knows too little of words that are only begun.
CREATE FUNCTION search_newest(asked tsquery, exactly tsquery, at_most int)
  RETURNS TABLE (conversation_id uuid, message_id uuid, at timestamptz, tier int, part int)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
  SET enable_seqscan = off SET enable_indexscan = on SET enable_bitmapscan = on ROWS 1000 AS $$
DECLARE
  home uuid := staff_tenant(); which int; wanted text; common boolean;
BEGIN
  FOREACH which IN ARRAY ARRAY[2, 1] LOOP
    wanted := format('s.words @@ %L::tsquery', asked)
      || CASE which WHEN 2 THEN format(' AND s.words @@ %L::tsquery', exactly) ELSE '' END;
    SET LOCAL enable_indexscan = on;
    SET LOCAL enable_bitmapscan = off;
    EXECUTE format('SELECT count(*) >= 20 FROM (SELECT words FROM search_entry WHERE tenant = %L::uuid ORDER BY at DESC LIMIT 2000
      OFFSET 0) s WHERE %s', home, wanted) INTO common;
    IF NOT common THEN
      SET LOCAL enable_indexscan = off;
      SET LOCAL enable_bitmapscan = on;
    END IF;
    RETURN QUERY EXECUTE format(
      'SELECT s.conversation_id, s.message_id, s.at, CASE WHEN s.words @@ %L::tsquery THEN 2 ELSE 1 END, %s FROM search_entry s
       WHERE s.tenant = %L::uuid AND %s ORDER BY s.at DESC LIMIT %s', exactly, which, home, wanted, at_most);
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION search_newest FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_newest TO handrail_app;
