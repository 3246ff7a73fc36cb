"""The meetings of a place: two behind it, one open this evening, and those to come in every state."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from chibo.access import Actor
from chibo.directives import services as directives
from chibo.directives.models import Directive
from chibo.directives.tests.factories import a_draft as a_directive
from chibo.documents.tests.factories import a_pdf
from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.meetings import services as meetings
from chibo.meetings.models import AgendaItem, Attendance, Guest, Meeting
from chibo.meetings.rules import Absence
from chibo.meetings.services import Correction, ItemPlan, Source, Speaker
from chibo.meetings.states import Adopted as HowAdopted
from chibo.meetings.states import Kind, Outcome, Presence, Reason
from chibo.meetings.tests.factories import a_plan
from chibo.resolutions import services as resolutions
from chibo.resolutions.figures import Text
from chibo.resolutions.models import Resolution
from chibo.resolutions.states import Kind as Adopted
from chibo.scoring import services as scoring
from chibo.scoring.models import Score
from chibo.scoring.tests.factories import all_points
from tests.access.counts import counted, counting

if TYPE_CHECKING:
    from tests.access.world import Ground

Things = dict[str, Any]


def lived(ground: Ground) -> Things:
    """Return the meetings of the place and what came of them."""
    found: Things = {}
    for stage, month in (("old", 10), ("closed", 11)):
        meeting = _opened(ground, Month(2026, month))
        with _evening(month, 13):
            found |= _stage(
                stage, meeting, **_written(ground, meeting), **_decided(ground, meeting), **counted(ground, meeting)
            )
            meeting.refresh_from_db()
            meetings.close_meeting(actor=ground.maker, meeting_id=meeting.pk, version=meeting.version)
            _added(ground, meeting)
    with _day(11, 25):
        found |= _to_come(ground)
    found |= _ready(ground)
    meeting = _opened(ground, Month(2026, 12))
    with _evening(12, 12, 45):
        return found | _stage(
            "open", meeting, **_written(ground, meeting), **_drafted(ground, meeting), **counting(ground, meeting)
        )


def _ready(ground: Ground) -> Things:
    """September's meeting was never closed: it has all that it needs for that, and guidance that it dealt with."""
    with _day(8, 10):
        directive = _sent(ground) if ground.above else None
    meeting = _opened(ground, Month(2026, 9), directive)
    with _evening(9, 13):
        for item in AgendaItem.objects.filter(meeting=meeting, source_key__startswith="directive:"):
            meetings.start_item(actor=ground.maker, item_id=item.pk)
        found = _stage("ready", meeting, **_written(ground, meeting), **_decided(ground, meeting))
        found["ready.remark_id"] = _remarked(ground, meeting)
        meeting.refresh_from_db()
        return found | {"ready.version": meeting.version}


def _sent(ground: Ground) -> Directive:
    draft = a_directive(month=Month(2026, 9), subject=f"Định hướng {ground.mark}", discuss_by_on=None)
    assert ground.above is not None
    said = directives.draft_directive(actor=ground.maker, unit=ground.above, draft=draft)
    return directives.issue_directive(
        actor=ground.maker, directive_id=said.pk, version=said.version, unit_ids=[ground.unit.pk]
    )


def kind_of(ground: Ground) -> Kind:
    return Kind.SUPERIOR if ground.place == "committee" else Kind.REGULAR


def _to_come(ground: Ground) -> Things:
    """January's called, February's drafted, March's put off; and what the committee of a cell holds before."""
    called = _called(ground, Month(2027, 1))
    drafted = meetings.draft_meeting(
        actor=ground.maker, unit_id=ground.unit.pk, month=Month(2027, 2), kind=kind_of(ground)
    )
    item = meetings.add_item(actor=ground.maker, meeting_id=called.pk, plan=_plan(ground, ground.owner.pk))
    guest = meetings.invite_guest(actor=ground.maker, meeting_id=called.pk, name=f"{ground.mark} Khách mời")
    material = _material(ground, called)
    meetings.enter_reply(
        actor=ground.maker, meeting_id=called.pk, person_id=ground.quiet.pk, coming=False, reason=Reason.ILLNESS
    )
    own = ground.own
    opinion = meetings.write_opinion(actor=own, meeting_id=called.pk, text=ground.inside, item_id=item.pk, send=True)
    put_off = _registered(ground, Month(2027, 3))
    put_off = meetings.postpone_meeting(
        actor=ground.maker, meeting_id=put_off.pk, version=put_off.version, reason="Bão về"
    )
    here = {"meeting_id": called.pk, "item_id": item.pk, "guest_id": guest.pk, "material_id": material}
    found = here | {"opinion_id": opinion.pk} | _stage("draft", drafted) | _stage("put_off", put_off)
    found["draft.material_id"] = _material(ground, drafted)
    if ground.place != "committee":
        found |= _stage("board", _called(ground, Month(2027, 1), Kind.COMMITTEE))
    return found


