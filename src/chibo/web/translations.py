"""Keep the catalogues of translations: `python -m chibo.web.translations extract | compile | check`.

`extract` and `check` may be followed by the names of rooms; without any they go through all.

Every room keeps its English in `locale/en/LC_MESSAGES/django.po`; the msgids are whole Vietnamese sentences, so
that Vietnamese needs no catalogue. What Django and allauth say in Vietnamese stands in `web/locale/vi`, by hand.
Babel reads and writes the files, so that GNU gettext need not be installed.
"""

import io
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as extract_from
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent
HEADER = """msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")


def extract(package: Path = PACKAGE, rooms: Sequence[str] = ()) -> list[Path]:
    """Bring every room's English catalogue up to date: add new sentences, drop unused ones, keep the rest.

    Returns the files that changed.
    """
    changed = []
    for room in _rooms(package, rooms):
        sentences = _sentences(room)
        place = _english(room)
        if not len(sentences) and not place.exists():
            continue
        kept = _read(place) if place.exists() else Catalog(locale="en")
        text = _text(_merged(sentences, kept))
        if not place.exists() or place.read_text(encoding="utf-8") != text:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
            changed.append(place)
    return changed


def compile_all(package: Path = PACKAGE) -> list[Path]:
    """Write a .mo beside every .po that is newer than its .mo. Returns what was written."""
    written = []
    for source in sorted(package.glob("*/locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with target.open("wb") as file:
            write_mo(file, _read(source))
        written.append(target)
    return written


def problems(package: Path = PACKAGE, rooms: Sequence[str] = ()) -> list[str]:
    """Return one line for each English entry that is missing, empty, fuzzy, unused or has other placeholders."""
    found = []
    for room in _rooms(package, rooms):
        wanted, place = _sentences(room), _english(room)
        catalog = _read(place) if place.exists() else Catalog(locale="en")
        known = {message.id: message for message in catalog if message.id}
        for message in wanted:
            if message.id:
                found += [f"{room.name}: {line}" for line in _faults(message, known.pop(message.id, None))]
        found += [f"{room.name}: no longer used: {_short(left)}" for left in known.values()]
    return found


def _faults(wanted: Message, given: Message | None) -> Iterator[str]:
    if given is None:
        yield f"no entry: {_short(wanted)}"
    elif given.fuzzy:
        yield f"fuzzy: {_short(wanted)}"
    elif not all(_texts(given.string)):
        yield f"empty: {_short(wanted)}"
    else:
        allowed = set(_PLACEHOLDER.findall(" ".join(_texts(wanted.id))))
        last = set(_PLACEHOLDER.findall(_texts(given.string)[-1]))
        if last != allowed:
            yield f"placeholders differ ({sorted(allowed)} and {sorted(last)}): {_short(wanted)}"


def _texts(value: object) -> list[str]:
    return [str(part) for part in value] if isinstance(value, list | tuple) else [str(value or "")]


def _short(message: Message) -> str:
    return repr(_texts(message.id)[0][:70])


def _rooms(package: Path, names: Sequence[str]) -> list[Path]:
    """Return the folders of the named rooms, or of all. Raises ValueError for a name that is no room."""
    rooms = {place.parent.name: place.parent for place in sorted(package.glob("*/__init__.py"))}
    unknown = sorted(set(names) - set(rooms))
    if unknown:
        raise ValueError(f"no room is called {', '.join(unknown)}; there are {', '.join(rooms)}")
    return [rooms[name] for name in names or rooms]


def _english(room: Path) -> Path:
    return room / "locale" / "en" / "LC_MESSAGES" / "django.po"


def _sentences(room: Path) -> Catalog:
    """Return what the room's code and templates mark for translation."""
    catalog = Catalog(locale="en")
    for place, source in _sources(room):
        for _line, words, _comments, context in extract_from("python", io.BytesIO(source), keywords=KEYWORDS):
            where = place.relative_to(room.parent).as_posix()
            catalog.add(words, locations=[(where, 0)], context=context)
    return catalog


def _sources(room: Path) -> Iterator[tuple[Path, bytes]]:
    for place in sorted(room.rglob("*.py")):
        inside = place.relative_to(room).parts
        if "tests" not in inside and "migrations" not in inside:
            yield place, place.read_bytes()
    for place in sorted((room / "templates").rglob("*.*")):
        yield place, _as_python(place.read_text(encoding="utf-8"))


def _as_python(template: str) -> bytes:
    """Return calls of gettext for what a template marks. Indents and stray letters would not be Python."""
    calls = re.findall(
        r"(?<!\w)(n?p?gettext|_)(\((?:[^()'\"]|u?'(?:\\.|[^'\\])*'|u?\"(?:\\.|[^\"\\])*\")*\))",
        templatize(template),
    )
    return "\n".join(name + arguments for name, arguments in calls).encode()


def _merged(wanted: Catalog, kept: Catalog) -> Catalog:
    merged = Catalog(locale="en")
    for message in wanted:
        if message.id:
            old = kept.get(message.id, message.context)
            merged.add(
                message.id,
                old.string if old else None,
                locations=message.locations,
                flags=old.flags if old else message.flags,
                context=message.context,
            )
    return merged


def _read(place: Path) -> Catalog:
    with place.open("rb") as file:
        return read_po(file, charset="utf-8")


def _text(catalog: Catalog) -> str:
    buffer = io.BytesIO()
    write_po(buffer, catalog, omit_header=True, include_lineno=False, sort_by_file=True, width=110)
    return HEADER + buffer.getvalue().decode()


def main(arguments: list[str]) -> int:
    match arguments:
        case ["extract", *rooms]:
            lines = [f"updated {place.relative_to(PACKAGE)}" for place in extract(rooms=rooms)] or ["nothing new"]
        case ["compile"]:
            lines = [f"compiled {place.relative_to(PACKAGE)}" for place in compile_all()] or ["nothing to compile"]
        case ["check", *rooms]:
            lines = problems(rooms=rooms)
            sys.stdout.write("\n".join([*lines, f"{len(lines)} to mend", ""]))
            return 1 if lines else 0
        case _:
            sys.stderr.write("say extract, compile or check, and which rooms\n")
            return 2
    sys.stdout.write("\n".join([*lines, ""]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
