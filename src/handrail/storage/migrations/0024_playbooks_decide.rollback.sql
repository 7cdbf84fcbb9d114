DROP INDEX decision_once_a_turn;
ALTER TABLE decision ADD CONSTRAINT decision_tenant_conversation_id_turn_fence_kind_key UNIQUE (tenant, conversation_id, turn, fence, kind);
