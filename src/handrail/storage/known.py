"""Who the customer of a conversation is known to be, as rows: codes, contacts, and changes of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from secrets import token_bytes
from typing import Any, Final
from uuid import UUID

from handrail.core.conversation.conversation import Channel
from handrail.core.identity.codes import COOL_OFF, Code
from handrail.core.identity.levels import IdentityLevel, Known
from handrail.ports import NotFound
from handrail.ports.identity import Contact, SentLately
from handrail.storage.door import Connection, Rows
from handrail.storage.search_index import TAKE_TURNS

_WHO: Final = """SELECT c.channel, k.id AS customer, k.external_id, k.erased_at, k.name IS NOT NULL OR EXISTS (
    SELECT 1 FROM contact t WHERE t.tenant = k.tenant AND t.customer_id = k.id) AS claims, (
    SELECT t.value FROM contact t WHERE t.tenant = k.tenant AND t.customer_id = k.id AND t.kind = 'email'
      AND (t.verified_at IS NOT NULL OR t.said_by <> 'customer') ORDER BY t.said_by = 'customer', t.id LIMIT 1) AS email
  FROM conversation c JOIN customer k ON k.tenant = c.tenant AND k.id = c.customer_id
  WHERE c.tenant = %(tenant)s AND c.id = %(conversation)s"""
_PROOF: Final = """SELECT contact_kind, contact, passed_at, holds_until, reference FROM identity_code
  WHERE tenant = %(tenant)s AND conversation_id = %(conversation)s AND passed_at IS NOT NULL AND ended_at IS NULL
    AND holds_until > %(now)s ORDER BY passed_at DESC LIMIT 1"""
_CHANGED: Final = """SELECT max(d.at) AS at FROM credential_change d WHERE d.tenant = %(tenant)s AND d.at > %(since)s
  AND d.customer_id IN (SELECT id FROM customer WHERE tenant = %(tenant)s AND (id = %(customer)s OR external_id = %(reference)s
    OR id IN (SELECT t.customer_id FROM contact t WHERE t.tenant = %(tenant)s AND lower(t.value) = lower(%(email)s)
      AND t.said_by <> 'customer')))"""
# Exactly one: where the company's own records name two, the contact says nothing of which of them it is.
_BELONGS_TO: Final = """SELECT min(k.external_id) AS reference FROM contact t
  JOIN customer k ON k.tenant = t.tenant AND k.id = t.customer_id AND k.external_id IS NOT NULL AND k.erased_at IS NULL
  WHERE t.tenant = %(tenant)s AND t.kind = %(kind)s AND lower(t.value) = lower(%(contact)s) AND t.said_by <> 'customer'
  HAVING count(DISTINCT k.external_id) = 1"""
_LOCK: Final = """SELECT pg_advisory_xact_lock(hashtextextended('handrail.code:' || %(tenant)s::text || %(what)s, 0))"""
_SENT: Final = """SELECT count(*) FILTER (WHERE mine AND sent_at > %(hour)s) AS contact_hour,
    count(*) FILTER (WHERE mine) AS contact_day, count(*) FILTER (WHERE theirs AND sent_at > %(hour)s) AS customer_hour,
    count(*) FILTER (WHERE theirs) AS customer_day
  FROM (SELECT sent_at, contact_kind = %(kind)s AND lower(contact) = lower(%(contact)s) AS mine,
          customer_id = %(customer)s AS theirs
        FROM identity_code WHERE tenant = %(tenant)s AND sent_at > %(day)s
          AND (customer_id = %(customer)s OR (contact_kind = %(kind)s AND lower(contact) = lower(%(contact)s)))) lately"""
_CODE: Final = """SELECT id, conversation_id AS conversation, customer_id AS customer, contact_kind AS kind, contact, hash,
  sent_at, expires_at, tries, passed_at, holds_until, ended_at FROM identity_code WHERE tenant = %(tenant)s"""


class PgKnown:
    def __init__(self, connection: Connection, tenant: UUID) -> None:
        self._connection, self._tenant = connection, tenant

    async def known(self, conversation: UUID, now: datetime) -> Known:
        row = await self._one(_WHO, conversation=conversation)
        if row is None:
            raise NotFound("This conversation does not exist.")
        if row["erased_at"] is not None:
            return Known()
        known = await self._shown(row, conversation, now)
        since = now - COOL_OFF
        changed = await self._one(
            _CHANGED, since=since, customer=row["customer"], reference=known.reference, email=known.email
        )
        cool_off = None if changed is None or changed["at"] is None else changed["at"] + COOL_OFF
        return Known(known.level, known.reference, known.email, known.since, known.until, cool_off)

    async def _shown(self, row: dict[str, Any], conversation: UUID, now: datetime) -> Known:
        # A mail carries no token: whoever wrote it, the sender's address is what anybody can put there.
        if row["external_id"] is not None and row["channel"] != Channel.EMAIL.value:
            return Known(IdentityLevel.SIGNED, row["external_id"], row["email"])
        code = await self._one(_PROOF, conversation=conversation, now=now)
        if code is not None:
            email = code["contact"] if code["contact_kind"] == "email" else None
            return Known(IdentityLevel.CODE, code["reference"], email, code["passed_at"], code["holds_until"])
        return Known(IdentityLevel.CLAIMED if row["claims"] else IdentityLevel.ANONYMOUS)

    async def contacts(self, customer: UUID) -> Sequence[Contact]:
        cursor = await self._run(
            """SELECT kind, value, said_by, verified_at IS NOT NULL AS verified FROM contact
               WHERE tenant = %(tenant)s AND customer_id = %(customer)s AND kind IN ('email', 'phone')
               ORDER BY said_by = 'customer', verified_at IS NULL, id DESC""",
            customer=customer,
        )
        return [Contact(**row) for row in await cursor.fetchall()]

    async def claim(self, new_id: UUID, customer: UUID, kind: str, value: str) -> None:
        await self._run(
            """INSERT INTO contact (tenant, customer_id, id, kind, value)
               SELECT %(tenant)s, %(customer)s, %(id)s, %(kind)s, %(value)s
               WHERE NOT EXISTS (SELECT 1 FROM contact WHERE tenant = %(tenant)s AND customer_id = %(customer)s
                 AND kind = %(kind)s AND lower(value) = lower(%(value)s))""",
            id=new_id,
            customer=customer,
            kind=kind,
            value=value,
        )

    async def sent_lately(self, customer: UUID, kind: str, contact: str, now: datetime) -> SentLately:
        for what in sorted((f"contact:{kind}:{contact.lower()}", f"customer:{customer}")):
            await self._run(_LOCK, what=what)
        hour, day = now - timedelta(hours=1), now - timedelta(days=1)
        row = await self._one(_SENT, customer=customer, kind=kind, contact=contact, hour=hour, day=day)
        assert row is not None
        return SentLately(row["contact_hour"], row["contact_day"], row["customer_hour"], row["customer_day"])

    async def add_code(self, code: Code) -> None:
        await self._run(
            """UPDATE identity_code SET ended_at = %(at)s WHERE tenant = %(tenant)s AND conversation_id = %(conversation)s
               AND passed_at IS NULL AND ended_at IS NULL""",
            conversation=code.conversation,
            at=code.sent_at,
        )
        await self._run(
            """INSERT INTO identity_code (tenant, id, conversation_id, customer_id, contact_kind, contact, hash, sent_at,
                 expires_at) VALUES (%(tenant)s, %(id)s, %(conversation)s, %(customer)s, %(kind)s, %(contact)s, %(hash)s,
                 %(sent_at)s, %(expires_at)s)""",
            id=code.id,
            conversation=code.conversation,
            customer=code.customer,
            kind=code.kind,
            contact=code.contact,
            hash=code.hash,
            sent_at=code.sent_at,
            expires_at=code.expires_at,
        )

    async def open_code(self, conversation: UUID, *, lock: bool = False) -> Code | None:
        row = await self._one(
            f"{_CODE} AND conversation_id = %(conversation)s AND passed_at IS NULL AND ended_at IS NULL"
            f" ORDER BY sent_at DESC LIMIT 1{' FOR NO KEY UPDATE' if lock else ''}",
            conversation=conversation,
        )
        return None if row is None else Code(**row)

    async def code(self, code: UUID) -> Code:
        row = await self._one(f"{_CODE} AND id = %(id)s", id=code)
        if row is None:
            raise NotFound("This code does not exist.")
        return Code(**row)

    async def mailed(self, code: UUID, at: datetime) -> None:
        await self._run(
            "UPDATE identity_code SET mailed_at = %(at)s WHERE tenant = %(tenant)s AND id = %(id)s", id=code, at=at
        )

    async def save_code(self, code: Code) -> None:
        passed = code.passed_at is not None
        owner = await self._one(_BELONGS_TO, kind=code.kind, contact=code.contact) if passed else None
        await self._run(
            """UPDATE identity_code SET tries = %(tries)s, passed_at = %(passed)s, holds_until = %(until)s,
                 ended_at = %(ended)s, reference = %(reference)s WHERE tenant = %(tenant)s AND id = %(id)s""",
            id=code.id,
            tries=code.tries,
            passed=code.passed_at,
            until=code.holds_until,
            ended=code.ended_at,
            reference=None if owner is None else owner["reference"],
        )
        if passed:
            await self._run(
                """UPDATE contact SET verified_at = COALESCE(verified_at, %(at)s) WHERE tenant = %(tenant)s
                   AND customer_id = %(customer)s AND kind = %(kind)s AND lower(value) = lower(%(contact)s)""",
                customer=code.customer,
                kind=code.kind,
                contact=code.contact,
                at=code.passed_at,
            )

    async def mask(self, message: UUID, body: str, at: datetime) -> None:
        # A new salt: the log's digest of a text with six digits in it would tell them to whoever tries a million.
        await self._run(TAKE_TURNS)
        await self._run(
            """UPDATE message SET body = %(body)s, masked_at = %(at)s, salt = %(salt)s
               WHERE tenant = %(tenant)s AND id = %(id)s AND erased_at IS NULL""",
            id=message,
            body=body,
            at=at,
            salt=token_bytes(16),
        )
        await self._run("DELETE FROM search_entry WHERE tenant = %(tenant)s AND message_id = %(id)s", id=message)

    async def contact_changed(self, new_id: UUID, customer: UUID, kind: str, at: datetime, by: str) -> None:
        await self._run(
            """INSERT INTO credential_change (tenant, id, customer_id, kind, at, by)
               VALUES (%(tenant)s, %(id)s, %(customer)s, %(kind)s, %(at)s, %(by)s)""",
            id=new_id,
            customer=customer,
            kind=kind,
            at=at,
            by=by,
        )

    async def _one(self, query: str, **values: Any) -> dict[str, Any] | None:
        return await (await self._run(query, **values)).fetchone()

    async def _run(self, query: str, **values: Any) -> Rows:
        return await self._connection.execute(query.encode(), {"tenant": self._tenant, **values})
