"""Puts the desk together: the only room that knows every other, and the only one that chooses implementations."""

from handrail.app.desk import Handrail
from handrail.app.open import database_of, new_id, open_desk, prepare_database, utc_now

__all__ = ["Handrail", "database_of", "new_id", "open_desk", "prepare_database", "utc_now"]
