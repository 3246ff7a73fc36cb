"""Meetings that are neither a cell's nor a committee's: of a group inside a cell, or of several cells together."""

from typing import Annotated

from pydantic import Field

from chibo.regulations.figures.agenda import AgendaRow
from chibo.regulations.figures.base import Figures, Words
from chibo.regulations.figures.votes import Decision


class SpecialMeeting(Figures):
    """How such a meeting is held and what it may decide."""

    title_vi: Words
    """Title of one meeting, with %(month)s written 12/2026 and, of a group, its name in %(group)s."""
    times_a_year: Annotated[int, Field(ge=1, le=60)]
    """How often it is held at least."""
    replaces_regular: bool
    """Whether it stands for the regular meeting of the month of the cells that take part."""
    decides: tuple[str, ...]
    """Kinds of decisions that it may take, each a `Decision`; empty: all that the rule of votes knows."""
    agenda: Annotated[tuple[AgendaRow, ...], Field(min_length=1)]

    def may_decide(self, decision: Decision | str) -> bool:
        """Tell whether it may decide on something of that kind."""
        return not self.decides or decision in self.decides
