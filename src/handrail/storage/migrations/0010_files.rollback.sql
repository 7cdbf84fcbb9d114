DELETE FROM round WHERE kind NOT IN ('sweep', 'seal', 'forget', 'index', 'notify');
ALTER TABLE round DROP CONSTRAINT round_kind_check,
  ADD CONSTRAINT round_kind_check CHECK (kind IN ('sweep', 'seal', 'forget', 'index', 'notify'));
DROP TRIGGER an_erased_file_leaves_the_bucket ON attachment;
DROP TRIGGER a_deleted_file_leaves_the_bucket ON attachment;
DROP FUNCTION a_file_that_goes_leaves_the_bucket();
DROP INDEX attachment_key;
DROP TABLE bucket_removal;
