"""Words of this room for the screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chibo.access import Role

ROLES: dict[str, str | Promise] = {
    Role.OPERATOR: _("Người quản trị hệ thống"),
    Role.OFFICE: _("Văn phòng cấp ủy"),
    Role.PARTY_BUILDING: _("Ban Xây dựng Đảng"),
    Role.INSPECTION: _("Ủy ban kiểm tra"),
    Role.COMMITTEE_MEMBER: _("Đảng ủy viên"),
    Role.ASSIGNED: _("Đảng ủy viên phụ trách chi bộ"),
    Role.SECRETARY: _("Bí thư"),
    Role.DEPUTY: _("Phó bí thư"),
    Role.CELL_COMMITTEE: _("Chi ủy viên"),
    Role.MEMBER: _("Đảng viên"),
    Role.CHAIR: _("Chủ trì"),
    Role.CLERK: _("Thư ký"),
}

REFUSALS: dict[str, str | Promise] = {
    "audit.changed_meanwhile": _(
        "Nội dung này vừa được người khác sửa. Đồng chí xem lại bản mới bên dưới rồi gửi lại."
    ),
    "organisations.starts_before_last": _(
        "Ngày %(day)s sớm hơn lần thay đổi gần nhất (%(last)s). Nhập ngày từ %(last)s trở đi."
    ),
    "organisations.parent_inside": _("Không đặt được %(name)s dưới chính nó hoặc dưới tổ chức thuộc nó."),
    "organisations.already_dissolved": _("%(name)s đã giải thể ngày %(day)s."),
    "organisations.has_units_below": _("%(name)s còn %(count)s tổ chức trực thuộc. Chuyển các tổ chức đó trước."),
    "organisations.mandate_exists": _("Đồng chí này đã giữ vai trò đó tại %(unit)s."),
    "organisations.ends_before_start": _("Ngày kết thúc %(day)s sớm hơn ngày bắt đầu %(start)s."),
    "organisations.term_runs": _("Nhiệm kỳ %(name)s chưa kết thúc. Kết thúc nhiệm kỳ đó trước."),
}
