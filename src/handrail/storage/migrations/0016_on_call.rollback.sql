DROP TRIGGER fixed_text_stays ON message;
DROP FUNCTION fixed_text_stays();
DROP TRIGGER fixed_text_is_signed ON message;
DROP FUNCTION fixed_text_is_signed();
DROP TABLE fixed_text_signature;
DROP TABLE page;
DROP TABLE alarm;
DROP TABLE on_call_setting;
ALTER TABLE person DROP COLUMN on_call;
