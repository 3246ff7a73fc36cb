"""A box whose key is split: three tellers take codes, it is opened, shut, and counted once two of them type theirs.

The server holds the key and a code in memory for as long as it works with them, and on the disk never: there lie the
wrapped key, parts sealed to codes that nobody keeps here, and between the first code and the second one part alone.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from chibo.access import Actor, Place, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.ballots.models import KeyKeeper, SecretBox
from chibo.ballots.rules import Opener, Summoned, check_sheet, new_keys
from chibo.ballots.rules.splitting import (
    PARTS,
    SECRET_BYTES,
    joined,
    new_code,
    open_part,
    public_of,
    seal_part,
    split,
    unwrapped,
    wrapped,
)
from chibo.ballots.selectors import check_line, rule_of
from chibo.ballots.selectors.keeping import MOST_WRONG, own_keeper
from chibo.ballots.services import keys
from chibo.ballots.services.asking import (
    SecretQuestion,
    base_columns,
    base_for,
    base_now,
    check_electronic,
    shared_columns,
)
from chibo.ballots.services.boxes import check_many, count_box, keep_base, make_void
from chibo.ballots.services.desk import Team, check_team, check_tellers_vote, team_columns
from chibo.ballots.states import BoxState
from chibo.kernel.errors import Refusal
from chibo.regulations.figures import AttendanceStates


@dataclass(frozen=True, slots=True)
class Given:
    """What became of a code that was typed."""

    box: SecretBox
    tries_left: int | None = None
    """Of a wrong code: how many more are taken from this teller; None where it was right."""

    @property
    def is_counted(self) -> bool:
        return self.box.state == BoxState.COUNTED

    def check(self) -> None:
        """Refuse a wrong code, once the try was kept."""
        if self.tries_left is not None:
            raise Refusal("ballots.code_wrong", left=self.tries_left)


@command("ballots.box.run")
def prepare_box(*, actor: Actor, question: SecretQuestion, team: Team, summoned: Iterable[Summoned]) -> SecretBox:
    """Prepare a box whose key three tellers will keep. Nobody votes before `open_prepared`.

    Refuses what `open_box` refuses but for a kind that needs a split key, what `open_count` refuses of a team, and any
    other number of tellers than three.
    """
    require(actor, "ballots.box.run", question.place)
    check_line()
    check_electronic(question)
    check_sheet(question.sheet)
    check_team(team, question.sheet)
    base = base_for(question, summoned)
    check_many(base.voters)
    tellers = list(dict.fromkeys(team.tellers))
    if len(tellers) != PARTS:
        raise Refusal("ballots.three_tellers")
    check_tellers_vote(tellers, base)
    box = SecretBox.objects.create(
        state=BoxState.PREPARED,
        is_split=True,
        rule=question.rule.snapshot(),
        sheet=question.sheet.as_json(),
        **team_columns(team),
        **shared_columns(question, question.majority, base),
    )
    keepers = (KeyKeeper(box=box, person_id=teller, number=number) for number, teller in enumerate(tellers, start=1))
    KeyKeeper.objects.bulk_create(keepers)
    record(actor, box, question.place, details={"decision": question.decision, "round": box.round_no})
    return box


@command("ballots.code.take")
def take_code(*, actor: Actor, place: Place, box_id: UUID) -> str:
    """Return a new code to this teller: it is kept nowhere and cannot be read again. Denied to all but the tellers.

    Taken again, another code takes the place of the one before, until the box is opened: an answer may be lost on the
    way. Refuses afterwards, and where phones come without encryption.
    """
    box = locked(SecretBox, box_id)
    keeper = own_keeper(actor, box.pk, "ballots.code.take")
    check_line()
    if box.state != BoxState.PREPARED:
        raise Refusal("ballots.box_not_prepared")
    code = new_code(secrets.randbelow)
    is_again, keeper.public_key = bool(keeper.public_key), public_of(code, box.pk, keeper.person_id)
    keeper.save(update_fields=["public_key"])
    record(actor, box, place, details={"again": is_again})
    return code


@command("ballots.box.run")
def open_prepared(
    *,
    actor: Actor,
    place: Place,
    box_id: UUID,
    version: int | None,
    states: AttendanceStates,
    summoned: Iterable[Summoned],
) -> SecretBox:
    """Open a prepared box on the base of this moment: make its key, wrap it, give each teller a sealed part.

    Refuses before all tellers have taken their codes, after one of them has left, and what `prepare_box` refuses of
    the base.
    """
    box = locked(SecretBox, box_id, version)
    require(actor, "ballots.box.run", place)
    check_line()
    if box.state != BoxState.PREPARED:
        raise Refusal("ballots.box_not_prepared")
    keepers = list(box.keepers.order_by("number"))
    taken = sum(bool(keeper.public_key) for keeper in keepers)
    if taken < PARTS:
        raise Refusal("ballots.codes_missing", taken=taken, count=PARTS)
    base = base_now(states, summoned)
    check_many(base.voters)
    check_tellers_vote((keeper.person_id for keeper in keepers), base)
    columns = base_columns(rule_of(box).value.of(box.decision), base) | {"state": BoxState.OPEN}
    for name, value in columns.items():
        setattr(box, name, value)
    content = _split_key(box, keepers)
    save(box, *columns, "public_key")
    keep_base(box, base)
    record(actor, box, place, changed={"state": (BoxState.PREPARED, BoxState.OPEN)}, details={"base": base.count})
    keys.destroy(box.pk)  # one that a fault left, of an opening that was never committed
    keys.keep(box.pk, content)
    return box


@command("ballots.code.give")
def give_code(*, actor: Actor, place: Place, box_id: UUID, code: str) -> Given:
    """Take a teller's code after the box was shut: the first part is kept, the second opens and counts the box.

    `code` as `rules.splitting.typed_code` returns it. A wrong one is returned, not refused: `Given.check` refuses it
    once the try is kept. The right one sent twice changes nothing. Denied to all but the tellers. Refuses before the
    box is shut, after the count, and after too many wrong ones.
    """
    box = locked(SecretBox, box_id)
    if box.state in {BoxState.COUNTED, BoxState.VOID}:
        raise Refusal("ballots.codes_not_awaited")
    keeper = own_keeper(actor, box.pk, "ballots.code.give")
    check_line()
    if box.state != BoxState.CLOSING:
        raise Refusal("ballots.codes_not_awaited")
    if keeper.wrong_times >= MOST_WRONG:
        raise Refusal("ballots.code_barred")
    part = open_part(bytes(keeper.sealed_part), code, box.pk, keeper.person_id)
    if part is None:
        keeper.wrong_times += 1
        keeper.save(update_fields=["wrong_times"])
        record(actor, box, place, details={"wrong": keeper.wrong_times})
        return Given(box, MOST_WRONG - keeper.wrong_times)
    outcome = _bring(box, keeper, part)
    record(actor, box, place, details={"state": box.state} | outcome)
    return Given(box)


def _split_key(box: SecretBox, keepers: Iterable[KeyKeeper]) -> bytes:
    """Give the box its key and each keeper a part of what opens it; return what is left of it for the disk."""
    pair, secret = new_keys(), secrets.token_bytes(SECRET_BYTES)
    for keeper, part in zip(keepers, split(secret), strict=True):
        keeper.sealed_part = seal_part(part, bytes(keeper.public_key), box.pk, keeper.person_id)
        keeper.save(update_fields=["sealed_part"])
    box.public_key = pair.public
    return wrapped(pair.private, secret, box.pk)


def _bring(box: SecretBox, keeper: KeyKeeper, part: bytes) -> dict[str, object]:
    """Count the box where a part of somebody else lies here already; else keep this one."""
    content = keys.take(box.pk)
    if content is None:
        make_void(box, "")
        return {"key": "lost"}
    opener = _opener(box, content, part)
    if opener is not None:
        count_box(box, opener)
        return {"cast": box.cast_count}
    keeper.has_given = True
    keeper.save(update_fields=["has_given"])
    keys.keep_part(box.pk, keeper.number, part)
    return {}


def _opener(box: SecretBox, content: bytes, part: bytes) -> Opener | None:
    """Return what opens the ballots with this part and one that was kept; None where there is none that fits."""
    for other in keys.parts(box.pk):
        secret = joined([part, other]) if other[:1] != part[:1] else b""
        private = unwrapped(content, secret, box.pk) if secret else None
        opener = Opener.of(private, bytes(box.public_key)) if private else None
        if opener is not None:
            return opener
    return None
