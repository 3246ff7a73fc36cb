"""Secret boxes for tests, opened through the services under a rule that a committee has set."""

import uuid
from collections.abc import Sequence
from datetime import date

from tests.cast import Cast, Player

from chibo.access import Actor
from chibo.ballots import services
from chibo.ballots.models import SecretBox
from chibo.ballots.rules import Sheet, Summoned, motion_sheet
from chibo.ballots.services import Receipt, SecretQuestion
from chibo.members import selectors as members
from chibo.members.models import Person
from chibo.members.tests.factories import actor_of
from chibo.organisations import selectors as organisations
from chibo.organisations.selectors import place_of
from chibo.regulations.rules import ResolvedRule
from chibo.regulations.selectors import rule_for
from chibo.regulations.services import set_override

DAY = date(2026, 12, 3)
MOTION = motion_sheet("Đồng ý", "Không đồng ý", "Ý kiến khác")
FOR, AGAINST, OTHER = (1, 0, 0), (0, 1, 0), (0, 0, 1)


def allow_electronic(cast: Cast, *decisions: str) -> None:
    """Let the committee allow electronic secret votes for these decisions in its cells."""
    set_override(
        actor=cast.office.actor,
        place=place_of(cast.committee),
        rule_id="vote-majorities",
        values={f"{decision}.methods": ["secret_electronic", "secret_paper"] for decision in decisions},
        basis_number="Quy định 07-QĐ/ĐU",
        basis_on=date(2026, 9, 1),
        valid_from=date(2026, 9, 1),
    )


def rule(cast: Cast) -> ResolvedRule:
    return rule_for("vote-majorities", DAY, organisations.ancestor_ids(cast.cell.pk))


def a_question(cast: Cast, decision: str = "recognition", sheet: Sheet = MOTION) -> SecretQuestion:
    return SecretQuestion(
        unit_id=cast.cell.pk,
        place=place_of(cast.cell),
        decision=decision,
        subject="Đề nghị công nhận đảng viên chính thức",
        origin_id=uuid.uuid4(),
        rule=rule(cast),
        states=rule_for("attendance-states", DAY).value,
        sheet=sheet,
    )


def officials(cast: Cast) -> list[Person]:
    """The 14 ordinary full members of the cell; 12 of them have accounts."""
    names = ("Hoàng Văn Lâm", "Nguyễn Văn Hải", "Phạm Thị Ngọc Ánh", "Bùi Thị Huyền", "Lý Thị Mẩy")
    others = ("Nguyễn Thị Mai", "Trần Văn Sơn", "Lê Thị Thu", "Vũ Đình Quang", "Đặng Văn Bình", "Đỗ Thị Nga")
    rest = ("Ngô Văn Tiến", "Hà Thị Xuân", "Lương Văn Ổn")
    return [cast.people[name] for name in (*names, *others, *rest)]


def summoned(cast: Cast) -> list[Summoned]:
    """Everybody of the cell present, each as what they are; the last but one of the officials excused."""
    room = [Summoned(person.pk, "official", "present") for person in officials(cast)]
    room[12] = Summoned(room[12].person_id, "official", "excused")
    return [*room, Summoned(cast.probationary.id, "probationary", "present")]


def a_box(cast: Cast, decision: str = "recognition", sheet: Sheet = MOTION) -> SecretBox:
    """Open a box in the cell on the base of `summoned`, allowed by the committee."""
    allow_electronic(cast, decision)
    return services.open_box(
        actor=cast.secretary.actor, question=a_question(cast, decision, sheet), summoned=summoned(cast)
    )


def put(box: SecretBox, player: Player | Actor, marks: Sequence[int]) -> Receipt:
    """Cast as this person."""
    actor = player.actor if isinstance(player, Player) else player
    return services.cast_ballot(actor=actor, box_id=box.pk, version=box.version, marks=tuple(marks))


def voters(cast: Cast) -> list[Actor]:
    """The 12 who can vote on a phone."""
    with_account = members.user_ids_of(person.pk for person in officials(cast))
    return [actor_of(person) for person in officials(cast) if person.pk in with_account]


def close(cast: Cast, box: SecretBox) -> SecretBox:
    box.refresh_from_db()
    return services.close_box(actor=cast.secretary.actor, place=place_of(box.unit), box_id=box.pk, version=box.version)
