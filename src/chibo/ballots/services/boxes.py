"""A secret box: opened with a key of its own, closed, counted, its key destroyed.

Closing goes in two transactions. The first shuts the box; only when it stands is anything opened. Were both one, a
count broken off could be followed by more ballots and a second count, and the difference would show what those said.
"""

import secrets
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from chibo.access import Actor, Place, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, no_entry, record
from chibo.ballots.models import BoxMember, CountedBallot, KeyKeeper, SealedBallot, SecretBox
from chibo.ballots.rules import Base, Marks, Opener, Sheet, Summoned, check_sheet, new_keys, total, unpacked
from chibo.ballots.rules.desk import Count
from chibo.ballots.selectors import FEW, accounts_of, check_line, place_of_box, rule_of, turnout
from chibo.ballots.selectors import box as box_of
from chibo.ballots.services import keys
from chibo.ballots.services.asking import (
    SecretQuestion,
    base_for,
    base_rows,
    check_electronic,
    shared_columns,
    void_reason,
)
from chibo.ballots.states import NEED_SPLIT, RUNNING, BoxState
from chibo.kernel import clock
from chibo.kernel.errors import Refusal

ORPHAN_SECONDS = 3600
"""A key without a box is one whose opening was broken off; younger ones may belong to one that is running."""


@command("ballots.box.run")
def open_box(*, actor: Actor, question: SecretQuestion, summoned: Iterable[Summoned]) -> SecretBox:
    """Open a secret box on the base of this moment, with a key of its own, whole and on this server.

    Refuses what needs a split key, where no unit has allowed electronic secret votes for this kind of decision
    (ballots.electronic_not_set, with the section), beside another open vote, on an empty base, with so few voters that
    a count would tell how each voted, a ballot that offers no choice, and where phones come without encryption.
    """
    require(actor, "ballots.box.run", question.place)
    check_line()
    check_electronic(question)
    if question.decision in NEED_SPLIT:
        raise Refusal("ballots.needs_split_key", decision=question.majority.name_vi)
    check_sheet(question.sheet)
    base = base_for(question, summoned)
    check_many(base.voters)
    pair = new_keys()
    box = SecretBox.objects.create(
        rule=question.rule.snapshot(),
        sheet=question.sheet.as_json(),
        public_key=pair.public,
        **shared_columns(question, question.majority, base),
    )
    keep_base(box, base)
    record(actor, box, question.place, details={"decision": question.decision, "base": base.count})
    keys.keep(box.pk, pair.private)
    return box


@no_entry("Shutting and counting are two commands in two transactions, each with its entry.")
def close_box(*, actor: Actor, place: Place, box_id: UUID, version: int | None) -> SecretBox:
    """Shut the box, count it and destroy its key. Never inside another command: the two steps must not be one.

    A box whose key is lost becomes void; one whose key is split waits for the codes of two tellers. Refuses one that is
    not open. What a fault breaks off after the shutting, `finish_closings` brings to its end.
    """
    with transaction.atomic(durable=True):
        pass  # raises inside another command
    if _shut(actor=actor, place=place, box_id=box_id, version=version).is_split:
        return box_of(box_id)
    with suppress(_CountedAlready):
        _count(actor=actor, place=place, box_id=box_id)
    return box_of(box_id)


@command("ballots.box.run")
def void_box(*, actor: Actor, place: Place, box_id: UUID, version: int | None, reason: str) -> SecretBox:
    """Stop a box without a result: ballots and key are destroyed unopened. Refuses an empty reason.

    One whose key is split can be stopped until it is counted, since its tellers may not take or find their codes.
    """
    box = locked(SecretBox, box_id, version)
    require(actor, "ballots.box.run", place)
    before = box.state
    if before not in (RUNNING if box.is_split else {BoxState.OPEN}):
        raise Refusal("ballots.box_not_open")
    make_void(box, void_reason(reason))
    record(actor, box, place, changed={"state": (before, BoxState.VOID)})
    return box


@no_entry("Counting is a command; keys of boxes that are done are removed without a trace in the database.")
def finish_closings() -> int:
    """Count the boxes that a fault left shut, and destroy keys that no open box needs. Returns how many were counted.

    A box whose key is split is left alone: no server can open it before its tellers have typed their codes. Two queries
    where nothing is left over. May run in several processes at once.
    """
    left = list(SecretBox.objects.filter(state=BoxState.CLOSING, is_split=False).select_related("unit"))
    for box in left:
        with suppress(_CountedAlready):
            _count(actor=_machine(), place=place_of_box(box), box_id=box.pk)
    _sweep_keys()
    return len(left)


class _CountedAlready(Exception):
    """Another process was quicker."""


@command("ballots.box.run")
def _shut(*, actor: Actor, place: Place, box_id: UUID, version: int | None) -> SecretBox:
    box = locked(SecretBox, box_id, version)
    require(actor, "ballots.box.run", place)
    if box.state != BoxState.OPEN:
        raise Refusal("ballots.box_not_open")
    if box.is_split:
        _check_many_cast(box)
    box.state, box.closed_at = BoxState.CLOSING, clock.now()
    save(box, "state", "closed_at")
    record(actor, box, place, changed={"state": (BoxState.OPEN, BoxState.CLOSING)})
    return box


