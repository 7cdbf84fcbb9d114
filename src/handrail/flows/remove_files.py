"""What has to go from the bucket goes: files that were erased or taken back, and uploads that broke off half way."""

from datetime import timedelta
from uuid import UUID

from handrail.core.log.chain import Event
from handrail.ports import Clock, Desk
from handrail.ports.files import Bucket, FilesAway, FilesOf
from handrail.ports.records import InBucket

AT_ONCE = 50
AGAIN = timedelta(minutes=1)


class RemoveFiles:
    """`bucket`: None where all files are in the database."""

    def __init__(self, desk: Desk, files: FilesOf, bucket: Bucket | None, clock: Clock) -> None:
        self._desk, self._files, self._bucket, self._clock = desk, files, bucket, clock

    async def __call__(self, tenant: UUID) -> int:
        """How many went. Raises FilesAway; what did not go then is tried again after a minute, until it is gone."""
        gone = 0
        while self._bucket is not None and (due := await self._due(tenant)):
            gone += await self._remove(tenant, self._bucket, due)
        return gone

    async def _due(self, tenant: UUID) -> list[InBucket]:
        now = self._clock()
        async with self._desk.as_system(tenant) as work:
            return list(await self._files(work).to_remove(now, now + AGAIN, AT_ONCE))

    async def _remove(self, tenant: UUID, bucket: Bucket, due: list[InBucket]) -> int:
        gone = list[InBucket]()
        try:
            for one in due:
                await bucket.remove(one)
                gone.append(one)
        except FilesAway:
            await self._note(tenant, gone)
            raise
        await self._note(tenant, gone)
        return len(gone)

    async def _note(self, tenant: UUID, gone: list[InBucket]) -> None:
        """In the log, so that whoever asked for an erasure can be shown that the bytes went too."""
        if not gone:
            return
        async with self._desk.as_system(tenant) as work:
            await self._files(work).removed(gone)
            files = [one.key.rpartition("/")[2] for one in gone]
            await work.record(Event("files_removed", "system", self._clock(), {"files": files}))
