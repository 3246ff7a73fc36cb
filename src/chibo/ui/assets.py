"""One style sheet out of many files, and the subset fonts, offered to Django's static files.

The sheet is written again whenever joining its sources gives another one.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage, Storage

HERE = Path(__file__).resolve().parent
CSS = HERE / "static" / "ui" / "css"
FONT_FACES = HERE / "css_src" / "fonts.css"
SHEET = "ui/chibo.css"
FONTS = ("be-vietnam-pro-400", "be-vietnam-pro-600", "chibo-figures-400", "chibo-figures-600")
_IMPORT = re.compile(r'^@import url\("([^"]+)"\)(?: layer\((\w+)\))?;$', re.MULTILINE)


def joined() -> str:
    """Return the sheet of the program: every imported file in its layer, the fonts where they were built."""

    def content(found: re.Match[str]) -> str:
        text = (CSS / found[1]).read_text(encoding="utf-8")
        return f"@layer {found[2]} {{\n{text}}}\n" if found[2] else text

    sheet = _IMPORT.sub(content, (CSS / "chibo.css").read_text(encoding="utf-8"))
    shares = "".join(f".v-{percent}{{--v:{percent}}}" for percent in range(101))
    faces = FONT_FACES.read_text(encoding="utf-8") if fonts_built() else ""
    return f"{sheet}@layer utilities {{{shares}}}\n{faces}"


def fonts_built() -> bool:
    """Tell whether `python -m chibo.ui.fonts` has written all four files into the fonts folder."""
    return all((Path(settings.FONTS) / f"{name}.woff2").exists() for name in FONTS)


def write_sheet() -> Path:
    """Write the joined sheet below the assets folder if it is missing or out of date; return its path."""
    place = Path(settings.ASSETS) / SHEET
    text = joined()
    if not place.exists() or place.read_text(encoding="utf-8") != text:
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", dir=place.parent, suffix=".css.part", delete=False, encoding="utf-8"
        ) as part:
            part.write(text)
        Path(part.name).replace(place)
    return place


class AssetsFinder(BaseFinder):
    """Finds `ui/chibo.css` and `ui/fonts/*.woff2`."""

    def check(self, **kwargs: object) -> list[CheckMessage]:
        return []

    def find(  # type: ignore[override]
        self, path: str, find_all: bool = False, **kwargs: object
    ) -> str | list[str] | None:
        found = self._place(path)
        if find_all:
            return [str(found)] if found else []
        return str(found) if found else None

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        write_sheet()
        yield SHEET, FileSystemStorage(settings.ASSETS)
        if fonts_built():
            fonts = FileSystemStorage(settings.FONTS)
            fonts.prefix = "ui/fonts"  # type: ignore[attr-defined]
            for name in FONTS:
                yield f"{name}.woff2", fonts

    def _place(self, path: str) -> Path | None:
        if path == SHEET:
            return write_sheet()
        name = path.removeprefix("ui/fonts/").removesuffix(".woff2")
        if name in FONTS and path == f"ui/fonts/{name}.woff2" and fonts_built():
            return Path(settings.FONTS) / f"{name}.woff2"
        return None
