"""The breaks of a meeting."""

from chibo.meetings.models import Break, Meeting


def breaks_of(meeting: Meeting) -> list[Break]:
    """Return the breaks, oldest first. One query."""
    return list(Break.objects.filter(meeting=meeting).order_by("from_at", "id"))
