"""Reads days, times and months as people type them: the day always stands before the month."""

import re
import unicodedata
from datetime import date, time

from chibo.kernel import clock
from chibo.kernel.months import Month

_PARTS = re.compile(r"[\s./\-]+")


def day(text: str) -> date:
    """Read 03/12/2026, 3/12/26, 3-12-2026, 3.12.2026, 03122026, and 3/12 of this year; also 2026-12-03.

    Raises ValueError for anything else, and for days that do not exist.
    """
    text = _plain(text)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return date.fromisoformat(text)
    if re.fullmatch(r"\d{6}|\d{8}", text):
        text = f"{text[:2]}/{text[2:4]}/{text[4:]}"
    parts = _PARTS.split(text)
    if len(parts) not in {2, 3} or not all(part.isdecimal() for part in parts):
        raise ValueError(f"not a day: {text!r}")
    year = _year(parts[2]) if len(parts) == 3 else clock.today().year
    return date(year, int(parts[1]), int(parts[0]))


def clock_time(text: str) -> time:
    """Read 19:30, 19h30, 19h, 19.30, 1930 and 930. Raises ValueError for anything else."""
    text = _plain(text).lower().replace(" ", "")
    found = re.fullmatch(r"(\d{1,2})(?:[:h.g](\d{2})?)?p?", text) or re.fullmatch(r"(\d{1,2})(\d{2})", text)
    if not found:
        raise ValueError(f"not a time: {text!r}")
    return time(int(found[1]), int(found[2] or 0))


def month(text: str) -> Month:
    """Read 12/2026, 12-2026, 122026 and 2026-12. Raises ValueError for anything else."""
    text = _plain(text)
    if re.fullmatch(r"\d{4}-\d{2}", text):
        return Month.parse(text)
    found = re.fullmatch(r"(\d{1,2})[\s./\-]*(\d{4})", text)
    if not found:
        raise ValueError(f"not a month: {text!r}")
    return Month.parse(f"{found[2]}-{int(found[1]):02}")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _year(text: str) -> int:
    if len(text) == 2:  # born in 58, next meeting in 27: never more than ten years ahead
        century = clock.today().year // 100 * 100
        year = century + int(text)
        return year if year <= clock.today().year + 10 else year - 100
    if len(text) != 4:
        raise ValueError(f"not a year: {text!r}")
    return int(text)
