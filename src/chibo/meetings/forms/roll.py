"""What is asked for at the opening and at the roll call."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from chibo.kernel import clock
from chibo.meetings.models import Guest
from chibo.meetings.phrases import REASONS
from chibo.meetings.rules import Absence
from chibo.meetings.selectors.rolling import RollLine
from chibo.meetings.states import Presence, Reason
from chibo.ui.fields import PersonField, TimeField
from chibo.ui.forms import Form, VersionedForm

HERE, ONLINE, UNEXCUSED, APART = "here", "online", "unexcused", "apart"


class OpenForm(VersionedForm):
    chair = PersonField(label=_("Chủ trì"), coerce=UUID)
    clerk = PersonField(label=_("Thư ký"), coerce=UUID)

    def __init__(self, *args: Any, people: list[tuple[UUID, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("chair", "clerk"):
            self.fields[name].offer(people)  # type: ignore[attr-defined]

    def begun(self, held_on: date | None) -> datetime | None:
        """Return when it began where that is stated; None for now."""
        return None


class PaperForm(OpenForm):
    """The same for a meeting that was held on paper: it states when it began."""

    starts_at = TimeField(label=_("Giờ khai mạc"))

    def begun(self, held_on: date | None) -> datetime | None:
        day = held_on or clock.today()
        return datetime.combine(day, self.cleaned_data["starts_at"], tzinfo=clock.HOME)


class EndForm(Form):
    """When a meeting that was held on paper ended."""

    ends_at = TimeField(label=_("Giờ kết thúc, theo biên bản giấy"))

    def ended(self, opened_at: datetime) -> datetime:
        """Return the moment: after midnight where the hour lies before the beginning."""
        begun = clock.local(opened_at)
        end = datetime.combine(begun.date(), self.cleaned_data["ends_at"], tzinfo=clock.HOME)
        return (end if end >= begun else end + timedelta(days=1)).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Row:
    """One member in the list to be called."""

    line: RollLine
    field: BoundField


class RollForm(Form):
    """One choice a member, there unless marked; one tick a guest who came."""

    def __init__(
        self, *args: Any, lines: Sequence[RollLine], guests: Sequence[Guest], online: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines, self.guests = lines, guests
        for line in lines:
            field = forms.ChoiceField(
                label=line.name, required=False, choices=_choices(line, online=online), initial=_initial(line)
            )
            field.widget.attrs["class"] = "input input--s"
            self.fields[f"p-{line.person_id}"] = field
        for guest in guests:
            label = f"{guest.name}, {guest.office}" if guest.office else guest.name
            self.fields[f"g-{guest.pk}"] = forms.BooleanField(label=label, required=False, initial=guest.is_present)

    def rows(self) -> list[Row]:
        """Return the members with their choices, in the order of calling."""
        return [Row(line, self[f"p-{line.person_id}"]) for line in self.lines]

    def guest_rows(self) -> list[BoundField]:
        return [self[f"g-{guest.pk}"] for guest in self.guests]

    def asked(self) -> dict[str, Any]:
        """Return what `take_roll` wants."""
        absent: dict[UUID, Absence] = {}
        came_anyway: list[UUID] = []
        online: list[UUID] = []
        for line in self.lines:
            said = self.cleaned_data[f"p-{line.person_id}"] or _initial(line)
            if said == ONLINE:
                online.append(line.person_id)
            if line.is_apart:
                if said in (HERE, ONLINE):
                    came_anyway.append(line.person_id)
            elif said == UNEXCUSED:
                absent[line.person_id] = Absence(Presence.UNEXCUSED)
            elif said not in (HERE, ONLINE):
                absent[line.person_id] = Absence(Presence.EXCUSED, REASON_OF[said])
        came = [guest.pk for guest in self.guests if self.cleaned_data[f"g-{guest.pk}"]]
        return {"absent": absent, "came_anyway": came_anyway, "guest_ids": came, "online": online}


REASON_OF = {f"excused-{reason}": reason for reason in Reason}


def _choices(line: RollLine, *, online: bool) -> list[tuple[str, Any]]:
    away = [(ONLINE, _("Dự từ xa"))] if online else []
    if line.is_apart:
        return [(APART, line.apart_words), (HERE, _("Có mặt")), *away]
    excused = [(f"excused-{reason}", _excused(words)) for reason, words in REASONS.items()]
    return [(HERE, _("Có mặt")), *away, *excused, (UNEXCUSED, _("Vắng không có lý do"))]


def _excused(words: Any) -> str:
    return str(_("Vắng có lý do: %(reason)s")) % {"reason": str(words).lower()}


def _initial(line: RollLine) -> str:
    if line.is_online:
        return ONLINE
    if line.is_apart:
        return HERE if line.presence is Presence.PRESENT else APART
    if line.presence is Presence.UNEXCUSED:
        return UNEXCUSED
    return f"excused-{line.reason}" if line.presence is Presence.EXCUSED and line.reason else HERE
