"""Words of this room for the screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chibo.tasks.states import Kind, Move, State

type Words = dict[str, str | Promise]

STATES: Words = {
    State.PROPOSED: _("Dự kiến"),
    State.OPEN: _("Đang làm"),
    State.REPORTED: _("Đã báo cáo xong"),
    State.DONE: _("Hoàn thành"),
    State.NOT_DONE: _("Không hoàn thành"),
    State.CANCELLED: _("Đã hủy"),
}
KINDS: Words = {
    Kind.MONTHLY: _("Nhiệm vụ trong tháng"),
    Kind.YEARLY: _("Nhiệm vụ cả năm"),
    Kind.COMMITTEE: _("Cấp trên giao"),
}
MOVES: Words = {
    Move.ACCEPT: _("Giao việc"),
    Move.REPORT: _("Báo cáo đã xong"),
    Move.VERIFY: _("Xác nhận hoàn thành"),
    Move.RETURN: _("Chưa đạt, làm tiếp"),
    Move.FAIL: _("Ghi không hoàn thành"),
    Move.CANCEL: _("Hủy nhiệm vụ"),
    Move.REOPEN: _("Mở lại"),
}

REFUSALS: Words = {
    "tasks.needs_day": _("Nhiệm vụ chưa có thời hạn. Nhập ngày phải xong."),
    "tasks.day_past": _("Thời hạn %(day)s sớm hơn ngày giao %(given)s. Chọn ngày từ %(given)s trở đi."),
    "tasks.needs_title": _("Chưa ghi nội dung nhiệm vụ. Ghi rõ việc phải làm."),
    "tasks.needs_reason": _("Ghi lý do, để chi bộ biết vì sao."),
    "tasks.not_a_member_here": _("Đồng chí được giao không sinh hoạt tại chi bộ này. Chọn đảng viên của chi bộ."),
    "tasks.cannot_accept": _("Nhiệm vụ này đã được giao từ trước."),
    "tasks.cannot_report": _("Nhiệm vụ này đã báo cáo hoặc đã kết thúc."),
    "tasks.cannot_verify": _("Nhiệm vụ này chưa được giao hoặc đã kết thúc."),
    "tasks.cannot_return": _("Chỉ trả lại được nhiệm vụ đã báo cáo xong."),
    "tasks.cannot_fail": _("Nhiệm vụ này chưa được giao hoặc đã kết thúc."),
    "tasks.cannot_cancel": _("Nhiệm vụ này đã kết thúc nên không hủy được."),
    "tasks.cannot_reopen": _("Nhiệm vụ này chưa kết thúc."),
    "tasks.cannot_change": _("Nhiệm vụ này đã kết thúc nên không sửa được."),
}
