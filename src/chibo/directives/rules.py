"""What a directive must say before it goes out, its moves, and the keys under which agendas know it."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from chibo.directives.figures import Draft, Progress
from chibo.directives.states import MOVES, Arrival, Kind, Move, State
from chibo.kernel.errors import Refusal

_KEY = "directive:"


def after(state: State, move: Move) -> State:
    """Return the state that the move leads to. Refuses a move that this state does not know."""
    try:
        return MOVES[state, move]
    except KeyError:
        raise Refusal(f"directives.cannot_{move}") from None


def check_draft(draft: Draft) -> None:
    """Refuse a directive without a subject, and a monthly resolution without its number."""
    if not draft.subject:
        raise Refusal("directives.no_subject")
    if draft.kind is Kind.MONTHLY_RESOLUTION and not draft.number:
        raise Refusal("directives.resolution_without_number")


def check_issue(*, has_text: bool, receivers: int, discuss_by_on: date | None, today: date) -> None:
    """Refuse to send nothing, to nobody, or with a last day that is past."""
    if not has_text:
        raise Refusal("directives.nothing_to_send")
    if not receivers:
        raise Refusal("directives.nobody_chosen")
    if discuss_by_on is not None and discuss_by_on < today:
        raise Refusal("directives.day_past", day=discuss_by_on)


def agenda_key(directive_id: UUID) -> str:
    """Return the key under which an agenda keeps the item that this directive brought.

    >>> agenda_key(UUID(int=7))
    'directive:00000000-0000-0000-0000-000000000007'
    """
    return f"{_KEY}{directive_id}"


def directives_in(keys: Iterable[str]) -> list[UUID]:
    """Return the directives among the keys of an agenda; other rooms' keys are passed over."""
    return [UUID(key.removeprefix(_KEY)) for key in keys if key.startswith(_KEY)]


def progress_of(arrivals: Iterable[tuple[str, bool]]) -> Progress:
    """Add up how far a directive has come, from (state, was noted) of each unit that it went to."""
    rows = list(arrivals)
    states = [state for state, _ in rows]
    return Progress(
        sent=len(rows),
        waiting=states.count(Arrival.RECEIVED),
        on_agenda=states.count(Arrival.ON_AGENDA),
        dealt_with=states.count(Arrival.DEALT_WITH),
        noted=sum(noted for _, noted in rows),
    )
