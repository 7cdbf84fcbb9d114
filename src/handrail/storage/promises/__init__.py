"""The six promises checked on the database: each one a written query, each with what it examined."""

from handrail.storage.promises.check import check_promises

__all__ = ["check_promises"]
