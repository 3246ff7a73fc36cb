"""What the front door says when it refuses, and what it tells."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "web.which_unit": _("Chưa rõ nhập cho tổ chức nào. Ghi rõ tên một tổ chức: %(names)s."),
    "web.first_run_code": _("Mã không đúng. Xem mã ở cửa sổ đang chạy chibo serve, dòng “First run code”."),
    "web.verifying": _("Đã kiểm tra %(count)s."),
    "web.verified_record": _(
        "Nhật ký: %(count)s dòng và %(heads)s dấu niêm phong khớp; %(waiting)s dòng chờ niêm phong; "
        "%(erased)s giá trị đã xóa khi hết hạn lưu."
    ),
    "web.verified_files": _("Tệp: %(count)s tệp khớp với mã băm."),
    "web.verified_papers": _("Văn bản đã khóa: %(count)s văn bản khớp với nhật ký."),
    "web.verified_numbers": _("Số văn bản: %(count)s dãy số liên tục."),
    "web.verified_meetings": _("Biên bản: %(count)s buổi khớp với niêm phong."),
    "web.verified_addenda": _("Phụ lục biên bản: %(count)s phụ lục khớp với nhật ký."),
    "web.verified": _("Mọi nội dung đã niêm phong đều khớp."),
}

SLIP_USED = _("Đ/c\u00a0%(name)s đã đặt mật khẩu bằng phiếu lúc %(moment)s.")
