"""`python -m bench.privacy`: recall of each kind and false alarms of each benign twin, with their exact 95 % bounds."""

from collections import defaultdict

from bench.privacy.made import every
from handrail.core.privacy import mask_all
from handrail.core.trust.intervals import exact


def measured() -> tuple[dict[str, tuple[int, int]], dict[str, tuple[int, int]]]:
    """(found, of) by kind, and (false alarms, of) by benign kind."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    alarms: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in every():
        (masked,), masks = mask_all([one.text])
        if one.secret:
            hit = one.secret not in masked if one.kind != "street address" else "[ADDRESS_" in masked
            found[one.kind][0] += hit
            found[one.kind][1] += 1
        else:
            alarms[one.kind][0] += len(masks) > 0
            alarms[one.kind][1] += 1
    return {k: (v[0], v[1]) for k, v in found.items()}, {k: (v[0], v[1]) for k, v in alarms.items()}


def main() -> None:
    found, alarms = measured()
    print("| what | masked | of | 95 % at least |\n| --- | ---: | ---: | ---: |")
    for kind, (hits, of) in found.items():
        print(f"| {kind} | {hits} | {of} | {exact(hits, of)[0]:.1%} |")
    print("\n| benign twin | masked all the same | of | 95 % at most |\n| --- | ---: | ---: | ---: |")
    for kind, (hits, of) in alarms.items():
        print(f"| {kind} | {hits} | {of} | {exact(hits, of)[1]:.1%} |")
    all_found, all_alarms = (
        [sum(c) for c in zip(*found.values(), strict=True)],
        [sum(c) for c in zip(*alarms.values(), strict=True)],
    )
    print(
        f"\nall: {all_found[0]} of {all_found[1]} masked, {all_alarms[0]} of {all_alarms[1]} twins masked all the same"
    )


if __name__ == "__main__":
    main()
