"""Forms of the preparation: the date, an item, a file, an answer, an opinion."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chibo.meetings.figures import Plan
from chibo.meetings.phrases import FORMS, KINDS, REASONS, choices
from chibo.meetings.selectors.video import has_server
from chibo.meetings.services import ItemPlan
from chibo.meetings.states import Form as MeetingForm
from chibo.meetings.states import Kind, Reason
from chibo.ui.fields import DayField, FileField, PersonField, TidyCharField, TidyTextField, TimeField
from chibo.ui.forms import Form, VersionedForm
from chibo.ui.widgets import FileDrop, Radios

People = Iterable[tuple[UUID, str, str | Promise]]
LATER = _("Chưa chọn")


class PlanForm(Form):
    """When, where, with whom."""

    held_on = DayField(label=_("Ngày họp"))
    starts_at = TimeField(label=_("Bắt đầu"))
    ends_at = TimeField(label=_("Kết thúc (dự kiến)"))
    place = TidyCharField(label=_("Nơi họp"), max_length=200, required=False)
    form = forms.ChoiceField(label=_("Hình thức"), choices=choices(FORMS), initial=MeetingForm.IN_PERSON)
    link = forms.URLField(label=_("Địa chỉ phòng họp trực tuyến"), required=False, assume_scheme="https")
    chair = PersonField(label=_("Chủ trì"), coerce=UUID)
    clerk = PersonField(label=_("Thư ký (dự kiến)"), coerce=UUID, required=False, empty=_("Cử tại buổi họp"))
    reason = TidyCharField(
        label=_("Lý do thay đổi"), max_length=300, required=False, help_text=_("Đổi ngày họp thì phải ghi lý do.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: People, is_move: bool, online: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = list(people)
        for name in ("chair", "clerk"):
            field = self.fields[name]
            assert isinstance(field, PersonField)
            field.offer(offered)
        if not is_move:
            del self.fields["reason"]
        if not online:
            for name in ("form", "link"):
                del self.fields[name]
        elif has_server():
            self.fields["link"].help_text = _("Để trống để dùng phòng họp trực tuyến trong Chibo.")

    def plan(self) -> Plan:
        """Return what was typed; without a permission to meet online the form is in person."""
        typed = self.cleaned_data
        return Plan(
            held_on=typed["held_on"],
            starts_at=typed["starts_at"],
            ends_at=typed["ends_at"],
            form=MeetingForm(typed.get("form") or MeetingForm.IN_PERSON),
            place=typed["place"],
            link=typed.get("link", ""),
            chair_id=typed["chair"],
            clerk_id=typed["clerk"],
        )


class KindForm(Form):
    """Which meeting, for which month: asked first, since agenda and length follow from it."""

    KINDS = (Kind.REGULAR, Kind.THEMATIC, Kind.EXTRAORDINARY, Kind.COMMITTEE)

    kind = forms.ChoiceField(label=_("Loại"), widget=Radios)

    def __init__(self, *args: Any, kinds: Sequence[Kind] = KINDS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(kind.value, KINDS[kind]) for kind in kinds]


class BenchForm(VersionedForm):
    """Chair and clerk."""

    chair = PersonField(label=_("Chủ trì"), coerce=UUID)
    clerk = PersonField(label=_("Thư ký (dự kiến)"), coerce=UUID, required=False, empty=_("Cử tại buổi họp"))

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = list(people)
        for name in ("chair", "clerk"):
            field = self.fields[name]
            assert isinstance(field, PersonField)
            field.offer(offered)


class ReasonForm(VersionedForm):
    """Why it is put off or cancelled."""

    reason = TidyCharField(
        label=_("Lý do"), max_length=300, help_text=_("Gửi kèm cho cấp trên và các đồng chí đã mời.")
    )


class ItemForm(Form):
    """What the preparation says of an item."""

    title = TidyCharField(label=_("Nội dung"), max_length=300)
    planned_minutes = forms.IntegerField(label=_("Số phút"), min_value=1, max_value=600, initial=5)
    presenter = PersonField(label=_("Người trình bày"), coerce=UUID, required=False, empty=LATER)
    preparer = PersonField(label=_("Người chuẩn bị"), coerce=UUID, required=False, empty=LATER)
    prepare_by_on = DayField(label=_("Chuẩn bị xong trước ngày"), required=False)
    prompts = TidyTextField(
        label=_("Câu hỏi gợi ý thảo luận"), required=False, help_text=_("Mỗi dòng một câu. Chỉ chi bộ xem được.")
    )
    is_secret = forms.BooleanField(
        label=_("Nội dung mật"),
        required=False,
        help_text=_("Tài liệu phát và thu lại tại phòng họp, không tải lên Chibo. Không bàn khi có đồng chí dự từ xa."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = list(people)
        for name in ("presenter", "preparer"):
            field = self.fields[name]
            assert isinstance(field, PersonField)
            field.offer(offered)

    def plan(self) -> ItemPlan:
        """Return what was typed."""
        typed = self.cleaned_data
        return ItemPlan(
            title=typed["title"],
            planned_minutes=typed["planned_minutes"],
            presenter_id=typed["presenter"],
            preparer_id=typed["preparer"],
            prepare_by_on=typed["prepare_by_on"],
            prompts=typed["prompts"],
            is_secret=typed["is_secret"],
        )


class MaterialForm(Form):
    """A file beside the agenda."""

    file = FileField(label=_("Tệp"), widget=FileDrop(kinds=".pdf,.docx,.doc,.odt,.xlsx,.pptx,.jpg,.png,.txt"))
    title = TidyCharField(
        label=_("Tên tài liệu"), max_length=200, required=False, help_text=_("Để trống thì lấy tên tệp.")
    )
    item = forms.TypedChoiceField(label=_("Thuộc nội dung"), coerce=UUID, required=False, empty_value=None)
    is_secret = forms.BooleanField(label=_("Tài liệu có nội dung bí mật nhà nước"), required=False)

    def __init__(self, *args: Any, items: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, file = self.fields["item"], self.fields["file"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("Cả buổi")), *((str(pk), title) for pk, title in items)]
        field.widget.attrs["class"] = "input"
        assert isinstance(file, FileField)
        file.most_bytes = settings.FILES_MAX_BYTES


class ExcuseForm(Form):
    """Why a member cannot come: a group of reasons, since minutes name them and are read aloud."""

    reason = forms.ChoiceField(label=_("Lý do"), choices=choices(REASONS), widget=Radios)
    note = TidyCharField(
        label=_("Nói rõ thêm với đồng chí bí thư"),
        max_length=300,
        required=False,
        help_text=_("Không ghi vào biên bản."),
    )

    def clean_reason(self) -> Reason:
        return Reason(self.cleaned_data["reason"])


class OpinionForm(Form):
    """An opinion before the meeting."""

    item = forms.TypedChoiceField(label=_("Về nội dung"), coerce=UUID, required=False, empty_value=None)
    text = TidyTextField(
        label=_("Ý kiến của đồng chí"),
        help_text=_("Gửi rồi thì đảng viên trong chi bộ và đảng ủy viên dự buổi này đọc được, có tên đồng chí."),
    )
    opinion = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, items: Iterable[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["item"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("Cả buổi")), *((str(pk), title) for pk, title in items)]
        field.widget.attrs["class"] = "input"


class GuestForm(Form):
    """Somebody invited from outside."""

    name = TidyCharField(label=_("Họ và tên"), max_length=120)
    office = TidyCharField(label=_("Chức vụ, cơ quan"), max_length=200, required=False)
