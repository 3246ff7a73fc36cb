"""Builds the fonts of the screen: `python -m chibo.ui.fonts FOLDER`. Needs fonttools and brotli, once.

Reads Be Vietnam Pro out of its installed package, keeps Latin and Vietnamese, and writes a second family of ten
digits on one width ("Chibo Figures"), because the text face has no tabular figures.
"""

import sys
from importlib.metadata import files
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

PACKAGE = "fontpkg-be-vietnam-pro"
WEIGHTS = {400: "BeVietnamPro-Regular.ttf", 600: "BeVietnamPro-SemiBold.ttf"}
LETTERS = "U+0020-007E,U+00A0-0107,U+0110-0113,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0309,U+0323,"
LETTERS += "U+1EA0-1EF9,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+20AB,U+2212,U+2264-2265"
DIGITS = "U+0030-0039"
ADVANCE = 680
"""Width of every digit of Chibo Figures, in units of 1000."""


def build(folder: Path) -> list[Path]:
    """Write the four files into the folder and return them."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for weight, name in WEIGHTS.items():
        source = _source(name)
        written.append(_save(_cut(source, LETTERS), folder / f"be-vietnam-pro-{weight}.woff2"))
        figures = _cut(source, DIGITS)
        _on_one_width(figures)
        written.append(_save(figures, folder / f"chibo-figures-{weight}.woff2"))
    return written


def _source(name: str) -> Path:
    found = [file for file in files(PACKAGE) or () if file.name == name]
    if not found:
        raise FileNotFoundError(f"{PACKAGE} holds no {name}")
    return Path(str(found[0].locate()))


def _cut(source: Path, letters: str) -> TTFont:
    options = subset.Options(layout_features=["kern", "mark", "mkmk", "ccmp", "locl"], hinting=False)
    font = TTFont(source)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(letters))
    cutter.subset(font)
    return font


def _on_one_width(font: TTFont) -> None:
    """Set every digit in the middle of the same advance, and name the family as one of its own."""
    scale = font["head"].unitsPerEm / 1000
    advance = round(ADVANCE * scale)
    for glyph_name in font.getBestCmap().values():
        glyph = font["glyf"][glyph_name]
        width, _bearing = font["hmtx"][glyph_name]
        glyph.coordinates.translate(((advance - width) // 2, 0))
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][glyph_name] = (advance, glyph.xMin)
    for table in ("GPOS", "GSUB", "kern"):
        if table in font:
            del font[table]
    for record in font["name"].names:
        if record.nameID in {1, 4, 16}:
            record.string = "Chibo Figures"


def _save(font: TTFont, place: Path) -> Path:
    font.flavor = "woff2"
    font.save(place)
    return place


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: python -m chibo.ui.fonts FOLDER")
    for path in build(Path(sys.argv[1])):
        print(f"{path} {path.stat().st_size}")  # noqa: T201 - a command tells what it wrote
