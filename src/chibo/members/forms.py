"""What is asked about members."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chibo.kernel import clock
from chibo.kernel.text import fold
from chibo.members.phrases import CORRECTIONS, ENDS, EXEMPTIONS, SEXES, STANDINGS, STATUSES
from chibo.members.selectors import Comrade, Group
from chibo.members.services import Part, PersonFacts
from chibo.members.states import LEADER, LEADERS_DEPUTY, CorrectionMove
from chibo.ui.fields import CardsField, DayField, PersonField, TidyCharField, TidyTextField
from chibo.ui.forms import Form, VersionedForm
from chibo.ui.widgets import Ticks

DECISION = _("Quyết định số, ngày")
INTRODUCTION = _("Giấy giới thiệu hoặc quyết định số, ngày")
CHOOSE = _("Chọn")


class FilterForm(Form):
    """The bar above the list; everything stands in the address."""

    tim = forms.CharField(label=_("Tên hoặc số thẻ"), required=False, widget=forms.TextInput({"type": "search"}))
    don_vi = forms.ChoiceField(label=_("Chi bộ"), required=False)
    trang_thai = forms.ChoiceField(
        label=_("Trạng thái"), required=False, choices=[("", _("Tất cả đang sinh hoạt")), *STATUSES.items()]
    )
    gioi = forms.ChoiceField(label=_("Giới tính"), required=False, choices=[("", _("Nam và nữ")), *SEXES.items()])
    chuc_vu = forms.ChoiceField(label=_("Chức vụ"), required=False)

    def __init__(
        self, *args: Any, units: Iterable[tuple[str, str]], posts: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["don_vi"].choices = [("", _("Tất cả")), *units]  # type: ignore[attr-defined]
        self.fields["chuc_vu"].choices = [("", _("Tất cả")), *posts]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"


class PersonFields(Form):
    """What is written of any person."""

    full_name = TidyCharField(label=_("Họ và tên"), max_length=120)
    given_name = TidyCharField(
        label=_("Tên gọi để sắp xếp"),
        max_length=60,
        required=False,
        help_text=_("Để trống thì lấy chữ cuối của họ tên"),
    )
    other_name = TidyCharField(label=_("Tên gọi khác"), max_length=120, required=False)
    sex = forms.ChoiceField(label=_("Giới tính"), choices=[("", CHOOSE), *SEXES.items()])
    born_on = DayField(
        label=_("Ngày sinh"), required=False, help_text=_("Ghi theo hồ sơ gốc; đã ghi thì không sửa được")
    )
    ethnicity = TidyCharField(label=_("Dân tộc"), max_length=60, required=False)
    religion = TidyCharField(label=_("Tôn giáo"), max_length=60, required=False)
    home_place = TidyCharField(label=_("Quê quán"), max_length=200, required=False)
    residence = TidyCharField(label=_("Nơi ở hiện nay"), max_length=200, required=False)
    occupation = TidyCharField(label=_("Nghề nghiệp"), max_length=200, required=False)
    phone = TidyCharField(label=_("Điện thoại"), max_length=30, required=False)

    def facts(self) -> PersonFacts:
        """Return what was typed of the person."""
        return PersonFacts(**{name: self.cleaned_data[name] for name in PersonFields.base_fields})


class EditForm(VersionedForm, PersonFields):
    decision = TidyCharField(
        label=_("Quyết định cho đổi họ tên số, ngày"),
        max_length=200,
        required=False,
        help_text=_("Chỉ cần khi sửa họ tên"),
    )

    def __init__(self, *args: Any, born_on_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if born_on_known:
            self.fields["born_on"].disabled = True
            self.fields["born_on"].help_text = _("Ngày sinh đã ghi, không sửa được")


class ContactForm(VersionedForm):
    phone = TidyCharField(label=_("Điện thoại"), max_length=30, required=False)
    residence = TidyCharField(label=_("Nơi ở hiện nay"), max_length=200, required=False)
    occupation = TidyCharField(label=_("Nghề nghiệp"), max_length=200, required=False)


class DatesForm(VersionedForm):
    admitted_on = DayField(label=_("Ngày ra quyết định kết nạp"), required=False)
    joined_on = DayField(label=_("Ngày vào Đảng"), required=False, help_text=_("Ngày chi bộ tổ chức lễ kết nạp"))
    official_on = DayField(label=_("Ngày chính thức"), required=False)
    file_number = TidyCharField(label=_("Số lý lịch"), max_length=20, required=False)
    decision = TidyCharField(label=_("Căn cứ đính chính số, ngày"), max_length=200)


MOST_OFFERED = 200


class _Offered(forms.models.ModelChoiceIterator):  # type: ignore[type-arg]
    """The cells that the list shows: all, or the first that hold the words looked for, with the one chosen."""

    def __iter__(self) -> Iterator[Any]:
        yield "", self.field.empty_label
        field, every = cast("CellField", self.field), self.queryset
        rows = every
        for word in fold(field.looked_for).split():
            rows = rows.filter(Q(search__contains=word) | Q(parent__search__contains=word))
        found = list(rows[: MOST_OFFERED + 1])
        field.is_cut = len(found) > MOST_OFFERED or bool(field.looked_for)
        chosen = str(field.chosen or "")
        if chosen and chosen not in {str(cell.pk) for cell in found}:
            found = [*every.filter(pk=chosen), *found] if _is_key(chosen) else found
        yield from map(self.choice, found[:MOST_OFFERED])


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


class CellField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A cell among those that the form was given. A long list is narrowed by words of the cell or of its committee."""

    iterator = _Offered
    looked_for = ""
    chosen: object = None
    is_cut = False
    """Whether the list shows only some; known when it was drawn."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Chi bộ"))
        super().__init__(queryset=None, empty_label=_("Chọn chi bộ"), **kwargs)


class _CellForm(Form):
    """A form that asks for a cell; `cells` are those offered, `looked_for` narrows what a long list shows."""

    def __init__(self, *args: Any, cells: Any, looked_for: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("CellField", self.fields["unit"])
        field.queryset, field.looked_for, field.chosen = cells, looked_for, self["unit"].value()


class EnterForm(_CellForm, PersonFields):
    """Somebody who is a member already."""

    unit = CellField()
    stays_from = DayField(label=_("Sinh hoạt tại chi bộ từ ngày"))
    standing = forms.ChoiceField(label=_("Là đảng viên"), choices=[("", CHOOSE), *STANDINGS.items()])
    joined_on = DayField(label=_("Ngày vào Đảng"), required=False)
    admitted_on = DayField(label=_("Ngày ra quyết định kết nạp"), required=False)
    official_on = DayField(label=_("Ngày chính thức"), required=False)
    file_number = TidyCharField(label=_("Số lý lịch"), max_length=20, required=False)
    card_number = TidyCharField(label=_("Số thẻ đảng viên"), max_length=20, required=False)
    decision = TidyCharField(label=INTRODUCTION, max_length=200, required=False)

    field_order = (
        *("full_name", "sex", "born_on", "unit", "stays_from", "decision", "standing", "joined_on", "official_on"),
        *("card_number", "admitted_on", "file_number"),
    )


class AdmitForm(_CellForm, PersonFields):
    """Somebody newly admitted."""

    unit = CellField()
    admitted_on = DayField(label=_("Ngày ra quyết định kết nạp"))
    joined_on = DayField(label=_("Ngày vào Đảng"), help_text=_("Ngày chi bộ tổ chức lễ kết nạp"))
    decision = TidyCharField(label=_("Quyết định kết nạp số, ngày"), max_length=200)

    field_order = ("full_name", "sex", "born_on", "unit", "decision", "admitted_on", "joined_on")


class TransferForm(_CellForm, VersionedForm):
    unit = CellField(label=_("Chuyển đến chi bộ"))
    moved_on = DayField(label=_("Từ ngày"))
    decision = TidyCharField(label=INTRODUCTION, max_length=200)


class VisitForm(_CellForm):
    unit = CellField(label=_("Sinh hoạt tạm thời tại chi bộ"))
    starts_on = DayField(label=_("Từ ngày"))
    decision = TidyCharField(label=INTRODUCTION, max_length=200)


class EndVisitForm(Form):
    ends_on = DayField(label=_("Trở lại chi bộ từ ngày"))


class LeaveForm(VersionedForm):
    left_on = DayField(label=_("Chuyển đi từ ngày"))
    decision = TidyCharField(label=_("Giấy giới thiệu số, ngày; nơi đến"), max_length=200)


class RecogniseForm(VersionedForm):
    decision = TidyCharField(label=_("Quyết định công nhận số, ngày"), max_length=200)


class ExemptForm(Form):
    kind = forms.ChoiceField(label=_("Diện được miễn"), choices=[("", CHOOSE), *EXEMPTIONS.items()])
    starts_on = DayField(label=_("Từ ngày"))
    ends_on = DayField(label=_("Đến ngày"), required=False, help_text=_("Phải ghi khi tạm miễn"))
    decision = TidyCharField(label=_("Nghị quyết hoặc quyết định số, ngày"), max_length=200)


class SuspendForm(Form):
    starts_on = DayField(label=_("Từ ngày"))
    decision = TidyCharField(label=DECISION, max_length=200)


class EndOnForm(Form):
    ends_on = DayField(label=_("Từ ngày"))
    decision = TidyCharField(label=DECISION, max_length=200, required=False)


class EndForm(VersionedForm):
    kind = forms.ChoiceField(label=_("Hình thức"), choices=[("", CHOOSE), *ENDS.items()])
    ended_on = DayField(label=_("Từ ngày"))
    decision = TidyCharField(label=DECISION, max_length=200, required=False)


class CardForm(Form):
    number = TidyCharField(label=_("Số thẻ"), max_length=20, help_text=_("12 chữ số; thẻ cũ 8 chữ số"))
    starts_on = DayField(label=_("Cấp ngày"), required=False)


class PostForm(Form):
    """A post at one of the units that matter to the person: the cell, and the committees above."""

    place = forms.ChoiceField(label=_("Chức vụ"))
    starts_on = DayField(label=_("Từ ngày"))
    decision = TidyCharField(label=DECISION, max_length=200, required=False)

    def __init__(self, *args: Any, places: Sequence[tuple[str, Sequence[tuple[str, str]]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", _("Chọn chức vụ")), *places]  # type: ignore[attr-defined]

    def chosen(self) -> tuple[UUID, str]:
        """Return the unit and the post."""
        unit_id, _sep, kind = self.cleaned_data["place"].partition(":")
        return UUID(unit_id), kind


class AccountForm(Form):
    username = TidyCharField(label=_("Tên đăng nhập"), max_length=80)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)


class AskCorrectionForm(Form):
    about = forms.ChoiceField(label=_("Mục cần đính chính"), choices=[("", CHOOSE), *CORRECTIONS.items()])
    text = TidyTextField(
        label=_("Nội dung đề nghị"),
        help_text=_(
            "Ghi rõ nội dung chưa đúng và nội dung đúng theo giấy tờ nào. "
            "Văn phòng cấp ủy, ban xây dựng Đảng cấp trên đọc và trả lời."
        ),
    )


class AnswerForm(VersionedForm):
    move = CardsField(
        label=_("Kết quả"),
        choices=[
            (CorrectionMove.ACCEPT, _("Đã đính chính"), _("Hồ sơ đã được sửa theo đề nghị.")),
            (CorrectionMove.REFUSE, _("Không đính chính"), _("Hồ sơ giữ nguyên, nêu rõ lý do.")),
        ],
    )
    answer = TidyTextField(label=_("Nội dung trả lời"))


class MergeForm(Form):
    units = forms.ModelMultipleChoiceField(  # type: ignore[var-annotated]
        label=_("Các chi bộ sáp nhập"), queryset=None, widget=Ticks
    )
    name = TidyCharField(label=_("Tên chi bộ mới"), max_length=200)
    place = TidyCharField(label=_("Địa danh ghi trên văn bản"), max_length=120, required=False)
    merged_on = DayField(label=_("Từ ngày"))
    decision = TidyCharField(label=DECISION, max_length=200)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = units  # type: ignore[attr-defined]


class DissolveForm(VersionedForm):
    dissolved_on = DayField(label=_("Từ ngày"))
    decision = TidyCharField(label=DECISION, max_length=200)


class SplitForm(VersionedForm):
    """Up to three new cells, and for each member where to: to stay (empty) or to one of them."""

    MOST = 3

    split_on = DayField(label=_("Từ ngày"))
    decision = TidyCharField(label=DECISION, max_length=200)
    name_1 = TidyCharField(label=_("Tên chi bộ mới thứ nhất"), max_length=200)
    name_2 = TidyCharField(label=_("Tên chi bộ mới thứ hai"), max_length=200, required=False)
    name_3 = TidyCharField(label=_("Tên chi bộ mới thứ ba"), max_length=200, required=False)

    def __init__(self, *args: Any, comrades: Sequence[Comrade], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goals = (_("Chi bộ mới thứ nhất"), _("Chi bộ mới thứ hai"), _("Chi bộ mới thứ ba"))
        choices = [("", _("Ở lại")), *((str(number), goal) for number, goal in enumerate(goals, start=1))]
        self.comrades = comrades
        for comrade in comrades:
            field = forms.ChoiceField(label=comrade.full_name, choices=choices, required=False)
            field.widget.attrs["class"] = "input input--s"
            self.fields[f"to_{comrade.person_id}"] = field

    def rows(self) -> list[tuple[Comrade, forms.BoundField]]:
        """Return members with their choice, for the table."""
        return [(comrade, self[f"to_{comrade.person_id}"]) for comrade in self.comrades]

    def parts(self) -> list[Part]:
        """Return the new cells that were named, or that somebody is to go to, with who goes there."""
        typed, found = self.cleaned_data, []
        for number in range(1, self.MOST + 1):
            going = [one.person_id for one in self.comrades if typed[f"to_{one.person_id}"] == str(number)]
            if typed[f"name_{number}"] or going:
                found.append(Part(typed[f"name_{number}"], frozenset(going)))
        return found


class GroupForm(Form):
    """A new group of a cell."""

    name = TidyCharField(label=_("Tên tổ đảng"), max_length=200, help_text=_("Ví dụ: Tổ đảng 1, Tổ đảng xóm Đình."))
    founded_on = DayField(label=_("Từ ngày"))
    decision = TidyCharField(label=DECISION, max_length=200, required=False)


class EndGroupForm(VersionedForm):
    ended_on = DayField(label=_("Từ ngày"))
    decision = TidyCharField(label=DECISION, max_length=200, required=False)


class GroupMembersForm(Form):
    """Who of the cell belongs to a group, and whom the group elected."""

    members = forms.TypedMultipleChoiceField(label=_("Đảng viên của tổ"), coerce=UUID, required=False, widget=Ticks)
    leader = PersonField(label=_("Tổ trưởng"), coerce=UUID, required=False, empty=_("Chưa bầu"))
    deputy = PersonField(label=_("Tổ phó (nếu cần)"), coerce=UUID, required=False, empty=_("Không có"))
    since = DayField(label=_("Thay đổi từ ngày"))
    decision = TidyCharField(label=_("Theo biên bản, văn bản"), max_length=200, required=False)

    def __init__(
        self, *args: Any, group: Group, cell: Sequence[Comrade], others: Mapping[UUID, str], **kwargs: Any
    ) -> None:
        leader, deputy = group.holder(LEADER), group.holder(LEADERS_DEPUTY)
        kwargs["initial"] = {
            "members": [str(one.person_id) for one in group.members],
            "leader": leader.person_id if leader else None,
            "deputy": deputy.person_id if deputy else None,
            "since": clock.today(),
        }
        super().__init__(*args, **kwargs)
        members, chosen = self.fields["members"], [self.fields["leader"], self.fields["deputy"]]
        assert isinstance(members, forms.TypedMultipleChoiceField)
        members.choices = [(str(one.person_id), _in_group(one, others)) for one in cell]
        for field in chosen:
            assert isinstance(field, PersonField)
            field.offer((one.person_id, one.full_name, others.get(one.person_id, "")) for one in cell)

    def arranged(self) -> dict[str, Any]:
        """Return what was typed, as `services.arrange_group` takes it."""
        typed = self.cleaned_data
        ids = {"person_ids": typed["members"], "leader_id": typed["leader"], "deputy_id": typed["deputy"]}
        return ids | {"since": typed["since"], "decision": typed["decision"]}


def _in_group(comrade: Comrade, others: Mapping[UUID, str]) -> str:
    """Return the name, with the group from which the member would come over."""
    other = others.get(comrade.person_id)
    return f"{comrade.full_name} ({other})" if other else comrade.full_name
