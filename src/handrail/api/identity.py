"""Who is calling: a customer of a site, or an agent's token with its scopes. Looked up once, remembered for seconds."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from handrail.api.limits import Limiter
from handrail.api.parts import ApiParts
from handrail.api.problems import NotSignedIn
from handrail.api.tokens import CUSTOMER_MARK, LONGEST, BadToken, Vouched, read_customer_token, read_site_token
from handrail.flows.administer import TOKEN_MARK, By, NotAllowed
from handrail.ports import ApiToken, NewCustomer, Site

REMEMBERED_SECONDS = 5.0
Headers = dict[bytes, bytes]
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Remembered(Generic[K, V]):
    """The last `most` answers, each for a while; what nobody asked for longest is forgotten first."""

    __slots__ = ("_held", "_most", "_seconds")

    def __init__(self, seconds: Callable[[], float], most: int = 20_000) -> None:
        self._seconds, self._most = seconds, most
        self._held: OrderedDict[K, tuple[float, V]] = OrderedDict()

    def get(self, key: K) -> tuple[V] | None:
        """The value in a tuple (it may itself be None), or None when it is not known or too old."""
        held = self._held.get(key)
        if held is None or held[0] <= self._seconds():
            return None
        return (held[1],)

    def keep(self, key: K, value: V, lasts: float = REMEMBERED_SECONDS) -> V:
        self._held[key] = (self._seconds() + lasts, value)
        self._held.move_to_end(key)
        if len(self._held) > self._most:
            self._held.popitem(last=False)
        return value

    def __len__(self) -> int:
        return len(self._held)


@dataclass(frozen=True, slots=True)
class CustomerCaller:
    """`customer` is None for somebody new; then `vouched` says who, if a site signed it."""

    tenant: UUID
    customer: UUID | None
    vouched: Vouched | None = None

    @property
    def newcomer(self) -> NewCustomer | None:
        if self.vouched is None:
            return None
        return NewCustomer(self.vouched.name, self.vouched.email, external_id=self.vouched.external_id)


@dataclass(frozen=True, slots=True)
class AgentCaller:
    token: ApiToken

    @property
    def tenant(self) -> UUID:
        return self.token.tenant

    @property
    def viewer(self) -> UUID:
        """Whom reads are made for; a token without a person reads as itself."""
        return self.token.person or self.token.id

    @property
    def person(self) -> UUID:
        """Raises NotAllowed for a token that stands for no person."""
        if self.token.person is None:
            raise NotAllowed("This token stands for no person; agents act by tokens of their own.")
        return self.token.person

    @property
    def by(self) -> By:
        return By(self.token.person, self.token.id)


class Callers:
    def __init__(self, parts: ApiParts, limiter: Limiter) -> None:
        self._parts, self._limiter = parts, limiter
        self._sites: Remembered[bytes, Site | None] = Remembered(parts.seconds)
        self._tokens: Remembered[bytes, ApiToken | None] = Remembered(parts.seconds)
        self._carried: Remembered[tuple[bytes, bytes], tuple[CustomerCaller, float]] = Remembered(
            parts.seconds, 100_000
        )

    async def customer(self, headers: Headers) -> CustomerCaller:
        """Raises NotSignedIn, NotAllowed, TooManyRequests, TryAgain. Without a bearer token: a site's newcomer."""
        bearer = _bearer(headers)
        if bearer is not None and bearer.startswith(TOKEN_MARK.encode()):
            return await self._on_behalf(bearer, headers)
        key = headers.get(b"x-handrail-site", b"")
        caller = self._known(key, bearer)
        if caller is None:
            site = await self._site(key)
            caller = CustomerCaller(site.tenant, None) if bearer is None else await self._carrying(site, key, bearer)
        seconds = self._parts.seconds()
        self._limiter.site.take(caller.tenant, seconds)
        if caller.customer is not None:
            self._limiter.customer.take(caller.customer, seconds)
        return caller

    async def agent(self, headers: Headers) -> AgentCaller:
        """Raises NotSignedIn, TooManyRequests, TryAgain."""
        bearer = _bearer(headers)
        if bearer is None or not bearer.startswith(TOKEN_MARK.encode()):
            raise NotSignedIn("A token is needed: Authorization: Bearer hr_...")
        token = await self._token(bearer)
        self._limiter.token.take(token.id, self._parts.seconds())
        return AgentCaller(token)

    def _known(self, key: bytes, bearer: bytes | None) -> CustomerCaller | None:
        if bearer is None:
            return None
        known = self._carried.get((key, bearer))
        if known is None:
            return None
        caller, until = known[0]
        return caller if self._parts.clock().timestamp() < until else None

    async def _site(self, key: bytes) -> Site:
        known = self._sites.get(key)
        text = _ascii(key)
        if known is None:
            known = (self._sites.keep(key, await self._parts.identities.site(text) if text else None),)
        if known[0] is None:
            raise NotSignedIn("The site key is missing or unknown: send it as X-Handrail-Site.")
        return known[0]

    async def _token(self, bearer: bytes) -> ApiToken:
        hashed = hashlib.sha256(bearer).digest()
        known = self._tokens.get(hashed)
        if known is None:
            known = (self._tokens.keep(hashed, await self._parts.identities.token(hashed)),)
        token = known[0]
        if token is None or (token.expires_at is not None and token.expires_at <= self._parts.clock()):
            raise NotSignedIn("This token is unknown, revoked or has ended.")
        return token

    async def _carrying(self, site: Site, key: bytes, bearer: bytes) -> CustomerCaller:
        now, text = self._parts.clock().timestamp(), _ascii(bearer)
        try:
            if text.startswith(CUSTOMER_MARK):
                carried = read_customer_token(self._parts.secret, text, now)
                if carried.tenant != site.tenant:
                    raise BadToken
                caller, until = CustomerCaller(site.tenant, carried.customer), carried.until
            else:
                caller, until = await self._vouched_for(site, text, now)
        except BadToken as error:
            raise NotSignedIn("This token is unknown, forged or has ended.") from error
        if caller.customer is not None:
            self._carried.keep((key, bearer), (caller, until))
        return caller

    async def _vouched_for(self, site: Site, text: str, now: float) -> tuple[CustomerCaller, float]:
        if site.identity_secret is None:
            raise BadToken
        vouched = read_site_token(site.identity_secret, text, now)
        customer = await self._parts.identities.customer(site.tenant, vouched.external_id)
        return CustomerCaller(site.tenant, customer, vouched), vouched.until

    async def _on_behalf(self, bearer: bytes, headers: Headers) -> CustomerCaller:
        """A server of the company's own speaks for its customer: scope customer:write, and whom it speaks for."""
        token = await self._token(bearer)
        if "customer:write" not in token.scopes:
            raise NotAllowed("This token may not speak for customers: scope customer:write is missing.")
        external_id = headers.get(b"x-handrail-customer", b"").decode("latin-1")
        if not 0 < len(external_id) <= 200 or not external_id.isprintable():
            raise NotSignedIn("Say for whom: X-Handrail-Customer with your own id of the customer.")
        self._limiter.token.take(token.id, self._parts.seconds())
        customer = await self._parts.identities.customer(token.tenant, external_id)
        return CustomerCaller(token.tenant, customer, Vouched(external_id, None, None, 0.0))


def need_scope(caller: AgentCaller, *any_of: str) -> None:
    """Raises NotAllowed."""
    if caller.token.scopes.isdisjoint(any_of):
        raise NotAllowed(f"This token may not do that: scope {' or '.join(any_of)} is missing.")


def _bearer(headers: Headers) -> bytes | None:
    value = headers.get(b"authorization")
    if value is None:
        return None
    scheme, _, token = value.partition(b" ")
    if scheme.lower() != b"bearer" or not 0 < len(token) <= LONGEST:
        raise NotSignedIn("Only bearer tokens are understood.")
    return token


def _ascii(value: bytes) -> str:
    """Text that may be looked up, else ''."""
    text = value.decode("latin-1")
    return text if len(text) <= LONGEST and text.isascii() and text.isprintable() else ""


def headers_of(scope: Any) -> Headers:
    return dict(scope["headers"])
