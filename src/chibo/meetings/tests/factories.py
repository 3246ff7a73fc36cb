"""Meetings for tests, made through the services, in December 2026 unless the test says otherwise."""

from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from chibo.access import Actor
from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.meetings import services
from chibo.meetings.figures import Plan
from chibo.meetings.models import AgendaItem, Attendance, JointCell, Meeting
from chibo.meetings.rules import Absence
from chibo.meetings.services import Speaker
from chibo.meetings.states import Kind, Mention, Outcome, Presence, Reason
from chibo.members import services as members
from chibo.members.models import Person
from chibo.organisations.models import Unit
from chibo.organisations.selectors import place_of
from chibo.regulations.services import set_override

if TYPE_CHECKING:
    from tests.cast import Cast

DECEMBER = Month(2026, 12)
DAY = date(2026, 12, 3)
EVENING = datetime(2026, 12, 3, 12, 30, tzinfo=UTC)


def on(day: int, month: int = 11, hour: int = 9) -> AbstractContextManager[None]:
    """Set the clock to an hour of 2026 in Vietnam."""
    return clock.at(datetime(2026, month, day, hour, tzinfo=clock.HOME).astimezone(UTC))


def a_plan(**changes: Any) -> Plan:
    """Return Thursday 3 December, 19:30 to 21:10, in the village hall."""
    usual: dict[str, Any] = {
        "held_on": DAY,
        "starts_at": time(19, 30),
        "ends_at": time(21, 10),
        "place": "Nhà văn hóa thôn",
    }
    return Plan(**(usual | changes))


def a_draft(actor: Actor, unit: Unit, month: Month = DECEMBER, kind: Kind = Kind.REGULAR, **facts: Any) -> Meeting:
    """Draft a meeting."""
    return services.draft_meeting(actor=actor, unit_id=unit.pk, month=month, kind=kind, **facts)


def a_registered(actor: Actor, unit: Unit, month: Month = DECEMBER, **changes: Any) -> Meeting:
    """Draft and register a regular meeting on day 3 of the month."""
    draft = a_draft(actor, unit, month)
    plan = a_plan(**({"held_on": month.day(3)} | changes))
    return services.register_meeting(actor=actor, meeting_id=draft.pk, version=draft.version, plan=plan)


def a_called(actor: Actor, unit: Unit, month: Month = DECEMBER, **changes: Any) -> Meeting:
    """Register a regular meeting and send its notice."""
    meeting = a_registered(actor, unit, month, **changes)
    return services.call_meeting(actor=actor, meeting_id=meeting.pk, version=meeting.version).meeting


def make_special(cast: "Cast", meeting: Meeting, kind: Kind, people: tuple[str, ...] = ("member", "deputy")) -> None:
    """Turn a meeting of the first cell into one of a group of these people, or of it and its neighbour together.

    The first of the group leads it.
    """
    facts: dict[str, Any] = {"kind": kind}
    if kind is Kind.GROUP:
        facts["group"] = a_group(cast, [getattr(cast, name).id for name in people])
    if kind is Kind.JOINT:
        facts["unit"] = cast.committee
        for cell in (cast.cell, cast.sibling_cell):
            JointCell.objects.create(meeting=meeting, unit=cell)
    Meeting.objects.filter(pk=meeting.pk).update(**facts)
    meeting.refresh_from_db()


def a_group(cast: "Cast", person_ids: list[Any]) -> Unit:
    """Found a group of these people in the first cell; the first leads it."""
    with on(2):
        group = members.found_group(
            actor=cast.secretary.actor, cell=cast.cell, name="Tổ đảng 1", founded_on=date(2026, 11, 1)
        )
        return members.arrange_group(
            actor=cast.secretary.actor,
            group=group,
            person_ids=person_ids,
            leader_id=person_ids[0],
            deputy_id=None,
            since=date(2026, 11, 2),
        )


WITHOUT_ACCOUNT = ("Hà Thị Xuân", "Lương Văn Ổn")


