"""The anchor: pgbench running the statements of one kept message singly, as the same role, behind the same wall."""

import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from handrail.storage.embedded import binary

ONE_MESSAGE = """\
BEGIN;
SELECT set_config('app.tenant', '{tenant}', true), set_config('app.viewer', 'system', true);
SELECT last_seq + 1 AS seq, turn + 1 AS turn, fence, id AS conversation, customer_id AS customer FROM conversation \
WHERE tenant = '{tenant}' AND id = (ARRAY[{ids}]::uuid[])[:client_id + 1] FOR NO KEY UPDATE \\gset
INSERT INTO message (tenant, id, conversation_id, seq, author_kind, body, idempotency_key, at, turn, fence, salt) \
VALUES ('{tenant}', uuidv7(), :conversation, :seq, 'customer', '{text}', gen_random_uuid()::text, now(), :turn, :fence, \
'\\x00112233445566778899aabbccddeeff');
UPDATE conversation SET last_seq = :seq, turn = :turn, last_customer_at = now(), undecided_since = now(), \
deadline_at = now() + interval '1 minute', deadline_kind = 'decide' WHERE tenant = '{tenant}' AND id = :conversation;
INSERT INTO event (tenant, conversation_id, kind, actor, at, data) VALUES ('{tenant}', :conversation, \
'message_received', 'customer:' || :customer, now(), '{data}');
INSERT INTO pgqueuer (priority, entrypoint, payload, status, execute_after) VALUES (0, 'decide', \
convert_to('{{"tenant": "{tenant}", "conversation": "' || :conversation || '"}}', 'UTF8'), 'queued', \
now() + interval '1 second');
COMMIT;
"""
TEXT = "Where is my parcel? Order 1234 should have come on Monday, and the tracking page still says the same."
DATA = (
    '{"message": "01a20ad7-c15b-763a-81ac-b39e6b4aad14", "seq": 1, "turn": 1, '
    '"digest": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"}'
)


def pgbench(dsn: str, folder: Path, tenant: UUID, conversations: Sequence[UUID], seconds: int) -> float:
    """Transactions a second, one client a conversation."""
    script = folder / "one_message.sql"
    ids = ",".join(f"'{conversation}'" for conversation in conversations)
    script.write_text(ONE_MESSAGE.format(tenant=tenant, ids=ids, text=TEXT, data=DATA))
    clients = len(conversations)
    command = [
        *(str(binary("pgbench")), "--no-vacuum", "--protocol=prepared", f"--client={clients}"),
        *(f"--jobs={min(clients, 2)}", f"--time={seconds}", f"--file={script}", dsn),
    ]
    environment = {**os.environ, "PGOPTIONS": "-c role=handrail_app"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    found = re.search(r"^tps = ([\d.]+)", done.stdout, re.MULTILINE)
    if found is None or float(found[1]) == 0:
        raise SystemExit(done.stdout + done.stderr)
    return float(found[1])
