"""The Postgres server that arrives inside a wheel, started in the data folder when none is given."""

from handrail.storage.embedded.binaries import binary
from handrail.storage.embedded.errors import (
    DatabaseBinariesMissing,
    DatabaseFolderOutOfReach,
    DatabaseMadeByAnotherVersion,
    DatabaseServerCannotServe,
    DatabaseServerDidNotStart,
    DatabaseServerDidNotStop,
    SystemAccountMissing,
)
from handrail.storage.embedded.server import Server, start, status, stop

__all__ = [
    "DatabaseBinariesMissing",
    "DatabaseFolderOutOfReach",
    "DatabaseMadeByAnotherVersion",
    "DatabaseServerCannotServe",
    "DatabaseServerDidNotStart",
    "DatabaseServerDidNotStop",
    "Server",
    "SystemAccountMissing",
    "binary",
    "start",
    "status",
    "stop",
]
