"""The demo company's people are nobody's, so they share one password: random for each data folder, and shown at its start."""

import json
import os
import secrets
from pathlib import Path
from uuid import UUID

from handrail.app.sign_in import SignInFlows
from handrail.storage.desk import PgDesk

FILE = "demo-sign-in.json"


def kept_sign_in(data: Path) -> dict[str, str]:
    """What DATA keeps for whoever owns it: `agent_token`, `admin_token`, `password`; empty in another data folder."""
    file = data / FILE
    return json.loads(file.read_text()) if file.exists() else {}


async def with_password(data: Path, desk: PgDesk, flows: SignInFlows, tenant: UUID) -> dict[str, str]:
    """The same, with a password everybody there can sign in with; made the first time this is asked."""
    kept = kept_sign_in(data)
    if not kept or "password" in kept:
        return kept
    kept["password"] = "-".join(secrets.token_hex(2) for _ in range(4))
    async with desk.as_system(tenant) as work:
        people, _ = await work.people.roster()
    await flows.give_password(tenant, [person.id for person in people if not person.gone], kept["password"])
    _keep(data / FILE, kept)
    return kept


def _keep(file: Path, kept: dict[str, str]) -> None:
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
        json.dump(kept, handle)
    draft.replace(file)
