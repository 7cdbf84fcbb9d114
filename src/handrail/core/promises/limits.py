"""How long a state may last before it counts as broken. Lateness of people is no part of this: see docs/reference/promises.md."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

NOT_ON_DUTY: Final = timedelta(seconds=60)
"""An owner who is off shift for longer than this is nobody's owner."""

LIMITS: Final[Mapping[str, timedelta]] = {
    "routed_within": timedelta(seconds=60),  # from a wish for a person to the hand-off
    "looked_at_within": timedelta(minutes=5),  # from a passed deadline to somebody, or the sweeper, looking
    "decided_within": timedelta(minutes=5),  # from a customer's turn to a decision, unless a job still works on it
    "settled_within": timedelta(minutes=5),  # from a promise's due time to kept, broken, renewed or withdrawn
    "sealed_within": timedelta(minutes=10),  # from an event to the seal that covers it
}
"""Under the names by which the written queries call them."""
