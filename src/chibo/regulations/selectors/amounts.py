"""Amounts of a rule in words: days, months, points, sizes."""

from typing import Any

from django.utils.translation import gettext as _

from chibo.ui import write


def how_often(per: str) -> str:
    """Return how often something is held at least."""
    words = {
        "month": _("ít nhất mỗi tháng một lần"),
        "quarter": _("ít nhất mỗi quý một lần"),
        "need": _("khi cần"),
    }
    return words[per]


def day_of_month(number: int | None) -> str:
    """Return a day of every month; None is left to the competent committee."""
    return _("ngày %(day)s hằng tháng") % {"day": f"{number:02d}"} if number else _("do cấp ủy có thẩm quyền quy định")


def day_in_month(number: int, months: int) -> str:
    """Return a day, and in which month it lies: 0 the same, -1 the one before."""
    day = _("ngày cuối") if number == 31 else _("ngày %(day)s") % {"day": f"{number:02d}"}
    where = {-1: _("%(day)s của tháng trước"), 0: _("%(day)s của tháng đó"), 1: _("%(day)s của tháng sau")}
    return where.get(months, _("%(day)s, hai tháng sau")) % {"day": day}


def months_long(number: int) -> str:
    """Return a number of months."""
    return _("%(months)s tháng") % {"months": number}


def working_days(number: int) -> str:
    """Return a term in working days."""
    return _("trong %(days)s ngày làm việc") % {"days": number}


def points_of(hundredths: int) -> str:
    """Return points that are kept in hundredths."""
    return _("%(points)s điểm") % {"points": write.number(hundredths / 100)}


def size_of(size: Any) -> str:
    """Return a size of letters, or from which to which."""
    if size.smallest == size.largest:
        return _("cỡ %(size)s") % {"size": size.smallest}
    return _("cỡ %(smallest)s đến %(largest)s") % {"smallest": size.smallest, "largest": size.largest}
