"""Reading secret boxes. While one is open nobody learns more than how many ballots lie in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, Q, QuerySet

from chibo.access import Place
from chibo.ballots.models import BoxMember, CountedBallot, SealedBallot, SecretBox
from chibo.ballots.rules import Marks, Sheet, Totals, total
from chibo.ballots.states import RUNNING, BoxState
from chibo.kernel.errors import Missing
from chibo.organisations.selectors import place_of
from chibo.regulations.rules import ResolvedRule

FEW = 5
"""With fewer ballots than this a count would show how single persons voted; only what was decided is shown then."""


def box(box_id: UUID) -> SecretBox:
    """Return one secret box, its rule left aside: the long text would cost every voter. Raises Missing. One query."""
    return _one(SecretBox.objects.defer("rule"), box_id)


def open_box_of(origin_id: UUID) -> SecretBox | None:
    """Return the box of this item that is prepared, open or being counted; None if none is. One query."""
    return SecretBox.objects.filter(origin_id=origin_id, state__in=RUNNING).first()


def box_held_open(box_id: UUID) -> SecretBox:
    """Return the box, as far as one ballot needs it, and keep it so until this transaction ends.

    Others may vote beside it. Closing waits for whoever is here, so that no ballot comes after it. On SQLite writers
    stand in one queue anyway. One query, two on PostgreSQL.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM ballots_secretbox WHERE id = %s FOR SHARE", [box_id])
    return _one(SecretBox.objects.only("unit__path", "state", "version"), box_id)


def has_voted(box_id: UUID, person_id: UUID | None) -> bool:
    """Tell whether a ballot of this person lies in the box, or did until it was counted. At most one query."""
    if person_id is None:
        return False
    lies_there = Exists(SealedBallot.objects.filter(box_id=box_id, voter_id=person_id))
    return BoxMember.objects.filter(lies_there | Q(has_voted=True), box_id=box_id, person_id=person_id).exists()


def turnout(box_id: UUID) -> int:
    """Return how many ballots lie in an open box: all that anybody learns before it is closed. One query."""
    return SealedBallot.objects.filter(box_id=box_id).count()


@dataclass(frozen=True, slots=True)
class Counted:
    """A box that was counted. `totals` is None where so few voted that it would give them away."""

    box: SecretBox
    sheet: Sheet
    totals: Totals | None


def counted_in(origin_ids: Iterable[UUID]) -> dict[UUID, list[Counted]]:
    """Return the counted boxes of these agenda items, oldest first, but for those that a team opened (`minutes_of`).

    Two queries, one where there is none.
    """
    done = SecretBox.objects.filter(origin_id__in=set(origin_ids), state=BoxState.COUNTED, is_split=False)
    rows = done.defer("rule")
    boxes = list(rows.order_by("opened_at", "id"))
    marks: dict[UUID, list[Marks | None]] = {}
    ballots = CountedBallot.objects.filter(box__in=boxes).values_list("box_id", "marks") if boxes else ()
    for box_id, row in ballots:
        marks.setdefault(box_id, []).append(tuple(row) if row else None)
    found: dict[UUID, list[Counted]] = {}
    for one in boxes:
        sheet, cast = Sheet.from_json(one.sheet), marks.get(one.pk, [])
        totals = total(cast, sheet) if len(cast) >= FEW else None
        found.setdefault(one.origin_id, []).append(Counted(one, sheet, totals))
    return found


def rule_of(found: SecretBox) -> ResolvedRule[Any]:
    """Return the rule as it was when the box was opened. One query where it was left aside."""
    return ResolvedRule.from_snapshot(found.rule)


def place_of_box(found: SecretBox) -> Place:
    """Return where the box stands. One query where its unit was not fetched with it."""
    return place_of(found.unit)


def _one(rows: QuerySet[SecretBox], box_id: UUID) -> SecretBox:
    try:
        return rows.select_related("unit").get(pk=box_id)
    except SecretBox.DoesNotExist:
        raise Missing("box") from None
