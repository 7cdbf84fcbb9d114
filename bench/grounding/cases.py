"""Claims about help pages of invented companies, right and wrong in known ways, made from the domains and schemas by a fixed seed."""

# ruff: noqa: E501  (tables of words)

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from bench.grounding import domains, schemas
from bench.grounding.domains import Domain
from bench.grounding.schemas import Schema
from handrail.core.grounding.draft import Source, SourceKind

SEED = 20261129
EACH = 300
"""Cases of each edit, in the part that is tuned on and in the part that is held out."""
SUPPORTED, CONTRADICTED, NOT_MENTIONED = "supported", "contradicted", "not_mentioned"

_TIMES = (
    ("7 days", "one week"), ("14 days", "two weeks"), ("21 days", "three weeks"), ("48 hours", "two days"), ("72 hours", "3 days"), ("30 days", "thirty days"),
    ("12 months", "one year"), ("24 months", "two years"), ("6 weeks", "42 days"), ("3 months", "three months"), ("60 days", "sixty days"), ("10 days", "ten days"),
)  # fmt: skip
_COUNTS = ("two", "three", "four", "five", "six", "eight", "ten", "twelve")
_VALUES = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10, "twelve": 12}


@dataclass(frozen=True, slots=True)
class Case:
    """`label` and `edit` as in kb_banking's grounding.jsonl."""

    source: Source
    claim: str
    label: str
    edit: str
    domain: str


def tuned_on() -> list[Case]:
    return _balanced(domains.TUNED_ON, schemas.TUNED_ON, SEED)


def held_out() -> list[Case]:
    """Other companies and other wordings, of facts and of claims alike."""
    return _balanced(domains.HELD_OUT, schemas.HELD_OUT, SEED + 1)


def _balanced(among: tuple[Domain, ...], written: tuple[Schema, ...], seed: int) -> list[Case]:
    """Rounds over all domains and facts until every edit has its number; the same claim on the same page counts once."""
    chance = random.Random(seed)
    found: dict[str, list[Case]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for _ in range(60):
        for domain in among:
            for schema in written:
                for case in _page(domain, schema, written, chance):
                    if len(found[case.edit]) < EACH and (case.source.text, case.claim) not in seen:
                        seen.add((case.source.text, case.claim))
                        found[case.edit].append(case)
    return sorted(
        (case for cases in found.values() for case in cases), key=lambda case: (case.source.id, case.source.text)
    )


def _page(domain: Domain, schema: Schema, written: tuple[Schema, ...], chance: random.Random) -> Iterator[Case]:
    """One page with the fact of `schema` among three others, and the claims about it."""
    slots = _slots(domain, chance)
    others = chance.sample([one for one in written if one.name != schema.name], 4)
    lines = [_line(schema, slots, chance)]
    lines += [_line(one, _other_slots(domain, slots, chance), chance) for one in others[:3]]
    order = list(range(4))
    chance.shuffle(order)
    body = "\n".join(f"## {_heading(chance)}\n{lines[place]}\n" for place in order)
    source = Source(f"{domain.name}/{schema.name}", SourceKind.PASSAGE, f"{slots['p']}: {_heading(chance)}", body)

    def case(claim: str, label: str, edit: str) -> Case:
        return Case(source, _filled(claim, slots), label, edit, domain.name)

    yield case(
        chance.choice(schema.right), SUPPORTED, "table_read" if "|" in lines[0] or ":" in lines[0] else "paraphrase"
    )
    yield case(chance.choice(schema.right), SUPPORTED, "paraphrase")
    if lines[0].startswith(("- ", "* ")) and "\n" not in lines[0]:
        yield Case(source, lines[0][2:].rstrip(".") + ".", SUPPORTED, "verbatim", domain.name)
    for edit, claims in schema.wrong.items():
        yield case(chance.choice(claims), CONTRADICTED, edit)
    yield Case(source, chance.choice(domain.policies), NOT_MENTIONED, "invented_policy", domain.name)
    yield Case(source, chance.choice(domain.promises), NOT_MENTIONED, "invented_promise", domain.name)
    yield Case(
        source,
        _filled(chance.choice(schemas.NUMBERS_INVENTED), _other_slots(domain, slots, chance)),
        NOT_MENTIONED,
        "invented_number",
        domain.name,
    )
    elsewhere = _filled(chance.choice(others[3].right), _other_slots(domain, slots, chance))
    yield Case(
        source, chance.choice([elsewhere, chance.choice(domain.others)]), NOT_MENTIONED, "true_elsewhere", domain.name
    )


def _line(schema: Schema, slots: dict[str, str], chance: random.Random) -> str:
    return _filled(chance.choice(schema.sources), slots)


def _heading(chance: random.Random) -> str:
    return chance.choice(
        (
            "Good to know",
            "Details",
            "Conditions",
            "What applies",
            "Overview",
            "Questions and answers",
            "At a glance",
            "Rules",
        )
    )


def _other_slots(domain: Domain, taken: dict[str, str], chance: random.Random) -> dict[str, str]:
    """About other things, so that the page's other facts neither back nor deny a claim about the first."""
    while True:
        slots = _slots(domain, chance)
        if all(slots[name] != taken[name] for name in ("noun", "things", "excl", "duty")) and {
            slots["p"],
            slots["q"],
        }.isdisjoint({taken["p"], taken["q"]}):
            return slots


def _slots(domain: Domain, chance: random.Random) -> dict[str, str]:
    sign = {"outdoor shop": "$", "telephone company": "£", "airline": "€"}.get(domain.name, "$")
    p, q = chance.sample(domain.products, 2)
    act = chance.choice(domain.acts)
    sums = [
        f"{sign}{one}" for one in chance.sample((5, 9, 12, 15, 18, 20, 25, 29, 35, 40, 49, 60, 75, 99, 120, 250), 3)
    ]
    (d, dw), (d2, _) = chance.sample(_TIMES, 2)
    k, k2 = chance.sample(_COUNTS, 2)
    b, b2 = chance.sample(("2", "3", "4", "5", "7", "10"), 2)
    cond, ncond = chance.choice(domain.conditions)
    role, role2, duty = chance.choice(domain.roles)
    chans = list(chance.choice(domain.channels))
    chance.shuffle(chans)
    digits = chance.random() < 0.5
    slots = {
        "p": p, "q": q, "noun": act.noun, "doing": act.doing, "do": act.do, "done": act.done, "thing": chance.choice(domain.things), "things": chance.choice(domain.things),
        "excl": chance.choice(domain.excluded), "group": chance.choice(domain.groups), "role": role, "role2": role2, "duty": duty, "chan": chans[0], "chan2": chans[1],
        "event": chance.choice(domain.events), "event2": "sale days", "cond": cond, "ncond": ncond, "n": sums[0], "n2": sums[1], "n3": sums[2],
        "k": str(_VALUES[k]) if digits else k, "k2": str(_VALUES[k2]) if digits else k2, "K": k.capitalize(), "d": d, "dw": dw, "d2": d2, "b": b, "b2": b2,
    }  # fmt: skip
    return slots | {name.capitalize(): value[0].upper() + value[1:] for name, value in slots.items() if len(name) > 1}


def _filled(text: str, slots: dict[str, str]) -> str:
    said = text.format_map(slots)
    return said[0].upper() + said[1:]


if __name__ == "__main__":
    for part in (tuned_on(), held_out()):
        print(len(part), dict(Counter((case.edit) for case in part)))
    for case in random.Random(1).sample(tuned_on(), 12):
        print(f"\n{case.source.title}\n{case.source.text}-> {case.label}/{case.edit}: {case.claim}")
