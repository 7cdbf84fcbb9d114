DROP INDEX conversation_owner, conversation_writer;
CREATE INDEX conversation_owner ON conversation (tenant, owner_id) WHERE state <> 'closed';
CREATE INDEX conversation_writer ON conversation (tenant, writer_id) WHERE state <> 'closed' AND writer_id IS NOT NULL;
DROP TABLE read_mark;
