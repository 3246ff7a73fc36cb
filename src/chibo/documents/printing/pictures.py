"""Drawings for both printers: lines stay lines in the PDF, Word gets an image; letters are the paper's in both."""

from __future__ import annotations

import functools
import re
from pathlib import Path

PIXELS_PER_UNIT = 3.0
"""A drawing of 720 units across a line of 252 mm is then printed with about 220 dots an inch."""
_FONT = re.compile(r'font-family="[^"]*"')


def in_paper_font(svg: str, families: list[str]) -> str:
    """Return the drawing with all its letters in the paper's font."""
    return _FONT.sub(f'font-family="{", ".join(families)}"', svg)


@functools.lru_cache(maxsize=16)
def as_png(svg: str, font_folders: tuple[Path, ...]) -> bytes:
    """Return the drawing as an image. About 300 ms; the library is large and loaded when it is first asked for."""
    import vl_convert

    for folder in font_folders:
        vl_convert.register_font_directory(str(folder))
    return bytes(vl_convert.svg_to_png(svg, scale=PIXELS_PER_UNIT))
