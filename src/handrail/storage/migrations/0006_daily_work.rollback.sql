DROP FUNCTION search_question, search_messages, search_customers;
DROP TRIGGER keep_customer_words ON customer;
DROP TRIGGER keep_customer_words ON contact;
DROP TABLE notification, notification_setting, customer_merge, customer_block, saved_reply, search_customer, search_place, search_entry;
DROP FUNCTION keep_customer_words, customer_words, search_names, search_words, staff_tenant;
DROP INDEX conversation_offered, promise_of, customer_merged_into, contact_verified_once;
CREATE UNIQUE INDEX contact_verified_once ON contact (tenant, kind, lower(value)) WHERE verified_at IS NOT NULL;
ALTER TABLE conversation DROP COLUMN blocked_at, DROP COLUMN blocked_until, DROP COLUMN spam_at, DROP COLUMN spam_by;
DROP EXTENSION btree_gin;
