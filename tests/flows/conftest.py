"""Flow tests run on a small desk over a real database."""

from collections.abc import AsyncGenerator

import pytest

from tests.desk import TestDesk, small_desk


@pytest.fixture
async def desk(dsn: str) -> AsyncGenerator[TestDesk]:
    async with small_desk(dsn) as made:
        yield made
