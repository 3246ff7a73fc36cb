"""Secret boxes for tests, opened through the services under a rule that a committee has set."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tests.cast import Cast, Player

from chibo.access import Actor, Mandate, Role
from chibo.accounts.models import User
from chibo.ballots import selectors, services
from chibo.ballots.models import SecretBox
from chibo.ballots.rules import Sheet, Summoned, Totals, motion_sheet
from chibo.ballots.services import Given, Receipt, SecretQuestion, Team
from chibo.members import selectors as members
from chibo.members.models import Person
from chibo.members.tests.factories import actor_of
from chibo.organisations import selectors as organisations
from chibo.organisations.models import Unit
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


TELLERS = ("Hoàng Văn Lâm", "Nguyễn Văn Hải", "Phạm Thị Ngọc Ánh")


def tellers(cast: Cast) -> list[Actor]:
    """The three of the counting team who keep the key of a split box."""
    return [actor_of(cast.people[name]) for name in TELLERS]


def team_of(cast: Cast, **more: Any) -> Team:
    return Team([cast.people[name].pk for name in TELLERS], **more)


def a_prepared(cast: Cast, question: SecretQuestion | None = None, **team: Any) -> SecretBox:
    """Prepare a box whose key will be split, on an election unless told otherwise."""
    question = question or a_question(cast, "election")
    allow_electronic(cast, question.decision)
    asked = replace(question, rule=rule(cast))
    return services.prepare_box(
        actor=cast.secretary.actor, question=asked, team=team_of(cast, **team), summoned=summoned(cast)
    )


def codes_of(cast: Cast, box: SecretBox) -> list[str]:
    """Let each teller take a code."""
    place = place_of(cast.cell)
    return [services.take_code(actor=teller, place=place, box_id=box.pk) for teller in tellers(cast)]


def opened(cast: Cast, box: SecretBox, room: Sequence[Summoned] = ()) -> SecretBox:
    """Open a prepared box on the base of `summoned`."""
    return services.open_prepared(
        actor=cast.secretary.actor,
        place=place_of(cast.cell),
        box_id=box.pk,
        version=box.version,
        states=rule_for("attendance-states", DAY).value,
        summoned=room or summoned(cast),
    )


def give(cast: Cast, box: SecretBox, teller: Actor, code: str) -> Given:
    return services.give_code(actor=teller, place=place_of(cast.cell), box_id=box.pk, code=code)


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


def totals_of(box: SecretBox) -> Totals | None:
    """Return the count of a box as pages get it; None before, and of so few ballots that they tell."""
    counted = selectors.counted_in([box.origin_id]).get(box.origin_id, ())
    return next((one.totals for one in counted if one.box.pk == box.pk), None)


def a_crowd(unit: Unit, count: int) -> list[Actor]:
    """Make so many persons with accounts, past the services: a hall full of voters, and nothing else about them."""
    users = User.objects.bulk_create(
        User(username=f"dai.bieu.{number}", display_name=f"Đại biểu {number}") for number in range(count)
    )
    people = Person.objects.bulk_create(
        Person(user=user, full_name=user.display_name, given_name=str(n), search=f"dai bieu {n}", sort_name=f"{n:05d}")
        for n, user in enumerate(users)
    )
    return [actor_at(unit, person) for person in people]


def actor_at(unit: Unit, person: Person) -> Actor:
    """Return the person as a member of this unit."""
    return Actor(person.user_id, person.pk, person.full_name, (Mandate(Role.MEMBER, unit.pk, unit.path),), None)


def a_box_for(cast: Cast, crowd: Sequence[Actor], sheet: Sheet = MOTION) -> SecretBox:
    """Open a box for a crowd, the rule being set already."""
    room = [Summoned(actor.person_id, "official", "present") for actor in crowd if actor.person_id]
    return services.open_box(actor=cast.secretary.actor, question=a_question(cast, "recognition", sheet), summoned=room)
