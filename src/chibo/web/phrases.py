"""What the front door says when it refuses."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "web.first_run_code": _("Mã không đúng. Xem mã ở cửa sổ đang chạy chibo serve, dòng “Mã mở hệ thống”."),
}
