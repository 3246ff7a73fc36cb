"""Words of this room for the screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chibo.access import Reach, Role
from chibo.organisations.states import Event

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
    Role.GROUP_LEADER: _("Tổ trưởng, tổ phó tổ đảng"),
    Role.CHAIR: _("Chủ trì"),
    Role.CLERK: _("Thư ký"),
}

SEALED_KIND = _("%(kind)s (là tổ chức cơ sở đảng, có con dấu)")
UNSEALED_KIND = _("%(kind)s (trực thuộc đảng ủy, không có con dấu)")
"""Two kinds of one name, in a list to choose from."""

EVENTS: dict[str, str | Promise] = {
    Event.FOUNDED: _("Thành lập"),
    Event.RENAMED: _("Đổi tên"),
    Event.MOVED: _("Chuyển cấp trên trực thuộc"),
    Event.MERGED: _("Sáp nhập"),
    Event.SPLIT: _("Chia tách"),
    Event.DISSOLVED: _("Giải thể"),
}
ACTIONS: dict[str, str | Promise] = {
    "organisations.unit.read": _("xem tổ chức này"),
    "organisations.unit.found": _("lập tổ chức trực thuộc"),
    "organisations.unit.change": _("đổi tên, chuyển, sáp nhập, giải thể"),
    "organisations.term.open": _("mở nhiệm kỳ"),
    "organisations.mandate.give": _("giao vai trò"),
    "organisations.mandate.end": _("kết thúc vai trò"),
    "organisations.group.change": _("lập, giải thể tổ đảng trong chi bộ"),
    "organisations.cell.assign": _("phân công đảng ủy viên phụ trách"),
}
REASONS: dict[str, str | Promise] = {
    Reach.OWN: _("Vai trò này xem được phần của chính mình."),
    Reach.UNIT: _("Vai trò này có quyền tại chính tổ chức đó."),
    Reach.BELOW: _("Vai trò này có quyền tại các tổ chức trực thuộc."),
    Reach.SUBTREE: _("Vai trò này có quyền tại tổ chức đó và các tổ chức trực thuộc."),
}

REFUSALS: dict[str, str | Promise] = {
    "audit.changed_meanwhile": _(
        "Nội dung này vừa có đồng chí khác sửa. Đồng chí xem lại bản mới bên dưới rồi gửi lại."
    ),
    "organisations.starts_before_last": _(
        "Ngày %(day)s sớm hơn lần thay đổi gần nhất (%(last)s). Nhập ngày từ %(last)s trở đi."
    ),
    "organisations.parent_inside": _(
        "%(name)s không trực thuộc được chính mình hoặc tổ chức cấp dưới của mình. Chọn tổ chức khác."
    ),
    "organisations.already_dissolved": _("%(name)s đã giải thể ngày %(day)s."),
    "organisations.has_units_below": _("%(name)s còn %(count)s tổ chức trực thuộc. Chuyển các tổ chức đó trước."),
    "organisations.unit_used": _("%(name)s đã có dữ liệu nên không gỡ được."),
    "organisations.mandate_exists": _("Đồng chí này đang giữ vai trò đó tại %(unit)s."),
    "organisations.ends_before_start": _("Ngày kết thúc %(day)s sớm hơn ngày bắt đầu %(start)s."),
    "organisations.name_missing": _("Chưa ghi tên tổ chức."),
    "organisations.kind_unknown": _("Loại hình tổ chức này không áp dụng vào ngày đó. Chọn loại hình khác."),
    "organisations.kind_not_under": _("%(below)s không trực thuộc được %(above)s. Chọn loại hình hoặc cấp trên khác."),
    "organisations.merge_two_of_one": _("Chọn ít nhất hai tổ chức cùng trực thuộc một cấp ủy để sáp nhập."),
    "organisations.mandate_of_post": _(
        "Vai trò này đi theo chức vụ hoặc nơi sinh hoạt. Kết thúc chức vụ hoặc nơi sinh hoạt đó trong hồ sơ."
    ),
    "organisations.mandate_ended": _("Vai trò này đã kết thúc ngày %(day)s."),
    "organisations.split_needs_names": _("Ghi tên ít nhất một chi bộ mới được tách ra từ %(name)s."),
    "organisations.split_same_name": _("Tên các chi bộ sau khi tách phải khác nhau và khác tên chi bộ đang tách."),
    "organisations.not_on_committee": _("Đồng chí được chọn không thuộc cấp ủy cấp trên trực tiếp của %(unit)s."),
    "organisations.term_runs": _("Nhiệm kỳ %(name)s chưa kết thúc. Kết thúc nhiệm kỳ đó trước."),
}
