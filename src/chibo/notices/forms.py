"""How one wants to be told."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chibo.notices.figures import Hours
from chibo.notices.models import Wish
from chibo.notices.phrases import CHANNELS, TOPICS
from chibo.notices.states import Channel
from chibo.ui.fields import TidyCharField, TimeField
from chibo.ui.forms import Form
from chibo.ui.widgets import Radios, Ticks

PACES = (
    ("day", _("Gộp thành một tin mỗi ngày; gửi ngay khi lịch họp thay đổi gấp")),
    ("once", _("Gửi ngay từng thông báo")),
)


class WishForm(Form):
    """One box of topics for each way that the installation has; hours; the member's own number or name."""

    pace = forms.ChoiceField(label=_("Tần suất gửi"), choices=PACES, widget=Radios)
    gathered_at = TimeField(label=_("Giờ gửi tin trong ngày"))
    quiet_from = TimeField(label=_("Không gửi từ"))
    quiet_until = TimeField(label=_("đến"))
    sms_to = TidyCharField(
        label=_("Số điện thoại nhận tin nhắn"), required=False, max_length=40, help_text=_("Để trống nếu không nhận.")
    )
    chat_to = TidyCharField(
        label=_("Tài khoản nhắn tin"), required=False, max_length=100, help_text=_("Để trống nếu không nhận.")
    )

    def __init__(self, *args: Any, channels: Sequence[Channel] = (), **kwargs: Any) -> None:
        self.channels = list(channels)
        super().__init__(*args, **kwargs)
        for channel in self.channels:
            self.fields[f"by_{channel}"] = forms.MultipleChoiceField(
                label=str(CHANNELS[channel]), choices=list(TOPICS.items()), widget=Ticks, required=False
            )
        for channel in (Channel.SMS, Channel.CHAT):
            if channel not in self.channels:
                del self.fields[f"{channel}_to"]

    @property
    def boxes(self) -> list[forms.BoundField]:
        """One for each way, in the order of the installation."""
        return [self[f"by_{channel}"] for channel in self.channels]

    def chosen(self, usual: Hours) -> dict[str, Any]:
        """Return what `services.choose` takes; hours that are the usual ones are not kept."""
        typed = self.cleaned_data
        quiet: tuple[time, time] = (typed["quiet_from"], typed["quiet_until"])
        at = typed["gathered_at"]
        return {
            "silenced": [f"{t}:{c}" for c in self.channels for t in TOPICS if t not in typed[f"by_{c}"]],
            "at_once": typed["pace"] == "once",
            "quiet": None if quiet == (usual.quiet_from, usual.quiet_until) else quiet,
            "gathered_at": None if at == usual.gathered_at else at,
            "sms_to": typed.get("sms_to", ""),
            "chat_to": typed.get("chat_to", ""),
        }


def said(wish: Wish, hours: Hours, channels: Sequence[Channel]) -> dict[str, Any]:
    """Return what the form shows of a user's wishes."""
    return {
        "pace": "once" if wish.at_once else "day",
        "gathered_at": hours.gathered_at,
        "quiet_from": hours.quiet_from,
        "quiet_until": hours.quiet_until,
        "sms_to": wish.sms_to,
        "chat_to": wish.chat_to,
        **{f"by_{c}": [t for t in TOPICS if f"{t}:{c}" not in wish.silenced] for c in channels},
    }
