"""Reading plans of topics: the unit's own, those that came from below, and the topic that a month asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from chibo.access import Actor, may, scope
from chibo.kernel.errors import Missing
from chibo.kernel.months import Month
from chibo.meetings.models import Topic, TopicPlan
from chibo.meetings.states import State
from chibo.organisations.selectors import place_of, unit_for, within

if TYPE_CHECKING:
    from chibo.organisations.models import Unit


def topics_unit(actor: Actor, unit_id: UUID) -> Unit:
    """Return the unit whose plan is asked for. Raises Missing out of reach. One query."""
    return unit_for(actor, unit_id, "meetings.topic.read")


def plan_of(actor: Actor, unit: Unit, year: int) -> TopicPlan | None:
    """Return the year's plan; to whoever is not of the unit only once it was sent. One query."""
    plan = TopicPlan.objects.filter(unit=unit, year=year).first()
    if plan is None or plan.sent_at is not None or may(actor, "meetings.inside.read", place_of(unit)):
        return plan
    return None


def topics_of(plan: TopicPlan) -> list[Topic]:
    """Return the topics in the order of the year. One query."""
    return list(Topic.objects.filter(plan=plan).select_related("author", "file", "meeting"))


def topic_for(actor: Actor, topic_id: UUID) -> Topic:
    """Return a topic to those of its unit. Raises Missing for all others. One query."""
    inside = within(scope(actor, "meetings.inside.read"), unit="plan__unit")
    rows = Topic.objects.filter(inside).select_related("plan__unit", "author", "file__unit", "meeting")
    topic = rows.filter(pk=topic_id).first()
    if topic is None:
        raise Missing("topic")
    return topic


def sent_plan_for(actor: Actor, plan_id: UUID) -> TopicPlan:
    """Return a plan within reach. Raises Missing out of reach, and for one that was not sent up. One query."""
    read = within(scope(actor, "meetings.topic.read"), unit="unit")
    own = within(scope(actor, "meetings.inside.read"), unit="unit")
    rows = TopicPlan.objects.filter(read).filter(own | Q(sent_at__isnull=False)).select_related("unit")
    plan = rows.filter(pk=plan_id).first()
    if plan is None:
        raise Missing("topic plan")
    return plan


def plans_below(actor: Actor, year: int) -> QuerySet[TopicPlan]:
    """Return the plans that the actor's cells have sent, those not noted yet first; `count` topics each. One query."""
    below = within(scope(actor, "meetings.topic.note"), unit="unit")
    rows = TopicPlan.objects.filter(below, year=year, sent_at__isnull=False).select_related("unit")
    count = Count("topics", filter=Q(topics__is_removed=False))
    return rows.annotate(count=count).order_by("noted_at", "unit__sort_name", "id")


def topic_for_month(unit_id: UUID, month: Month) -> Topic | None:
    """Return the topic that the month's thematic meeting deals with: the one planned for it, else for its quarter.

    None where the plan has none left. One query.
    """
    free = Q(meeting=None) | Q(meeting__state=State.CANCELLED)
    rows = Topic.objects.filter(free, plan__unit=unit_id, plan__year=month.year, quarter=month.quarter)
    meant = [topic for topic in rows if topic.month_on in (None, month.first_on)]
    return min(meant, key=lambda topic: (topic.month_on is None, topic.pk), default=None)
