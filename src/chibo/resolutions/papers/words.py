"""Words that more than one of this room's papers uses."""

from datetime import date

from chibo.documents.rules import percent_words
from chibo.kernel.months import Month
from chibo.kernel.share import Share

CELL_WORD, COMMITTEE_WORD = "Chi ủy", "Ban Chấp hành Đảng bộ"
TITLES = {"NQ": "Nghị quyết", "KL": "Kết luận"}


def month_on_paper(month: Month) -> str:
    """Return the month as papers write it, with a zero before 1 and 2.

    >>> month_on_paper(Month(2026, 2)), month_on_paper(Month(2026, 9))
    ('tháng 02 năm 2026', 'tháng 9 năm 2026')
    """
    number = f"{month.number:02d}" if month.number <= 2 else str(month.number)
    return f"tháng {number} năm {month.year}"


def month_short(month: Month) -> str:
    """Return `tháng 12/2026`."""
    return f"tháng {month.number:02d}/{month.year}"


def day(value: date | None) -> str:
    """Return 03/12/2026; an empty text for None."""
    return f"{value:%d/%m/%Y}" if value else ""


def share_words(share: Share) -> str:
    """Return how many agreed, as papers say it.

    >>> share_words(Share(18, 20))
    '18/20 đồng chí tán thành, đạt tỷ lệ 90,00\xa0%'
    """
    return f"{share.part}/{share.whole} đồng chí tán thành, đạt tỷ lệ {percent_words(share)}"
