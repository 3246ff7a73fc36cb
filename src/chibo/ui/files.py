"""Files that are sent piece by piece."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import cast

from django.http import FileResponse


class FileInPieces(FileResponse):
    """A file of which a piece at a time is in memory, read on a thread while the loop sends.

    Django's own answer would be read whole by the loop first, with a warning.
    """

    block_size = 256 * 1024

    async def __aiter__(self) -> AsyncIterator[bytes]:
        pieces = cast(Iterator[bytes], self.streaming_content)  # of a file: never asynchronous
        while (piece := await asyncio.to_thread(next, pieces, None)) is not None:
            yield piece
