"""Words of this room for the screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chibo.desk.states import DueKind

type Words = dict[str, str | Promise]

ITEMS: Words = {
    "directive": _("Quán triệt, thảo luận: %(subject)s"),
    "tasks": _("Kết quả thực hiện nhiệm vụ đã giao"),
    "proposal": _("Trả lời %(kind)s số %(number)s của đảng viên"),
    DueKind.PROBATION: _("Xem xét, đề nghị công nhận đảng viên chính thức: đ/c %(name)s"),
    DueKind.EXEMPTION: _("Xem xét trở lại sinh hoạt khi hết hạn miễn: đ/c %(name)s"),
    DueKind.BADGE: _("Xét, đề nghị tặng Huy hiệu %(years)s năm tuổi Đảng: đ/c %(name)s"),
    DueKind.ARRIVED: _("Giới thiệu đảng viên chuyển sinh hoạt đến: đ/c %(name)s"),
    DueKind.LEFT: _("Thông báo đảng viên chuyển sinh hoạt đi: đ/c %(name)s"),
    DueKind.TERM: _("Chuẩn bị đại hội, hết nhiệm kỳ %(name)s"),
}
PROPOSAL = _("%(kind)s số %(number)s")
SOURCES: Words = {
    DueKind.PROBATION: _("Hết thời gian dự bị ngày %(day)s"),
    DueKind.EXEMPTION: _("Hết hạn miễn công tác và sinh hoạt ngày %(day)s"),
    DueKind.BADGE: _("Đủ tuổi Đảng ngày %(day)s"),
    DueKind.ARRIVED: _("Sinh hoạt tại chi bộ từ ngày %(day)s"),
    DueKind.LEFT: _("Chuyển đi từ ngày %(day)s"),
    DueKind.TERM: _("Hết nhiệm kỳ ngày %(day)s"),
}
REMINDERS: Words = {
    "desk.remind.register": _("Đăng ký sinh hoạt tháng %(month)s của %(unit)s chậm nhất %(day)s."),
    "desk.remind.register_late": _("%(unit)s chưa đăng ký sinh hoạt tháng %(month)s; hạn %(day)s đã qua."),
    "desk.remind.send": _("Gửi thông báo và tài liệu chậm nhất %(day)s: %(title)s."),
    "desk.remind.post": _("Đăng văn bản và gửi báo cáo chậm nhất %(day)s: %(title)s."),
    "desk.remind.task": _("Nhiệm vụ đến hạn %(day)s: %(title)s."),
    "desk.remind.task_of_unit": _("Nhiệm vụ của %(unit)s đến hạn %(day)s: %(title)s."),
    "desk.remind.commitment": _("Bản cam kết năm %(year)s gửi chi bộ chậm nhất %(day)s."),
}

CALENDAR = _("Lịch trên điện thoại")

CALLS: Words = {
    "not_registered": _("Chưa đăng ký sinh hoạt tháng %(month)s"),
    "not_sent": _("Chưa gửi thông báo sinh hoạt"),
    "not_held": _("Quá ngày họp, chưa khai mạc"),
    "not_closed": _("Đã khai mạc, chưa kết thúc"),
    "postponed": _("Xin hoãn, chờ cấp trên đồng ý"),
}

REFUSALS: Words = {
    "desk.not_a_superior_meeting": _("Chỉ hội nghị của cấp ủy cấp trên mới gửi nghị quyết xuống chi bộ."),
    "desk.meeting_not_closed": _("“%(title)s” chưa kết thúc. Kết thúc hội nghị rồi gửi nghị quyết xuống chi bộ."),
}
