"""The whole demo, from the ground to today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from chibo.access import Role
from chibo.accounts import services as accounts
from chibo.desk import services as desk
from chibo.directives import services as directives
from chibo.directives.figures import Draft
from chibo.directives.states import Kind
from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.organisations import services as organisations
from chibo.tasks import services as tasks
from chibo.ui.write import month_name
from chibo.web.demo import commitments, election, groups, months, names, subjects, voices
from chibo.web.demo.ground import Ground, admit, lay, office_of
from chibo.web.demo.months import Turn
from chibo.web.demo.texts import GUIDANCE, TOPICS

MONTHS = 14
DAY = 3
Say = Callable[[str], None]


def make(*, today: date, password: str, behind: int = MONTHS, say: Say = lambda line: None) -> Ground:
    """Make the demo as of a day: `behind` months behind, and the present month in every state.

    Takes about a minute. `say` is told what is being made.
    """
    present = Month.of(today)
    first = present.plus(-behind)
    with clock.at(_at(first.plus(-10).first_on)):
        operator = accounts.found_operator(
            actor=office_of(None), username=names.OPERATOR[0], display_name=names.OPERATOR[1], password=password
        )
        organisations.give_mandate(
            actor=office_of(None), user=operator, role=Role.OPERATOR, unit=None, starts_on=clock.today()
        )
    say("Tổ chức, đảng viên, tài khoản / Units, members, accounts…")
    ground = lay(first, password)
    for offset in range(behind):
        month = first.plus(offset)
        say(f"Tháng / Month {month.number:02d}/{month.year}…")
        admit(ground, month, today, at_latest=offset == 0)
        _guide(ground, month)
        for cell in range(len(ground.cells)):
            elects = cell == 0 and offset == behind - 1
            _past(ground, Turn(cell, month, month.day(DAY)), elects=elects)
    subjects.plan_them(ground, present.plus(-1))
    groups.divide(ground, present.plus(-1))
    groups.meet_together(ground, present.plus(1))
    say("Tháng này / This month…")
    with clock.at(_at(present.plus(-1).day(17))):
        ground.read_all()
    voices.raise_them(ground, today)
    commitments.register(ground, today)
    _ask_the_member(ground, today - timedelta(days=3))
    _present(ground, today)
    return ground


def _past(ground: Ground, turn: Turn, *, elects: bool) -> None:
    with clock.at(turn.at(turn.before(14))):
        meeting = months.register(ground, turn)
        if elects:
            election.plan(ground, turn, meeting)
    with clock.at(turn.at(turn.before(4))):
        meeting = months.call(ground, turn, meeting)
    held = months.hold(ground, turn, meeting, minutes=92 + turn.seed % 4 * 7)
    months.finish(ground, turn, held)
    months.confirm(ground, turn, held)


def _guide(ground: Ground, month: Month) -> None:
    """Send the guidance of a month to all cells on day 18 of the month before."""
    topic = TOPICS[(month.year * 12 + month.number) % len(TOPICS)]
    with clock.at(_at(month.plus(-1).day(18))):
        office = ground.actor(names.OFFICE[0])
        draft = directives.draft_directive(
            actor=office,
            unit=ground.committee,
            draft=Draft(
                kind=Kind.GUIDANCE,
                month=month,
                subject=f"Định hướng sinh hoạt chi bộ {month_name(month)}",
                body=GUIDANCE.format(guidance=topic.guidance),
            ),
        )
        directives.issue_directive(actor=office, directive_id=draft.pk, version=draft.version)


def _ask_the_member(ground: Ground, day: date) -> None:
    """Give the member whom a visitor plays something to do, due next week."""
    with clock.at(_at(day)):
        tasks.give_task(
            actor=ground.actor(ground.secretary(0)),
            unit=ground.cells[0],
            month=Month.of(day),
            title="Tuyên truyền sử dụng nước tiết kiệm tại tổ công tác",
            due_on=day + timedelta(days=9),
            person_id=ground.people[names.MEMBER].pk,
        )


def _present(ground: Ground, today: date) -> None:
    """The first cell can be held now, the second was held yesterday, the third is registered, the fourth is late."""
    month = Month.of(today)
    _guide(ground, month)
    ready, held, registered = (
        Turn(0, month, today),
        Turn(1, month, today - timedelta(days=1)),
        Turn(2, month, today + timedelta(days=4)),
    )
    for turn in (ready, held, registered):
        with clock.at(turn.at(month.plus(-1).day(19))):
            meeting = months.register(ground, turn)
        if turn is not registered:
            with clock.at(turn.at(turn.before(3))):
                meeting = months.call(ground, turn, meeting)
        if turn is ready:
            with clock.at(turn.at(turn.before(1))):
                months.give_opinions(ground, turn, meeting)
        if turn is held:
            months.hold(ground, turn, meeting)
    with clock.at(_at(month.plus(-1).day(19))):
        months.register_committee(ground, month, today + timedelta(days=2))
    if today > month.day(20):
        _next(ground, month)
    desk.daily_round()


def _next(ground: Ground, month: Month) -> None:
    """Late in a month its next one has begun: guidance is out, and all but the fourth cell have registered."""
    following = month.plus(1)
    _guide(ground, following)
    for cell in range(len(ground.cells) - 1):
        turn = Turn(cell, following, following.day(DAY))
        with clock.at(turn.at(month.day(19))):
            months.register(ground, turn)
    with clock.at(_at(month.day(19))):
        months.register_committee(ground, following, following.day(15))


def _at(day: date) -> datetime:
    return datetime.combine(day, time(8), tzinfo=clock.HOME)
