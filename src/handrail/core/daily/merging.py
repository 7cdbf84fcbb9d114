"""Whether two customers are one human being: only by what both have proven, never by what one of them claims."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from handrail.core.conversation.moves import IllegalMove


class Evidence(StrEnum):
    SIGNED_ID = "signed_id"  # the site signed the id under which the other one is known
    VERIFIED_CONTACT = "verified_contact"  # both proved the same address


class NothingProvesIt(IllegalMove):
    """What they share is claimed by one of them at least: merging could show one human being to another."""


class CannotBeMerged(IllegalMove):
    """One of the two is merged already, erased, or the same."""


@dataclass(frozen=True, slots=True)
class Proven:
    """A contact that was verified. `kind` is email, phone or external (an id that the site signed)."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Identity:
    """A customer as far as it is proven who they are. `absorbed`: others are merged into this one."""

    customer: UUID
    external_id: str | None
    proven: frozenset[Proven]
    merged_into: UUID | None = None
    absorbed: bool = False
    erased: bool = False


def evidence_for(one: Identity, other: Identity) -> Evidence | None:
    """A signed id weighs more than an address."""
    shared = _proofs(one) & _proofs(other)
    if any(kind == "external" for kind, _ in shared):
        return Evidence.SIGNED_ID
    return Evidence.VERIFIED_CONTACT if shared else None


def merge(gone: Identity, into: Identity) -> Evidence:
    """By which evidence `gone` may become part of `into`. Raises CannotBeMerged and NothingProvesIt."""
    if gone.customer == into.customer:
        raise CannotBeMerged("A customer cannot be merged with themselves.")
    if gone.erased or into.erased:
        raise CannotBeMerged("One of the two was erased: nothing is left to merge.")
    if gone.merged_into is not None or into.merged_into is not None:
        raise CannotBeMerged("One of the two is merged into another customer already: undo that first.")
    if gone.absorbed:
        raise CannotBeMerged("Others are merged into this one: merge the other way round.")
    evidence = evidence_for(gone, into)
    if evidence is None:
        raise NothingProvesIt(
            "Nothing proves that they are the same: no signed id and no verified contact is shared. A claimed one is not enough."
        )
    return evidence


def _proofs(identity: Identity) -> frozenset[tuple[str, str]]:
    # A site's own ids are exact; addresses are compared as people write them.
    contacts = {(one.kind, one.value if one.kind == "external" else one.value.casefold()) for one in identity.proven}
    signed = set[tuple[str, str]]() if identity.external_id is None else {("external", identity.external_id)}
    return frozenset(contacts | signed)
