"""Fits the weights of `core/grounding/weights.py` on our own generated cases, those held out apart, and writes them."""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from bench.grounding.cases import Case, tuned_on
from bench.grounding.vectors import similarity
from handrail.core.grounding import weights
from handrail.core.grounding.aligned import FEATURES, align
from handrail.core.grounding.meaning import meaning
from handrail.core.grounding.stated import statements
from handrail.core.grounding.verdict import Similarity

STRENGTH = 0.3
"""Of the regularisation (inverse): chosen beside 0.1 and 1, between which little changes."""


def rows(cases: Sequence[Case], similar: Similarity | None) -> NDArray[np.float64]:
    found = [align(meaning(one.claim), statements(one.source), similar).features for one in cases]
    return np.array([[features[name] for name in FEATURES] for features in found])


def fitted(cases: Sequence[Case], similar: Similarity | None) -> dict[str, dict[str, float]]:
    """A multinomial logit, rounded to two places; each label has a constant under ''."""
    labels = np.array([one.label for one in cases])
    model = LogisticRegression(C=STRENGTH, max_iter=5000, class_weight="balanced").fit(rows(cases, similar), labels)
    table: dict[str, dict[str, float]] = {}
    for label, constant, own in zip(model.classes_, model.intercept_, model.coef_, strict=True):
        named = {name: round(float(weight), 2) for name, weight in zip(FEATURES, own, strict=True)}
        table[str(label)] = {
            "": round(float(constant), 2),
            **{name: weight for name, weight in named.items() if weight},
        }
    return table


def written(by_words: dict[str, dict[str, float]], with_vectors: dict[str, dict[str, float]]) -> str:
    lines = [
        '"""What each difference between a claim and a source weighs; written by `python -m bench.grounding.fit`, not by hand."""',
        "",
    ]
    lines += ["from typing import Final", ""]
    for name, table in (("BY_WORDS", by_words), ("WITH_VECTORS", with_vectors)):
        lines.append(f"{name}: Final[dict[str, dict[str, float]]] = {{")
        for label, own in table.items():
            lines.append(f'    "{label}": {{')
            lines += [f'        "{feature}": {weight},' for feature, weight in own.items()]
            lines.append("    },")
        lines.append("}")
    return "\n".join(lines) + "\n"


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m bench.grounding.fit", description=__doc__)
    options.add_argument(
        "--vectors", type=Path, default=Path(tempfile.gettempdir()), help="a folder where vectors are kept"
    )
    kept: Path = options.parse_args().vectors
    cases = tuned_on()
    similar = similarity([(one.source, one.claim) for one in cases], kept)
    text = written(fitted(cases, None), fitted(cases, similar))
    Path(weights.__file__).write_text(text, "utf-8")
    print(f"{len(cases)} cases, {len(FEATURES)} differences: {weights.__file__}")


if __name__ == "__main__":
    main()
