"""The plan of topics: what a topic needs, and which quarters have none.

Source: Chỉ thị 50-CT/TW and Hướng dẫn 42-HD/BTCTW: at least one thematic meeting a quarter; the plan goes to the level
above, the author's paper is approved by the committee and sent ahead.
"""

from collections.abc import Iterable

from chibo.kernel.errors import Refusal
from chibo.kernel.months import Month

QUARTERS = (1, 2, 3, 4)
LATEST_YEARS_AHEAD = 2


def check_year(year: int, this_year: int) -> None:
    """Refuse a plan for a year that is far off: a slip of the hand."""
    if not this_year - 1 <= year <= this_year + LATEST_YEARS_AHEAD:
        raise Refusal("meetings.topic_year", year=str(year))


def check_topic(title: str, quarter: int, month: Month | None, year: int) -> None:
    """Refuse a topic without a title, and a month outside its quarter and year."""
    if not title:
        raise Refusal("meetings.topic_without_title")
    if month is not None and (month.year, month.quarter) != (year, quarter):
        raise Refusal("meetings.topic_month", month=month, quarter=quarter, year=str(year))


def missing_quarters(planned: Iterable[int]) -> list[int]:
    """Return the quarters for which nothing is planned.

    >>> missing_quarters([1, 1, 3])
    [2, 4]
    """
    known = set(planned)
    return [quarter for quarter in QUARTERS if quarter not in known]
