"""Alpha, kappa, AC1, Venn-Abers and prediction-powered means are what other people's implementations say they are."""

import json
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from handrail.core.quality.agreement import Scale, cohen_kappa, gwet_ac1, krippendorff_alpha
from handrail.core.quality.calibration import VennAbers, point
from handrail.core.quality.prediction_powered import prediction_powered
from tests.core.quality.reference.data import RUNS, judged, rated, scored

RECORDED = json.loads((Path(__file__).parent / "reference" / "recorded.json").read_text())
"""Made by reference/record.py, which names the packages and the command."""

close = pytest.approx


@pytest.mark.parametrize("run", range(RUNS))
def test_prediction_powered_means_equal_ppi_python(run: int) -> None:
    for lean, recorded in zip((None, 1.0), RECORDED[run]["powered"], strict=True):
        found = prediction_powered(*judged(run), lean)
        assert [found.mean, found.low, found.high] == close(recorded, abs=1e-9)


@pytest.mark.parametrize("run", range(RUNS))
def test_venn_abers_equals_the_package_venn_abers(run: int) -> None:
    scores, right, asked = scored(run)
    p0, p1 = VennAbers.of(scores, right).chances(asked)
    assert np.stack([p0, p1], 1) == close(np.array(RECORDED[run]["pairs"]), abs=1e-9)
    assert point(p0, p1) == close(np.array(RECORDED[run]["chances"]), abs=1e-9)


@pytest.mark.parametrize("run", range(RUNS))
def test_alpha_and_ac1_equal_irrcac(run: int) -> None:
    found = [krippendorff_alpha(rated(run), scale) for scale in (Scale.NOMINAL, Scale.INTERVAL)]
    assert found == close(RECORDED[run]["alphas"], abs=1e-9)
    assert gwet_ac1(rated(run)) == close(RECORDED[run]["ac1"], abs=1e-9)


def test_alpha_equals_the_published_example_on_every_scale() -> None:
    """Krippendorff (2011), "Computing Krippendorff's alpha-reliability", example C: 4 observers, 12 units, holes."""
    nan = np.nan
    scores = np.array(
        [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, nan, nan, nan],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nan, 3],
            [nan, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nan],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nan],
        ]
    )
    found = [krippendorff_alpha(scores, scale) for scale in (Scale.NOMINAL, Scale.ORDINAL, Scale.INTERVAL)]
    assert found == close([0.743, 0.815, 0.849], abs=5e-4)


@pytest.mark.parametrize("run", range(RUNS))
def test_ordinal_alpha_equals_its_definition_pair_by_pair(run: int) -> None:
    scores = rated(run)
    columns = [column[~np.isnan(column)] for column in scores.T]
    pairable = np.concatenate([column for column in columns if len(column) > 1])
    marginal = {value: int((pairable == value).sum()) for value in sorted(set(pairable))}

    def apart(a: float, b: float) -> float:
        low, high = min(a, b), max(a, b)
        between = sum(many for value, many in marginal.items() if low <= value <= high)
        return (between - (marginal[a] + marginal[b]) / 2) ** 2

    seen = sum(
        apart(a, b) / (len(column) - 1)
        for column in columns
        if len(column) > 1
        for i, a in enumerate(column)
        for j, b in enumerate(column)
        if i != j
    ) / len(pairable)
    expected = sum(apart(a, b) for i, a in enumerate(pairable) for j, b in enumerate(pairable) if i != j)
    expected /= len(pairable) * (len(pairable) - 1)
    assert krippendorff_alpha(scores, Scale.ORDINAL) == close(1 - seen / expected, abs=1e-9)


@pytest.mark.parametrize("run", range(RUNS))
def test_kappa_equals_scikit_learn(run: int) -> None:
    draw = np.random.default_rng(run)
    first = draw.integers(0, 4, 80).astype(float)
    second = np.where(draw.random(80) < 0.6, first, draw.integers(0, 4, 80))
    assert cohen_kappa(first, second) == close(cohen_kappa_score(first, second), abs=1e-9)
