"""What a process says about itself: alive, ready, and what it counts; of its own where no web side runs."""

from collections.abc import Mapping

from litestar.types import ASGIApp

from handrail.api import create_vitals
from handrail.app.desk import Handrail
from handrail.ports import TryAgain


def vitals_app(desk: Handrail) -> ASGIApp:
    """`/healthz`, `/readyz` and `/metrics`, and nothing else."""
    return create_vitals(Readiness(desk).checks, desk.meters.registry)


class Readiness:
    def __init__(self, desk: Handrail) -> None:
        self._desk = desk

    async def checks(self) -> Mapping[str, str | None]:
        try:
            async with self._desk.door.bare() as connection:
                await connection.execute("SELECT 1")
        except TryAgain as error:
            return {"database": str(error)}
        return {"database": None}