def _material(ground: Ground, meeting: Meeting) -> Any:
    return meetings.add_material(
        actor=ground.maker,
        meeting_id=meeting.pk,
        name="tai-lieu.pdf",
        content=BytesIO(a_pdf(ground.inside).getvalue()),
        title=f"Tài liệu {ground.mark}",
    ).pk


def _plan(ground: Ground, preparer_id: Any) -> ItemPlan:
    return ItemPlan(f"Việc chuẩn bị của {ground.mark}", preparer_id=preparer_id)


def _registered(ground: Ground, month: Month, kind: Kind | None = None) -> Meeting:
    draft = meetings.draft_meeting(
        actor=ground.maker, unit_id=ground.unit.pk, month=month, kind=kind or kind_of(ground)
    )
    bench = {"chair_id": ground.chair.pk, "clerk_id": ground.clerk.pk} if kind is None else {}
    if kind_of(ground) is Kind.SUPERIOR:  # its agenda ends in a conclusion; this one adopts a resolution too
        asks = {"outcome": Outcome.CONCLUSION, "decision": "resolution"}
        meetings.add_item(actor=ground.maker, meeting_id=draft.pk, plan=_plan(ground, None), **asks)
    plan = a_plan(held_on=month.day(3 if kind is None else 2), place=f"Nhà văn hóa {ground.mark}", **bench)
    return meetings.register_meeting(actor=ground.maker, meeting_id=draft.pk, version=draft.version, plan=plan)


def _called(ground: Ground, month: Month, kind: Kind | None = None) -> Meeting:
    meeting = _registered(ground, month, kind)
    return meetings.call_meeting(actor=ground.maker, meeting_id=meeting.pk, version=meeting.version).meeting


def _opened(ground: Ground, month: Month, directive: Directive | None = None) -> Meeting:
    """Call, open, take the roll: the secretary is ill, whoever was assigned is there."""
    with _day(month.number - 1, 19):
        meeting = _called(ground, month)
        if directive is not None:
            source = Source(f"directive:{directive.pk}", directive.subject)
            meetings.add_item(actor=ground.maker, meeting_id=meeting.pk, plan=_plan(ground, None), source=source)
    with _evening(month.number, 12, 30):
        meeting = meetings.open_meeting(actor=ground.maker, meeting_id=meeting.pk, version=meeting.version)
        guests = list(Guest.objects.filter(meeting=meeting).values_list("pk", flat=True))
        absent = {ground.lead.pk: Absence(Presence.EXCUSED, Reason.ILLNESS)}
        return meetings.take_roll(actor=ground.maker, meeting_id=meeting.pk, absent=absent, guest_ids=guests)


def _written(ground: Ground, meeting: Meeting) -> Things:
    """Let the quiet one speak, and write what stays inside."""
    item = AgendaItem.objects.filter(meeting=meeting, is_formal=False).exclude(outcome_kind=Outcome.SCORE)
    found = item.exclude(outcome_kind=Outcome.CONCLUSION).order_by("position").first()
    assert found is not None
    found = meetings.start_item(actor=ground.maker, item_id=found.pk)
    found = meetings.write_text(actor=ground.maker, item_id=found.pk, version=found.version, text=ground.inside)
    speech = meetings.add_speech(
        actor=ground.maker, item_id=found.pk, speaker=Speaker(ground.quiet.pk, None), text=ground.inside
    )
    asker = Actor(None, ground.quiet.pk, ground.quiet.full_name, ground.own.mandates, None)
    wish = meetings.ask_to_speak(actor=asker, meeting_id=meeting.pk)
    return {"item_id": found.pk, "speech_id": speech.pk, "wish_id": wish.pk}


