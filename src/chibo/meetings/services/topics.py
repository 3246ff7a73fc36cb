"""The yearly plan of topics: made in the cell, sent up, noted above; the author's paper approved by the committee."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING
from uuid import UUID

from django.urls import reverse

from chibo.access import Actor, Role, require
from chibo.audit.rows import locked, save
from chibo.audit.services import command, record
from chibo.documents import services as documents
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.kernel.months import Month
from chibo.kernel.text import tidy, tidy_lines
from chibo.meetings import phrases
from chibo.meetings.models import AgendaItem, Material, Meeting, Topic, TopicPlan
from chibo.meetings.rules.topics import check_topic, check_year
from chibo.meetings.selectors.topics import topic_for_month
from chibo.meetings.services.secrecy import check_may_upload
from chibo.meetings.states import PREPARABLE, Kind, State
from chibo.members import selectors as members
from chibo.notices import services as notices
from chibo.organisations import selectors as organisations
from chibo.organisations.selectors import place_of

if TYPE_CHECKING:
    from chibo.organisations.models import Unit

PAPER_LINE = "paper"
"""The line of the standard thematic agenda on which the author presents."""


@dataclass(frozen=True, slots=True)
class TopicSaid:
    """What the plan says of a topic. `month` is None for any month of the quarter, the author None while unnamed."""

    title: str
    quarter: int
    month: Month | None = None
    author_id: UUID | None = None


@command("meetings.topic.plan")
def plan_topic(*, actor: Actor, unit_id: UUID, year: int, said: TopicSaid) -> Topic:
    """Put a topic on the year's plan, which begins with its first. The plan has to be sent (again) after it.

    Refuses an empty title, a month outside the quarter, a year far off and an author from outside the unit.
    """
    unit = organisations.unit(unit_id)
    require(actor, "meetings.topic.plan", place_of(unit))
    check_year(year, clock.today().year)
    _check(unit, year, said)
    plan, _made = TopicPlan.objects.select_for_update().get_or_create(unit=unit, year=year)
    topic = Topic.objects.create(plan=plan, **_columns(said))
    _must_be_sent(plan)
    record(actor, topic, place_of(unit), details={"year": year, "quarter": said.quarter})
    return topic


@command("meetings.topic.plan")
def change_topic(*, actor: Actor, topic_id: UUID, version: int, said: TopicSaid) -> Topic:
    """Change a topic that was not held; the plan has to be sent again. A draft that it came into follows."""
    topic = locked(Topic, topic_id, version)
    unit = topic.plan.unit
    require(actor, "meetings.topic.plan", place_of(unit))
    _check_not_held(topic)
    _check(unit, topic.plan.year, said)
    before = (topic.title, topic.quarter, topic.month_on, topic.author_id)
    columns = _columns(said)
    for name, value in columns.items():
        setattr(topic, name, value)
    save(topic, *columns)
    _must_be_sent(topic.plan)
    if topic.meeting is not None:
        _write_item(topic.meeting, topic)
    after = (topic.title, topic.quarter, topic.month_on, topic.author_id)
    names = ("title", "quarter", "month_on", "author")
    changed = {name: (old, new) for name, old, new in zip(names, before, after, strict=True) if old != new}
    record(actor, topic, place_of(unit), changed=changed)
    return topic


@command("meetings.topic.plan")
def drop_topic(*, actor: Actor, topic_id: UUID, version: int) -> Topic:
    """Take a topic off the plan. Refuses one that came into a meeting."""
    topic = locked(Topic, topic_id, version)
    require(actor, "meetings.topic.plan", place_of(topic.plan.unit))
    if topic.meeting is not None and topic.meeting.state != State.CANCELLED:
        raise Refusal("meetings.topic_in_meeting", title=topic.meeting.title)
    topic.is_removed = True
    save(topic, "is_removed")
    _must_be_sent(topic.plan)
    record(actor, topic, place_of(topic.plan.unit), changed={"title": (topic.title, None)})
    return topic


@command("meetings.topic.plan")
def send_topics(*, actor: Actor, plan_id: UUID, version: int) -> TopicPlan:
    """Send the plan to the level above, which is told. Quarters without a topic are no obstacle, the page names them.

    Refuses an empty plan, one that was sent and not changed since, and a unit with nobody above.
    """
    plan = locked(TopicPlan, plan_id, version)
    require(actor, "meetings.topic.plan", place_of(plan.unit))
    if not Topic.objects.filter(plan=plan).exists():
        raise Refusal("meetings.topics_empty")
    if plan.sent_at is not None:
        raise Refusal("meetings.topics_sent_already")
    if plan.unit.parent_id is None:
        raise Refusal("meetings.nobody_above")
    plan.sent_at, plan.sent_by = clock.now(), actor.name
    save(plan, "sent_at", "sent_by")
    above = (Role.OFFICE, Role.SECRETARY)
    _tell(plan, organisations.user_ids_with(plan.unit.parent_id, above, clock.today()), "meetings.notice.topics_sent")
    record(actor, plan, place_of(plan.unit), details={"year": plan.year})
    return plan


@command("meetings.topic.note")
def note_topics(*, actor: Actor, plan_id: UUID, version: int, note: str = "") -> TopicPlan:
    """Note, as the level above, the plan that was sent; a note may say what to change. Refuses an unsent one."""
    plan = locked(TopicPlan, plan_id, version)
    require(actor, "meetings.topic.note", place_of(plan.unit))
    if plan.sent_at is None:
        raise Refusal("meetings.topics_not_sent")
    plan.noted_at, plan.noted_by, plan.note = clock.now(), actor.name, tidy_lines(note)
    save(plan, "noted_at", "noted_by", "note")
    leaders = (Role.SECRETARY, Role.DEPUTY)
    _tell(plan, organisations.user_ids_with(plan.unit_id, leaders, clock.today()), "meetings.notice.topics_noted")
    record(actor, plan, place_of(plan.unit), details={"year": plan.year})
    return plan


@command("meetings.topic.plan")
def attach_topic_paper(*, actor: Actor, topic_id: UUID, version: int, name: str, content: IO[bytes]) -> Topic:
    """Attach the author's paper; a new one takes its place and has to be approved again.

    Refuses what `documents.store_file` refuses, and a topic that was held.
    """
    topic = locked(Topic, topic_id, version)
    unit = topic.plan.unit
    require(actor, "meetings.topic.plan", place_of(unit))
    _check_not_held(topic)
    before = topic.file_id
    topic.file = documents.store_file(actor=actor, unit=unit, name=name, content=content)
    topic.approved_at, topic.approved_by = None, ""
    save(topic, "file", "approved_at", "approved_by")
    record(actor, topic, place_of(unit), changed={"file": (before, topic.file_id)})
    return topic


@command("meetings.topic.approve")
def approve_topic_paper(*, actor: Actor, topic_id: UUID, version: int) -> Topic:
    """Approve the paper in the committee's name; it goes out with the thematic meeting's notice.

    Refuses a topic without a paper, and one whose paper is approved.
    """
    topic = locked(Topic, topic_id, version)
    require(actor, "meetings.topic.approve", place_of(topic.plan.unit))
    if topic.file is None:
        raise Refusal("meetings.topic_without_paper")
    if topic.approved_at is not None:
        raise Refusal("meetings.topic_approved_already")
    topic.approved_at, topic.approved_by = clock.now(), actor.name
    save(topic, "approved_at", "approved_by")
    if topic.meeting is not None:
        _lay_beside(topic.meeting, topic)
    record(actor, topic, place_of(topic.plan.unit), details={"file": topic.file_id})
    return topic


def bring_topic(meeting: Meeting) -> Topic | None:
    """Bring the planned topic into the draft of a thematic meeting: author, title, approved paper. Six queries."""
    if meeting.kind != Kind.THEMATIC:
        return None
    topic = topic_for_month(meeting.unit_id, Month.of(meeting.month_on))
    if topic is None:
        return None
    topic.meeting = meeting
    save(topic, "meeting")
    _write_item(meeting, topic)
    _lay_beside(meeting, topic)
    return topic


def _write_item(meeting: Meeting, topic: Topic) -> None:
    if meeting.state not in PREPARABLE:
        return
    item = AgendaItem.objects.filter(meeting=meeting, line=PAPER_LINE).first()
    if item is None:
        return
    item.title = f"Trình bày chuyên đề: {topic.title}"
    item.presenter_id = item.preparer_id = topic.author_id
    item.source_key, item.source_label = f"topic:{topic.pk}", topic.title[:200]
    item.source_url = reverse("meetings:topic", args=[topic.pk])
    save(item, "title", "presenter", "preparer", "source_key", "source_label", "source_url")


def _lay_beside(meeting: Meeting, topic: Topic) -> None:
    """Lay the approved paper beside the agenda, once."""
    if topic.approved_at is None or topic.file is None or meeting.state not in PREPARABLE:
        return
    if Material.objects.filter(meeting=meeting, file=topic.file_id).exists():
        return
    sent_at = clock.now() if meeting.state == State.CALLED else None
    item = AgendaItem.objects.filter(meeting=meeting, line=PAPER_LINE).first()
    check_may_upload(item)
    Material.objects.create(meeting=meeting, item=item, file=topic.file, title=topic.title[:200], sent_at=sent_at)


def _check(unit: Unit, year: int, said: TopicSaid) -> None:
    check_topic(tidy(said.title), said.quarter, said.month, year)
    if said.author_id is None:
        return
    if said.author_id not in {one.person_id for one in members.roster(unit.pk, clock.today())}:
        raise Refusal("meetings.not_of_unit")


def _check_not_held(topic: Topic) -> None:
    if topic.meeting is not None and topic.meeting.state not in (*PREPARABLE, State.CANCELLED):
        raise Refusal("meetings.topic_held", title=topic.title)


def _columns(said: TopicSaid) -> dict[str, object]:
    month_on = said.month.first_on if said.month else None
    return {
        "title": tidy(said.title),
        "quarter": said.quarter,
        "month_on": month_on,
        "author_id": said.author_id,
    }


def _must_be_sent(plan: TopicPlan) -> None:
    if plan.sent_at is not None:
        plan.sent_at, plan.noted_at, plan.noted_by = None, None, ""
        save(plan, "sent_at", "noted_at", "noted_by")


def _tell(plan: TopicPlan, user_ids: Iterable[int], code: str) -> None:
    facts = {"unit": plan.unit.name, "year": str(plan.year)}
    link = f"{reverse('meetings:topics')}?to_chuc={plan.unit_id}&nam={plan.year}"
    notices.tell(user_ids, phrases.NOTICES[code], kind=code, link=link, facts=facts)