def a_votable(cast: "Cast") -> AgendaItem:
    """Open the meeting of 3 December and begin the item of its conclusion, with 12 who can vote on phones.

    The two members without an account are ill. The committee allows secret votes on phones.
    """
    set_override(
        actor=cast.office.actor,
        place=place_of(cast.committee),
        rule_id="vote-majorities",
        values={"conclusion.methods": ["hand", "secret_electronic"], "expulsion.methods": ["secret_electronic"]},
        basis_number="Quy định 07-QĐ/ĐU",
        basis_on=date(2026, 9, 1),
        valid_from=date(2026, 9, 1),
    )
    with on(19):
        called = a_called(cast.secretary.actor, cast.cell, chair_id=cast.secretary.id, clerk_id=cast.member.id)
    with clock.at(EVENING):
        opened = services.open_meeting(actor=cast.secretary.actor, meeting_id=called.pk, version=called.version)
        ill = {cast.people[name].pk: Absence(Presence.EXCUSED, Reason.ILLNESS) for name in WITHOUT_ACCOUNT}
        services.take_roll(actor=cast.member.actor, meeting_id=opened.pk, absent=ill)
        item = AgendaItem.objects.get(meeting=opened, outcome_kind=Outcome.CONCLUSION)
        item.decision = "conclusion"
        item.save(update_fields=["decision"])
        return services.start_item(actor=cast.member.actor, item_id=item.pk)


def voters_of(meeting: Meeting) -> list[Person]:
    """Return the full members who are there."""
    rows = Attendance.objects.filter(meeting=meeting, presence="present", status="official", standing="official")
    return [row.person for row in rows.select_related("person__user")]


def a_closed(cast: "Cast") -> Meeting:
    """Hold and close the meeting of 3 December, with something in every table that its seal covers."""
    chair, clerk = cast.secretary.actor, cast.member.actor
    with on(19):
        meeting = a_called(chair, cast.cell, chair_id=cast.secretary.id, clerk_id=cast.member.id)
        services.add_material(
            actor=chair, meeting_id=meeting.pk, content=BytesIO(b"%PDF-1.7 so lieu"), name="a.pdf", title="Số liệu"
        )
        services.invite_guest(actor=chair, meeting_id=meeting.pk, name="Lò Văn Pản", office="Trưởng thôn")
        services.give_reply(actor=cast.guest.actor, meeting_id=meeting.pk, coming=False, reason=Reason.FAMILY)
        services.write_opinion(actor=clerk, meeting_id=meeting.pk, text="Nên làm sớm")
    meeting.refresh_from_db()
    with clock.at(EVENING):
        _hold(cast, meeting)
    meeting.refresh_from_db()
    with clock.at(EVENING + timedelta(minutes=95)):
        return services.close_meeting(actor=chair, meeting_id=meeting.pk, version=meeting.version)


def _hold(cast: "Cast", meeting: Meeting) -> None:
    chair, clerk = cast.secretary.actor, cast.member.actor
    services.open_meeting(actor=chair, meeting_id=meeting.pk, version=meeting.version)
    absent = {cast.other_member.id: Absence(Presence.EXCUSED, Reason.ILLNESS)}
    services.take_roll(actor=clerk, meeting_id=meeting.pk, absent=absent)
    row = AgendaItem.objects.filter(meeting=meeting, is_formal=False).first()
    assert row is not None
    services.add_speech(actor=clerk, item_id=row.pk, speaker=Speaker(person_id=cast.secretary.id), text="Đồng ý")
    services.mention(actor=clerk, meeting_id=meeting.pk, kind=Mention.PRAISE, text="Làm tốt", person_id=cast.deputy.id)
    services.write_request(actor=chair, meeting_id=meeting.pk, text="Xin sửa nhà văn hóa")
    for item in AgendaItem.objects.filter(meeting=meeting).exclude(outcome_kind=Outcome.NONE):
        if item.outcome_kind == Outcome.SCORE:
            services.record_outcome(actor=chair, item_id=item.pk, block={"title": "Tự chấm điểm"})
        else:
            services.all_agree(actor=chair, item_id=item.pk)
        if item.outcome_kind == Outcome.MINUTES:
            services.start_item(actor=clerk, item_id=item.pk)
    row = services.write_remark(actor=cast.deputy.actor, meeting_id=meeting.pk, text="Ghi thiếu tên tổ 2")
    services.answer_remark(actor=clerk, remark_id=row.pk, version=row.version, taken=True, answer="Bổ sung tổ 2")
