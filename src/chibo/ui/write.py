"""Days, times, numbers and shares as they are written on screens and in sentences.

The same in Vietnamese and in English: 03/12/2026, 19:30, 1.234,5 and 17/20, đạt 85,00 %.
"""

from datetime import date, datetime, time
from decimal import Decimal

from django.utils.translation import gettext as _

from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.kernel.share import Share

NBSP = "\u00a0"
MINUS = "\u2212"


def number(value: int | float | Decimal | None, places: int | None = None) -> str:
    """Return 1.234,5: points between thousands, a comma before the fraction; an empty text for None.

    `places` fixes the digits after the comma; without it a fraction is written as it is.
    """
    if value is None or value == "":
        return ""
    exact = Decimal(str(value))
    text = f"{abs(exact):,.{places}f}" if places is not None else f"{abs(exact):,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    sign = MINUS if exact < 0 else ""
    return sign + text.translate(str.maketrans(",.", ".,"))


def percent(share: Share) -> str:
    """Return `85,00 %` with a space that does not break; a dash where there is nothing to take a share of."""
    hundredths = share.percent_hundredths
    return "–" if hundredths is None else f"{number(Decimal(hundredths) / 100, 2)}{NBSP}%"


def share(value: Share) -> str:
    """Return `17/20, đạt 85,00 %`: never a percentage without its fraction."""
    fraction = f"{number(value.part)}/{number(value.whole)}"
    if not value.whole:
        return fraction
    return _("%(fraction)s, đạt %(percent)s") % {"fraction": fraction, "percent": percent(value)}


def day(value: date | datetime | None) -> str:
    """Return 03/12/2026; an empty text for None. A moment is read on a Vietnamese clock."""
    return f"{_date(value):%d/%m/%Y}" if value else ""


def short_day(value: date | datetime | None) -> str:
    """Return 03/12, where the year is plain from the page."""
    return f"{_date(value):%d/%m}" if value else ""


def weekday(value: date | datetime) -> str:
    """Return Thứ Năm."""
    names = (_("Thứ Hai"), _("Thứ Ba"), _("Thứ Tư"), _("Thứ Năm"), _("Thứ Sáu"), _("Thứ Bảy"), _("Chủ nhật"))
    return names[_date(value).weekday()]


def weekday_day(value: date | datetime | None) -> str:
    """Return Thứ Năm 03/12/2026: where one must go somewhere."""
    return f"{weekday(value)} {day(value)}" if value else ""


def month(value: Month | date | None) -> str:
    """Return 12/2026."""
    return f"{_month(value).number:02d}/{_month(value).year}" if value else ""


def month_name(value: Month | date | None) -> str:
    """Return tháng 12/2026."""
    if not value:
        return ""
    return _("tháng %(month)s") % {"month": f"{_month(value).number}/{_month(value).year}"}


def clock_time(value: time | datetime | None) -> str:
    """Return 19:30."""
    if value is None:
        return ""
    return f"{clock.local(value) if isinstance(value, datetime) else value:%H:%M}"


def moment(value: datetime | None) -> str:
    """Return 03/12/2026, 19:30 on a Vietnamese clock."""
    return f"{day(value)}, {clock_time(value)}" if value else ""


def comrade(name: object) -> str:
    """Return đ/c and the name, not to be torn apart."""
    return f"{_('đ/c')}{NBSP}{name}"


def initials(name: str) -> str:
    """Return the first letters of the first and the last word: Hoàng Văn Lâm is HL."""
    words = name.split()
    return "".join(word[0] for word in dict.fromkeys([*words[:1], *words[-1:]])).upper()


def _date(value: date | datetime) -> date:
    return clock.local(value).date() if isinstance(value, datetime) else value


def _month(value: Month | date) -> Month:
    return value if isinstance(value, Month) else Month.of(value)
