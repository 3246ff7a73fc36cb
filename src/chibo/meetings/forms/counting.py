"""What is asked for at the counting desk: what is voted on and who counts, and what one teller has counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from chibo.ballots.phrases import BODIES, COUNT_FIELDS, LISTED
from chibo.ballots.rules import Form as BallotForm
from chibo.ballots.rules import Sheet
from chibo.ballots.rules.desk import HEAD, Count
from chibo.ballots.states import Listed, Way
from chibo.meetings.phrases import choices
from chibo.meetings.selectors.counting import Standing
from chibo.meetings.services.counting import Election
from chibo.regulations.figures import Body
from chibo.ui.fields import PersonField, TidyCharField
from chibo.ui.forms import Form, VersionedForm
from chibo.ui.shapes import Named
from chibo.ui.widgets import RadioCards, Ticks

type People = Sequence[tuple[UUID, str, str]]

NOT_LISTED = _("Không có trong danh sách")
MOST_SEATS = 60


WAYS = {
    Way.PAPER: Named(_("Phiếu giấy"), _("In phiếu, phát, hai đồng chí đếm riêng rồi nhập số liệu.")),
    Way.SECRET: Named(
        _("Trên điện thoại"), _("Khóa hòm phiếu chia cho ba đồng chí; hai đồng chí nhập mã thì mới kiểm phiếu được.")
    ),
}


class TeamForm(Form):
    """Who counts: the leader of the team, its clerk, a third where there is one; and the way, where one may choose."""

    way = forms.ChoiceField(
        label=_("Hình thức bỏ phiếu"), choices=list(WAYS.items()), initial=Way.PAPER, widget=RadioCards
    )
    leader = PersonField(label=_("Tổ trưởng tổ kiểm phiếu"), coerce=UUID)
    clerk = PersonField(label=_("Thư ký tổ kiểm phiếu"), coerce=UUID)
    third = PersonField(label=_("Thành viên thứ ba"), coerce=UUID, required=False)

    def __init__(self, *args: Any, tellers: People, may_use_phones: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_use_phones:
            del self.fields["way"]
        for name in ("leader", "clerk", "third"):
            self.fields[name].offer(tellers)  # type: ignore[attr-defined]

    @property
    def team(self) -> list[BoundField]:
        return [self[name] for name in ("way", "leader", "clerk", "third") if name in self.fields]

    @property
    def on_phones(self) -> bool:
        return self.cleaned_data.get("way") == Way.SECRET

    def tellers(self) -> list[UUID]:
        """Return the team in its order."""
        return [self.cleaned_data[name] for name in ("leader", "clerk", "third") if self.cleaned_data[name]]


@dataclass(frozen=True, slots=True)
class Line:
    """One member in the list of those who may stand."""

    standing: Standing
    field: BoundField


class ElectionForm(TeamForm):
    """What is elected, for how many seats, and for each member whether and how they came onto the list."""

    body = forms.ChoiceField(label=_("Bầu"), choices=choices(BODIES))
    subject = TidyCharField(
        label=_("Ghi trên phiếu"), max_length=300, help_text=_("Ví dụ: Bầu chi ủy nhiệm kỳ 2026 - 2028")
    )
    seats = forms.IntegerField(label=_("Số lượng cần bầu"), min_value=1, max_value=MOST_SEATS)

    def __init__(self, *args: Any, standing: Sequence[Standing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing = standing
        for one in standing:
            offered = [("", NOT_LISTED), *LISTED.items()]
            field = forms.ChoiceField(label=one.name, required=False, choices=offered)
            field.widget.attrs["class"] = "input input--s"
            self.fields[f"c-{one.person_id}"] = field

    @property
    def head(self) -> list[BoundField]:
        return [self[name] for name in ("body", "subject", "seats")]

    def lines(self) -> list[Line]:
        return [Line(one, self[f"c-{one.person_id}"]) for one in self.standing]

    def election(self) -> Election:
        asked = self.cleaned_data
        listed = {one.person_id: asked[f"c-{one.person_id}"] for one in self.standing}
        return Election(
            body=Body(asked["body"]),
            seats=asked["seats"],
            subject=asked["subject"],
            listed={pk: Listed(way) for pk, way in listed.items() if way},
        )


class DisciplineForm(TeamForm):
    """Whose discipline is voted on, and which forms stand on the ballot; "no discipline" always does."""

    person = PersonField(label=_("Đảng viên được xem xét"), coerce=UUID)
    kinds = forms.MultipleChoiceField(label=_("Hình thức ghi trên phiếu"), widget=Ticks)

    def __init__(self, *args: Any, people: People, offered: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people)  # type: ignore[attr-defined]
        self.fields["kinds"].choices = list(offered)  # type: ignore[attr-defined]
        self.fields["kinds"].initial = [code for code, _words in offered]

    @property
    def head(self) -> list[BoundField]:
        return [self["person"], self["kinds"]]


class MotionForm(TeamForm):
    """A motion that the rule lets be voted in secret."""

    decision = forms.ChoiceField(label=_("Loại nội dung"))
    subject = TidyCharField(label=_("Ghi trên phiếu"), max_length=300)

    def __init__(self, *args: Any, decisions: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = list(decisions)  # type: ignore[attr-defined]

    @property
    def head(self) -> list[BoundField]:
        return [self["decision"], self["subject"]]


class AgainForm(TeamForm):
    """Who stands in a further round; of equal votes all the tied do."""

    names = forms.MultipleChoiceField(label=_("Danh sách bầu tiếp"), widget=Ticks)

    def __init__(self, *args: Any, offered: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["names"].choices = list(offered)  # type: ignore[attr-defined]
        self.fields["names"].initial = [key for key, _words in offered]

    @property
    def head(self) -> list[BoundField]:
        return [self["names"]]


class CountForm(Form):
    """What one teller has counted. Nothing is filled in, and nothing is kept in the browser: each counts alone."""

    def __init__(self, *args: Any, sheet: Sheet, differing: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        for name in HEAD:
            self.fields[name] = _number(COUNT_FIELDS[name])
        for number, label in enumerate(sheet.labels):
            words = _("Đồng ý: %(name)s") if sheet.form is BallotForm.EACH else "%(name)s"
            self.fields[f"v{number}"] = _number(str(words) % {"name": label})
        names = {**{name: name for name in HEAD}, **{key: f"v{at}" for at, key in enumerate(sheet.options)}}
        self.differing = [str(self.fields[names[field]].label) for field in differing]

    @property
    def papers(self) -> list[BoundField]:
        return [self[name] for name in HEAD]

    @property
    def votes(self) -> list[BoundField]:
        return [self[f"v{number}"] for number in range(len(self.sheet.options))]

    def count(self) -> Count:
        asked: Mapping[str, int] = self.cleaned_data
        votes = {option: asked[f"v{number}"] for number, option in enumerate(self.sheet.options)}
        return Count(**{name: asked[name] for name in HEAD}, votes=votes)


class CodeForm(Form):
    """The code that a teller copied. Never shown again, and never kept in the browser."""

    code = forms.CharField(label=_("Mã giữ khóa của đồng chí"), max_length=80)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept_nowhere = {"inputmode": "numeric", "autocomplete": "off", "data-no-draft": "", "spellcheck": "false"}
        self.fields["code"].widget.attrs |= kept_nowhere


class StopForm(VersionedForm):
    """Why a vote is stopped without a result."""

    reason = TidyCharField(label=_("Lý do không lấy kết quả"), max_length=300)


def _number(label: Any) -> forms.IntegerField:
    field = forms.IntegerField(label=label, min_value=0)
    field.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off", "data-no-draft": ""}
    field.error_messages["required"] = _("Chưa ghi: %(label)s.") % {"label": label}
    return field
