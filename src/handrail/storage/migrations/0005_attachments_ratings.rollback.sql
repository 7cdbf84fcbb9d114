DROP TABLE rating;
DROP TABLE attachment;
DROP FUNCTION a_file_is_sent_once_by_its_owner();
ALTER TABLE message DROP COLUMN attached;