@command("ballots.box.count")
def _count(*, actor: Actor, place: Place, box_id: UUID) -> None:
    """Open all ballots in memory, shuffle them and write them without any tie; ballots and key go for good.

    Asks for no right: whoever shut the box had it, and what is shut must be counted, by a machine if need be.
    """
    box = locked(SecretBox, box_id)
    if box.state != BoxState.CLOSING:
        raise _CountedAlready
    opener = Opener.of(keys.take(box.pk) or b"", bytes(box.public_key))
    if opener is None:
        make_void(box, "")
        record(actor, box, place, details={"key": "lost"})
        return
    count_box(box, opener)
    record(actor, box, place, details={"cast": box.cast_count})


def count_box(box: SecretBox, opener: Opener) -> None:
    """Write what the ballots of a shut box say, without any tie, and destroy ballots and key. Inside a command."""
    ballots = _opened(box, opener)
    _write_result(box, ballots)
    _mark_voted(box)
    _drop_sealed(box)
    transaction.on_commit(partial(keys.destroy, box.pk))


def make_void(box: SecretBox, reason: str) -> None:
    """Void the box. An empty reason says that its key was lost. Inside a command."""
    box.state, box.void_reason = BoxState.VOID, reason
    save(box, "state", "void_reason")
    _drop_sealed(box)
    transaction.on_commit(partial(keys.destroy, box.pk))


def _machine() -> Actor:
    """Return who acts where nobody pressed anything. It holds no role."""
    return Actor(None, None, "Chibo", (), clock.today())


def _opened(box: SecretBox, opener: Opener) -> list[Marks | None]:
    sheet = Sheet.from_json(box.sheet)
    rows = SealedBallot.objects.filter(box=box).values_list("voter_id", "ciphertext")
    found = [opener.open(bytes(sealed), box.pk, voter_id) for voter_id, sealed in rows]
    ballots = [unpacked(content, sheet) if content is not None else None for content in found]
    secrets.SystemRandom().shuffle(ballots)
    return ballots


def _write_result(box: SecretBox, ballots: list[Marks | None]) -> None:
    """Write the ballots in the order drawn by lot, and for a motion whether it is adopted.

    What a team counts keeps its figures as a count on paper does: a ballot for each voter, those returned, their votes.
    """
    sheet = Sheet.from_json(box.sheet)
    CountedBallot.objects.bulk_create(CountedBallot(box=box, marks=list(m) if m else None) for m in ballots)
    box.state, box.cast_count = BoxState.COUNTED, len(ballots)
    totals = total(ballots, sheet)
    if sheet.options[0] == "for":
        box.is_adopted = rule_of(box).value.of(box.decision).needed.is_met(totals.votes["for"], box.base_count)
    if box.is_split:
        figures = Count(box.voters_count, totals.cast, totals.valid, totals.invalid, totals.votes)
        box.result = figures.as_json()
    save(box, "state", "cast_count", "is_adopted", "result")


def _mark_voted(box: SecretBox) -> None:
    voted = SealedBallot.objects.filter(box=box).values("voter_id")
    BoxMember.objects.filter(box=box, person_id__in=voted).update(has_voted=True)


def _drop_sealed(box: SecretBox) -> None:
    SealedBallot.objects.filter(box=box).delete()
    KeyKeeper.objects.filter(box=box).delete()


def _sweep_keys() -> None:
    present = keys.kept()
    states: dict[UUID, Any] = dict(SecretBox.objects.filter(pk__in=present).values_list("pk", "state"))
    now = clock.now().timestamp()
    for box_id, written in present.items():
        done = states.get(box_id) in {BoxState.COUNTED, BoxState.VOID}
        if done or (box_id not in states and now - written > ORPHAN_SECONDS):
            keys.destroy(box_id)


def _check_many_cast(box: SecretBox) -> None:
    """Refuse to shut a box with so few ballots that its figures, which are read out, would tell how each voted."""
    cast = turnout(box.pk)
    if cast < FEW:
        raise Refusal("ballots.too_few_cast", cast=cast, least=FEW)


def check_many(voters: int) -> None:
    """Refuse a box for so few voters that its count would tell how each voted."""
    if voters < FEW:
        raise Refusal("ballots.too_few_voters", voters=voters, least=FEW)


def keep_base(box: SecretBox, base: Base) -> None:
    """Keep the base, and of each member the account that can sign in now."""
    accounts = accounts_of(member.person_id for member, _, _ in base.members)
    rows = []
    for columns in base_rows(base):
        account = accounts.get(columns["person_id"])
        signs_in = {"user_id": account.pk, "reset_at": account.reset_at} if account else {}
        rows.append(BoxMember(box=box, **columns, **signs_in))
    BoxMember.objects.bulk_create(rows)
