"""The table of the moments in the docs is the shipped register's."""

from tests.docs.moments_reference import FILE, reference


def test_the_reference_of_moments_is_the_shipped_register() -> None:
    assert FILE.read_text(encoding="utf-8") == reference(), "run: python -m tests.docs.moments_reference"
