"""Fits the weights by which a wish for a person is told to the shipped examples: `python -m bench.decisions.fit_wishes`."""

from pathlib import Path

from handrail.core.understanding.wants_person import teaching
from handrail.core.understanding.wants_person.fitting import Weights, fit

HERE = Path(str(teaching.__file__)).parent
WRITTEN = HERE / "examples"
TABLE = HERE / "words" / "weights.py"


def written() -> list[teaching.Written]:
    """Every shipped example, file by file in the order of their names."""
    files = sorted(WRITTEN.glob("*.txt"))
    return [each for file in files for each in teaching.read(file.read_text(encoding="utf-8"))]


def fitted() -> Weights:
    return fit(teaching.examples(written()))


def main() -> None:
    largest, table = teaching.packed(fitted())
    head = TABLE.read_text(encoding="utf-8").split("LARGEST")[0]
    TABLE.write_text(f'{head}LARGEST = {largest}\nPACKED = "{table}"\n', encoding="utf-8")
    print(f"{len(written())} examples, {len(table)} letters of table")


if __name__ == "__main__":
    main()
