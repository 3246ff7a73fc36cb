"""What the front door says when it refuses, and what it tells."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "web.which_unit": _("Chưa rõ nhập cho tổ chức nào. Ghi rõ tên một tổ chức: %(names)s."),
    "web.first_run_code": _("Mã không đúng. Xem mã ở cửa sổ đang chạy chibo serve, dòng “First run code”."),
}

SLIP_USED = _("Đ/c %(name)s đã đặt mật khẩu bằng phiếu lúc %(moment)s.")
