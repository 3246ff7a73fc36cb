"""One-click sign-in: only in a database with the demo's mark, and only on a server that this machine alone reaches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chibo.accounts.selectors import user_named
from chibo.kernel.text import fold
from chibo.web import bound
from chibo.web.demo import names
from chibo.web.models import DemoMark

if TYPE_CHECKING:
    from chibo.accounts.models import User


PROXY_HEADERS = {"HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_X_FORWARDED_PROTO", "HTTP_VIA"}
"""What a proxy adds; a browser on this machine sends none of them."""


@dataclass(frozen=True, slots=True)
class Guise:
    """A role of the demo, who plays it, and what to try in it."""

    key: str
    name: str
    label: str | Promise
    sentence: str | Promise

    @property
    def url(self) -> str:
        return reverse("demo_enter", args=[self.key])


GUISES = (
    Guise(
        "bi-thu",
        "Hoàng Văn Lâm",
        _("Bí thư chi bộ"),
        _("Khai mạc buổi sinh hoạt hôm nay, điểm danh, biểu quyết."),
    ),
    Guise(
        "thu-ky",
        "Phạm Thị Ngọc Ánh",
        _("Chi ủy viên, thư ký"),
        _("Ghi biên bản, giao nhiệm vụ, dự thảo nghị quyết."),
    ),
    Guise(
        "dang-vien",
        names.MEMBER,
        _("Đảng viên"),
        _("Xem thông báo sinh hoạt trên điện thoại, trả lời dự họp, gửi ý kiến trước."),
    ),
    Guise(
        "van-phong",
        "Nguyễn Thị Mai Chi",
        _("Văn phòng đảng ủy"),
        _("Xem chi bộ nào chậm, gửi định hướng, nhắc việc."),
    ),
    Guise(
        "phu-trach",
        "Đinh Công Thành",
        _("Đảng ủy viên phụ trách"),
        _("Thẩm định điểm tự chấm của chi bộ mình phụ trách."),
    ),
    Guise(
        "bi-thu-cho",
        "Hồ Sỹ Nghĩa",
        _("Bí thư, chi bộ vừa họp"),
        _("Hoàn thiện văn bản, gửi báo cáo của buổi họp hôm qua."),
    ),
    Guise(
        "bi-thu-cham",
        "Lò Văn Pản",
        _("Bí thư, chi bộ đang chậm"),
        _("Đăng ký buổi sinh hoạt tháng này, đang quá hạn."),
    ),
    Guise(
        "kiem-tra",
        names.INSPECTOR,
        _("Ủy ban kiểm tra"),
        _("Xem thông tin chung của mọi buổi sinh hoạt."),
    ),
    Guise(
        "quan-tri",
        names.OPERATOR[1],
        _("Người quản trị hệ thống"),
        _("Xem hệ thống; không đọc được nội dung nào."),
    ),
)


def guises_for(request: HttpRequest) -> tuple[Guise, ...]:
    """Return the roles to choose from; none outside a demo. One query on a loopback server, none elsewhere."""
    return GUISES if is_demo(request) else ()


def is_demo(request: HttpRequest) -> bool:
    """Tell whether one click may sign somebody in here: never through a proxy, which also comes from this machine."""
    if settings.SECURE or PROXY_HEADERS & request.META.keys():
        return False
    if not bound.to_loopback() or request.META.get("REMOTE_ADDR") not in {"127.0.0.1", "::1"}:
        return False
    return DemoMark.objects.exists()


def user_behind(guise: Guise) -> User:
    """Return the account that plays the role. Raises Missing where the demo has lost it."""
    username = names.OPERATOR[0] if guise.name == names.OPERATOR[1] else fold(guise.name).replace(" ", ".")
    return user_named(username)
