"""What is filled in around a paper: the final version, the reason for withdrawing it, where a series begins."""

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.ui.fields import FileField, TidyCharField
from chibo.ui.forms import Form, VersionedForm


class AttachForm(VersionedForm):
    """The paper as it came back from Word, or the signed sheet scanned."""

    file = FileField(label=_("Bản chính thức (Word hoặc PDF)"))
    is_secret = forms.BooleanField(label=_("Văn bản có dấu độ mật"), required=False)


class CancelForm(VersionedForm):
    reason = TidyCharField(label=_("Lý do thu hồi"), max_length=300)


class SeriesForm(Form):
    """The last number that was issued on paper."""

    type_code = TidyCharField(label=_("Ký hiệu loại văn bản, ví dụ NQ"), max_length=5)
    last = forms.IntegerField(label=_("Số cuối cùng đã ban hành"), min_value=0, max_value=9999)
