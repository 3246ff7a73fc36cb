"""What is asked for on the board and the reports."""

from django.utils.translation import gettext_lazy as _

from chibo.ui.fields import TidyTextField
from chibo.ui.forms import VersionedForm


class ReopenForm(VersionedForm):
    reason = TidyTextField(label=_("Lý do mở lại tháng"), max_length=500)
