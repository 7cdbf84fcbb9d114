"""A page leaves by webhook: JSON, signed so that the other side can tell that it is ours and how old it is."""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import httpx

from handrail.ports.paging import WebhookDidNotGo

PATIENCE: Final = 10.0  # seconds
SIGNATURE: Final = "Handrail-Signature"
KEY: Final = "Idempotency-Key"


class SignedWebhook:
    """`secret_of` gives a workspace's secret. Redirects are not followed: the address is the one that was set."""

    def __init__(
        self, client: httpx.AsyncClient, secret_of: Callable[[UUID], bytes], clock: Callable[[], datetime]
    ) -> None:
        self._client, self._secret_of, self._clock = client, secret_of, clock

    async def __call__(self, address: str, tenant: UUID, key: UUID, says: Mapping[str, Any]) -> None:
        """Raises WebhookDidNotGo unless the other side answers 2xx."""
        body = json.dumps(says, ensure_ascii=False, separators=(",", ":")).encode()
        headers = {
            "Content-Type": "application/json",
            KEY: str(key),
            SIGNATURE: signature(self._secret_of(tenant), int(self._clock().timestamp()), body),
        }
        try:
            answer = await self._client.post(
                address, content=body, headers=headers, timeout=PATIENCE, follow_redirects=False
            )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise WebhookDidNotGo(f"no answer ({type(error).__name__})") from error
        if not answer.is_success:
            raise WebhookDidNotGo(f"it answered {answer.status_code}")


def signature(secret: bytes, at: int, body: bytes) -> str:
    """`t=SECONDS,v1=HEX`: HMAC-SHA256 (RFC 2104) over the seconds since 1970, a full stop, and the body as sent."""
    found = hmac.new(secret, f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={found}"
