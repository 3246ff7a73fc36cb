"""A file goes out piece by piece, also from the loop."""

import io
import warnings

from tests.loops import in_a_loop

from chibo.ui.files import FileInPieces


def test_the_loop_holds_one_piece_of_a_file_at_a_time() -> None:
    source = io.BytesIO(bytes(range(256)) * 4096)  # four pieces

    async def sent() -> list[tuple[int, int]]:
        return [(len(piece), source.tell()) async for piece in FileInPieces(source)]

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = in_a_loop(sent())
    size = FileInPieces.block_size
    assert found == [(size, size * number) for number in range(1, 5)]
