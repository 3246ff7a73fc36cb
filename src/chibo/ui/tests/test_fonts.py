"""The fonts of the screen hold every Vietnamese letter, and the figures stand on one width."""

from pathlib import Path

import pytest

pytest.importorskip("fontTools")
pytest.importorskip("brotli")
pytest.importorskip("fontpkg_be_vietnam_pro")

from fontTools.ttLib import TTFont

from chibo.ui import assets, fonts

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("fonts")
    assert {path.stem for path in fonts.build(place)} == set(assets.FONTS)
    return place


def test_every_vietnamese_letter_is_there(folder: Path) -> None:
    import unicodedata

    letters = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES} | {"đ"}
    wanted = {ord(letter) for letter in letters | {letter.upper() for letter in letters}}
    wanted |= {ord(letter) for letter in "0123456789.,;:/%()–−“”…\u00a0₫"}
    for weight in (400, 600):
        held = set(TTFont(folder / f"be-vietnam-pro-{weight}.woff2").getBestCmap())
        assert wanted <= held


def test_all_figures_have_one_width(folder: Path) -> None:
    for weight in (400, 600):
        font = TTFont(folder / f"chibo-figures-{weight}.woff2")
        assert len(font.getBestCmap()) == 10
        assert {font["hmtx"][name][0] for name in font.getBestCmap().values()} == {680}


def test_the_fonts_are_small(folder: Path) -> None:
    assert sum(path.stat().st_size for path in folder.iterdir()) < 80_000
