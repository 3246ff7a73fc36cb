"""What is filled in around a paper: the final version, the reason for withdrawing it, where a series begins."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.regulations.figures import PaperType
from chibo.ui.fields import FileField, TidyCharField
from chibo.ui.forms import Form, VersionedForm


class AttachForm(VersionedForm):
    """The paper as it came back from Word, or the signed sheet scanned."""

    file = FileField(label=_("Bản Word đã sửa, hoặc bản PDF đã ký"), error_messages={"required": _("Chưa chọn tệp.")})
    is_secret = forms.BooleanField(label=_("Văn bản có dấu độ mật"), required=False)


class CancelForm(VersionedForm):
    reason = TidyCharField(label=_("Lý do thu hồi"), max_length=300)


class SeriesForm(Form):
    """The last number that was issued on paper."""

    type_code = forms.ChoiceField(label=_("Loại văn bản"))
    last = forms.IntegerField(label=_("Số cuối cùng đã ban hành"), min_value=0, max_value=9999)

    def __init__(self, *args: Any, types: Sequence[PaperType], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["type_code"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [(kind.code, f"{kind.name_vi} ({kind.code})") for kind in types]
