"""What changes between two versions of a playbook, as people read it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from handrail.core.playbooks.canonical import plain_playbook
from handrail.core.playbooks.playbook import Playbook


@dataclass(frozen=True, slots=True)
class ChangedPlaybook:
    """`where` such as “refund: step tell”."""

    where: str
    how: Literal["added", "removed", "changed"]
    before: str
    after: str


def compare_playbooks(old: Playbook | None, new: Playbook | None) -> tuple[ChangedPlaybook, ...]:
    """Steps and slots one by one, everything else by its name; the same gives nothing."""
    slug = new.slug if new is not None else "" if old is None else old.slug
    before = {} if old is None else _parts(plain_playbook(old))
    after = {} if new is None else _parts(plain_playbook(new))
    names = dict.fromkeys((*before, *after))
    return tuple(
        ChangedPlaybook(
            f"{slug}: {name}", _how(name in before, name in after), before.get(name, ""), after.get(name, "")
        )
        for name in names
        if before.get(name, "") != after.get(name, "")
    )


def _how(was: bool, is_now: bool) -> Literal["added", "removed", "changed"]:
    return "changed" if was and is_now else "added" if is_now else "removed"


def _parts(plain: Mapping[str, Any]) -> dict[str, str]:
    return dict(_each(plain))


def _each(plain: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in plain.items():
        if name in ("steps", "slots"):
            for one, said in cast(Mapping[str, Any], value).items():
                yield f"{name[:-1]} {one}", json.dumps(said, ensure_ascii=False, sort_keys=True)
        elif name != "order":
            yield name, json.dumps(value, ensure_ascii=False, sort_keys=True)
