"""Whom `pages.py` signs in as, and at which rows it looks."""

import itertools
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from keys import FIRST_USER, PROVINCE, Size, cell_key, committee_key, person_key


class Sample:
    """A cell whose month is held, one whose meeting is open now, and the people around them."""

    def __init__(self, province: dict[str, Any]) -> None:
        self.size = Size(province["cells"], province["members"], province["months"], province["cells_per_committee"])
        first = self.size.first_of(self.size.cells // 2)
        self.first, self.held, self.open = first, first + 21, first + 20
        self._open_the_meeting()

    def viewers(self) -> dict[str, int]:
        user = self.size.user
        return {
            "member": user(self.held, 6),
            "secretary": user(self.held, 0),
            "chair": user(self.open, 0),
            "clerk": user(self.open, 2),
            "assigned": user(self.first, 9 + self.held % 4),
            "office": user(self.first, 4),
            "party_building": user(self.first, 7),
            "inspection": user(self.first, 6),
            "province_office": 2,
            "province_inspection": 4,
            "operator": 1,
        }

    def arguments(self, page: str, parameters: list[str]) -> Iterator[dict[str, object]]:
        """Return what to try in the address of the page, the likeliest first."""
        choices = [self._choices(page, name) for name in parameters]
        for values in itertools.islice(itertools.product(*choices), 24):
            yield dict(zip(parameters, values, strict=True))

    def _choices(self, page: str, name: str) -> list[object]:
        room = page.split(":", maxsplit=1)[0]
        fixed: dict[str, list[object]] = {
            "unit_id": [cell_key(self.held), committee_key(self.size.committee_of(self.held)), PROVINCE],
            "person_id": [person_key(self.held, 6), person_key(self.first, 4)],
            "user_id": [FIRST_USER + self.held * self.size.members],
            "rule_id": ["meeting-conduct", "score-sheet"],
            "part": ["dang-tich", "cong-tac", "nhiem-vu"],
            "month": ["2026-10"],
            "position": [1],
            "to": [1],
        }
        if name in fixed:
            return [
                UUID(one) if name.endswith("_id") and isinstance(one, str) and len(one) == 32 else one
                for one in fixed[name]
            ]
        return self._rows(room, name)

    def _rows(self, room: str, name: str) -> list[object]:
        from chibo.directives.models import Delivery
        from chibo.documents.models import IssuedPaper
        from chibo.meetings.models import AgendaItem, Meeting
        from chibo.members.models import Post
        from chibo.notices.models import Notice
        from chibo.organisations.models import Mandate
        from chibo.resolutions.models import Resolution
        from chibo.scoring.models import Score
        from chibo.tasks.models import Task

        held, cells = cell_key(self.held), [cell_key(self.held), cell_key(self.open)]
        meetings = Meeting.objects.filter(unit__in=cells).order_by("-month_on", "-unit")
        found: dict[str, Any] = {
            "meeting_id": meetings,
            "item_id": AgendaItem.objects.filter(meeting__in=list(meetings[:2])).order_by("-decision", "position"),
            "task_id": Task.objects.filter(unit=held).order_by("closed_on", "-month_on"),
            "directive_id": Delivery.objects.filter(unit=held).order_by("-received_at"),
            "resolution_id": Resolution.objects.filter(unit=held).order_by("-month_on"),
            "score_id": Score.objects.filter(unit=held).order_by("-month_on"),
            "paper_id": IssuedPaper.objects.filter(unit=held).order_by("-issued_on"),
            "notice_id": Notice.objects.filter(user=self.size.user(self.held, 0)).order_by("-created_at"),
            "post_id": Post.objects.filter(unit=held),
            "mandate_id": Mandate.objects.filter(unit=held).exclude(role="member"),
        }
        if name not in found:
            return []
        return list(found[name].values_list("directive_id" if name == "directive_id" else "pk", flat=True)[:3])

    def _open_the_meeting(self) -> None:
        """Let the chair open today's meeting, as is done in the room."""
        from chibo.meetings import services
        from chibo.meetings.models import Meeting
        from chibo.members import selectors

        chair = self.size.user(self.open, 0)
        meeting = Meeting.objects.filter(unit=cell_key(self.open), state="called").first()
        if meeting:
            services.open_meeting(
                actor=selectors.actor_for(chair, "Bí thư"), meeting_id=meeting.pk, version=meeting.version
            )
