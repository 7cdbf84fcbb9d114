"""How often each interval holds the truth, with its mean width; read with decisions.md 26."""

from collections.abc import Callable, Sequence
from math import log

import numpy as np
from scipy.stats import binom

from bench.decisions.figure import Figure, share
from handrail.core.quality.agreement import alpha_interval, krippendorff_alpha
from handrail.core.quality.prediction_powered import corrected_rate
from handrail.core.quality.reviewers import Known, leaning, rogan_gladen
from handrail.core.quality.tilts import BETTER, WORSE
from handrail.core.quality.weighed import hajek
from handrail.core.trust.intervals import difference, exact, wilson
from handrail.core.trust.measure import ratio
from handrail.core.trust.waiting import quantile_of

SECTION = "Coverage of 95 % intervals"
RUNS = 2000
EXACT, ABOUT = "at least 95 %", "92 to 98 %"
Ends = tuple[float, float]


def measure() -> Sequence[Figure]:
    draw = np.random.default_rng(6)
    return [
        *_of_shares(),
        *_of_sequences(draw),
        *_of_weighed(draw),
        *_of_corrected(draw),
        *_of_powered(draw),
        *_of_agreement(draw),
        *_of_the_rest(draw),
    ]


def _of_shares() -> list[Figure]:
    """Summed over the binomial, without any draw: the mean over rates from 1 to 50 %, and the worst rate."""
    figures: list[Figure] = []
    for name, interval, aim in (("Clopper-Pearson", exact, EXACT), ("Wilson", wilson, ABOUT)):
        for of in (50, 200, 1000):
            ends = np.array([interval(count, of) for count in range(of + 1)])
            held = [
                float(binom.pmf(np.arange(of + 1), of, rate)[(ends[:, 0] <= rate) & (rate <= ends[:, 1])].sum())
                for rate in np.linspace(0.01, 0.5, 99)
            ]
            figures.append(Figure(SECTION, f"{name}, {of}: mean over rates", float(np.mean(held)), of, aim=aim))
            figures.append(Figure(SECTION, f"{name}, {of}: worst rate", float(np.min(held)), of))
    return figures


def _of_sequences(draw: np.random.Generator) -> list[Figure]:
    """Whether the truth is ever refuted from either side, at any of the looks."""
    figures: list[Figure] = []
    for rate in (0.02, 0.05, 0.2):
        looks, topics, bar = 2000, RUNS, log(2 / 0.05)
        steps = [(bets.log_factors(rate, True), bets.log_factors(rate, False)) for bets in (BETTER, WORSE)]
        stakes = [np.tile(np.log(bets.weights), (topics, 1)) for bets in (BETTER, WORSE)]
        broken = np.zeros(topics, bool)
        for _ in range(looks):
            failed = draw.random(topics)[:, None] < rate
            for side, (yes, no) in enumerate(steps):
                stakes[side] = stakes[side] + np.where(failed, yes, no)
                broken |= np.exp(np.clip(stakes[side], -700, 700)).sum(axis=1) >= np.exp(bar)
        name = f"confidence sequence, {rate:.0%}, every one of {looks} looks"
        figures.append(share(SECTION, name, int((~broken).sum()), topics, aim=EXACT))
    return figures


def _counted(
    name: str, truth: float, once: Callable[[], Ends | None], aim: str = ABOUT, runs: int = RUNS
) -> list[Figure]:
    ends = [found for _ in range(runs) if (found := once()) is not None]
    held = sum(low <= truth <= high for low, high in ends)
    width = float(np.mean([high - low for low, high in ends]))
    return [
        share(SECTION, name, held, len(ends), aim=aim),
        Figure(SECTION, f"{name}: width", width, len(ends)),
    ]


def _of_weighed(draw: np.random.Generator) -> list[Figure]:
    figures: list[Figure] = []
    for rates, chances in (((0.04, 0.12), (0.5, 0.05)), ((0.02, 0.02), (0.4, 0.1))):
        chance, rate = np.repeat(chances, 2000), np.repeat(rates, 2000)

        def once(chance: np.ndarray = chance, rate: np.ndarray = rate) -> Ends:
            taken = draw.random(4000) < chance
            found = hajek((draw.random(4000) < rate)[taken], chance[taken])
            return found.low, found.high

        name = f"drawn at {chances[0]:.0%} and {chances[1]:.0%}, fails {rates[0]:.0%} and {rates[1]:.0%}"
        figures += _counted(name, float(np.mean(rates)), once)
    return figures


def _of_corrected(draw: np.random.Generator) -> list[Figure]:
    figures: list[Figure] = []
    for se, sp, rate, of in ((0.85, 0.97, 0.05, 300), (0.9, 0.99, 0.02, 300), (0.8, 0.95, 0.1, 1000)):

        def once(se: float = se, sp: float = sp, rate: float = rate, of: int = of) -> Ends | None:
            known = Known(60, int(draw.binomial(60, se)), 100, int(draw.binomial(100, sp)))
            found = rogan_gladen(int(draw.binomial(of, se * rate + (1 - sp) * (1 - rate))), of, known)
            return None if found is None else (found.low, found.high)

        figures += _counted(f"Rogan-Gladen, se {se:.0%} sp {sp:.0%} fails {rate:.0%} of {of}", rate, once)
    return figures


def _of_powered(draw: np.random.Generator) -> list[Figure]:
    figures: list[Figure] = []
    for rate, of in ((0.05, 100), (0.05, 400), (0.2, 200)):

        def once(rate: float = rate, of: int = of) -> Ends:
            failed = draw.random(of + 4000) < rate
            said = np.where(failed, draw.random(of + 4000) < 0.8, draw.random(of + 4000) < 0.03).astype(float)
            found = corrected_rate(failed[:of].astype(float), said[:of], said[of:])
            return found.low, found.high

        figures += _counted(f"judge-corrected rate (PPI++), {rate:.0%} of {of}", rate, once)
    return figures


def _of_agreement(draw: np.random.Generator) -> list[Figure]:
    def table(items: int) -> np.ndarray:
        truth = draw.random(items) < 0.3
        return np.stack([np.where(draw.random(items) < 0.9, truth, ~truth) for _ in range(3)]).astype(float)

    truth, figures = krippendorff_alpha(table(300_000)) or 0.0, []
    for items in (50, 150):

        def once(items: int = items) -> Ends | None:
            return alpha_interval(table(items), draw.integers(0, items, (400, items)))

        figures += _counted(f"bootstrap of alpha, {items} items", truth, once, runs=1000)
    return figures


def _of_the_rest(draw: np.random.Generator) -> list[Figure]:
    def wait() -> Ends:
        true, gave_up = draw.exponential(1, 80), draw.exponential(4, 80)
        return quantile_of(np.minimum(true, gave_up), true <= gave_up, 0.5)[1:]

    def kept() -> Ends:
        many = draw.poisson(2, 100)
        return ratio(draw.binomial(many, 0.8).astype(float), many.astype(float))[1:]

    def change() -> Ends:
        return difference((int(draw.binomial(60, 0.8)), 60), (int(draw.binomial(60, 0.9)), 60))

    def even() -> Ends:
        kind = int(draw.binomial(20, 0.5))
        found = leaning(kind, 20 - kind)
        return found.low, found.high

    return [
        *_counted("median wait, some never reached, 80 customers", float(np.log(2)), wait),
        *_counted("ratio of sums (promises kept), 100 conversations", 0.8, kept),
        *_counted("change of a reviewer's sensitivity, 60 and 60", -0.1, change),
        *_counted("leaning of a reviewer, 20 disagreements", 0.5, even, EXACT),
    ]
