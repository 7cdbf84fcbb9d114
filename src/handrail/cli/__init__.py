"""The command line: everything an engineer does with a desk, in one word each."""

from handrail.cli.main import main

__all__ = ["main"]
