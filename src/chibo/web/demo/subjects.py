"""The plans of topics that cells of the demo made last month: two sent, one of them noted."""

from __future__ import annotations

from datetime import date, datetime, time

from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.meetings import services
from chibo.meetings.services import TopicSaid
from chibo.web.demo import names
from chibo.web.demo.ground import Ground

PLANNED = (
    (2, "Học tập tư tưởng Hồ Chí Minh về thực hành tiết kiệm, chống lãng phí"),
    (5, "Nâng cao chất lượng tự phê bình và phê bình trong sinh hoạt chi bộ"),
    (8, "Truyền thống của đơn vị và trách nhiệm của đảng viên trẻ"),
    (11, "Chuyển đổi số trong công việc chuyên môn: việc làm được, việc còn vướng"),
)
"""Month and topic."""
SENT, NOTED = 2, 1
"""How many of the cells have sent their plan, and of how many the committee has noted it."""


def plan_them(ground: Ground, last: Month) -> None:
    """Let the first three cells plan the year's topics, one a quarter, each with a member who writes the paper."""
    year = last.year
    for cell, unit in enumerate(ground.cells[:3]):
        with clock.at(_morning(last.day(10))):
            leader = ground.actor(ground.secretary(cell))
            for place, (month, title) in enumerate(PLANNED, start=3):
                author = ground.people[names.CELLS[cell].members[place]].pk
                when = Month(year, month)
                said = TopicSaid(title, when.quarter, when, author)
                topic = services.plan_topic(actor=leader, unit_id=unit.pk, year=year, said=said)
            plan = topic.plan
            if cell < SENT:
                plan = services.send_topics(actor=leader, plan_id=plan.pk, version=plan.version)
        if cell < NOTED:
            with clock.at(_morning(last.day(12))):
                note = "Đồng ý. Chuyên đề quý IV mời Trung tâm Công nghệ cùng dự."
                services.note_topics(
                    actor=ground.actor(names.OFFICE[0]), plan_id=plan.pk, version=plan.version, note=note
                )


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=clock.HOME)
