-- A playbook goes on more than once in a turn: after a person's yes, a code, a time. Each is a decision of its own.
-- depends: 0023_approvals
ALTER TABLE decision DROP CONSTRAINT decision_tenant_conversation_id_turn_fence_kind_key;
CREATE UNIQUE INDEX decision_once_a_turn ON decision (tenant, conversation_id, turn, fence, kind) WHERE kind <> 'act';