def _drafted(ground: Ground, meeting: Meeting) -> Things:
    """An open meeting has a vote running, a draft resolution, and in a cell a draft score."""
    found: Things = {"resolution_item_id": AgendaItem.objects.filter(meeting=meeting, decision="resolution")[0].pk}
    draft = resolutions.draft_resolution(actor=ground.maker, meeting_id=meeting.pk, item_id=found["resolution_item_id"])
    found["resolution_id"] = draft.pk
    if ground.place != "committee":
        found["score_id"] = scoring.draft_score(actor=ground.maker, meeting_id=meeting.pk).pk
    voted = AgendaItem.objects.filter(meeting=meeting, outcome_kind=Outcome.NONE).order_by("position").first()
    assert voted is not None
    return found | {"vote_id": meetings.put_to_vote(actor=ground.maker, item_id=voted.pk).pk, "voted_item_id": voted.pk}


def _remarked(ground: Ground, meeting: Meeting) -> Any:
    """Read the minutes out; what the quiet one remarks on them is answered."""
    reading = AgendaItem.objects.get(meeting=meeting, outcome_kind=Outcome.MINUTES)
    meetings.start_item(actor=ground.maker, item_id=reading.pk)
    who = Attendance.objects.get(meeting=meeting, person_id=ground.quiet.pk)
    row = meetings.enter_remark(actor=ground.maker, meeting_id=meeting.pk, who=who.pk, text=ground.inside)
    return meetings.answer_remark(
        actor=ground.maker, remark_id=row.pk, version=row.version, taken=True, answer=ground.inside
    ).pk


def _added(ground: Ground, meeting: Meeting) -> None:
    said = Correction("Ghi nhầm", ground.inside, HowAdopted.BENCH)
    meetings.write_addendum(actor=ground.maker, meeting_id=meeting.pk, correction=said)


def _decided(ground: Ground, meeting: Meeting) -> Things:
    """Bring every outcome that the agenda asks for: resolution, score, and plain votes."""
    found: Things = {}
    for item in AgendaItem.objects.filter(meeting=meeting).exclude(outcome_kind=Outcome.NONE):
        if item.decision == "resolution":
            found["resolution_id"] = _adopted(ground, meeting, item).pk
        elif item.outcome_kind == Outcome.SCORE:
            found["score_id"] = _scored(ground, meeting).pk
        else:
            meetings.all_agree(actor=ground.maker, item_id=item.pk)
    return found


def _adopted(ground: Ground, meeting: Meeting, item: AgendaItem) -> Resolution:
    draft = resolutions.draft_resolution(actor=ground.maker, meeting_id=meeting.pk, item_id=item.pk)
    text = Text(Adopted(draft.kind), f"{draft.subject} {ground.mark}", "Tháng qua hoàn thành.", "Giữ nền nếp.")
    resolutions.edit_draft(actor=ground.maker, resolution_id=draft.pk, version=None, text=text, faults=[])
    draft.refresh_from_db()
    return resolutions.adopt_resolution(actor=ground.maker, resolution_id=draft.pk, version=draft.version)


def _scored(ground: Ground, meeting: Meeting) -> Score:
    score = scoring.draft_score(actor=ground.maker, meeting_id=meeting.pk)
    return scoring.adopt_self_score(
        actor=ground.maker, score_id=score.pk, version=score.version, points=all_points(score)
    )


def _stage(stage: str, meeting: Meeting, **more: Any) -> Things:
    item = AgendaItem.objects.filter(meeting=meeting).order_by("position")[0]
    return {f"{stage}.{name}": value for name, value in ({"meeting_id": meeting.pk, "item_id": item.pk} | more).items()}


def _day(month: int, day: int) -> AbstractContextManager[None]:
    return clock.at(datetime.combine(date(2026, month, day), datetime.min.time(), tzinfo=UTC).replace(hour=3))


def _evening(month: int, hour: int, minute: int = 0) -> AbstractContextManager[None]:
    return clock.at(datetime(2026, month, 3, hour, minute, tzinfo=UTC))
