"""Words of this room for the screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chibo.scoring.states import State

type Words = dict[str, str | Promise]

STATES: Words = {
    State.DRAFT: _("Đang chấm"),
    State.SELF_SCORED: _("Chi bộ đã tự chấm"),
    State.APPRAISED: _("Đã thẩm định"),
    State.DECIDED: _("Cấp trên đã công nhận"),
}

NOTICES: Words = {
    "scoring.notice.adopted": _(
        "%(unit)s đã tự chấm %(points)s điểm buổi sinh hoạt %(month)s. Mời đồng chí thẩm định."
    ),
    "scoring.notice.appraised": _(
        "Điểm sinh hoạt %(month)s của %(unit)s đã thẩm định, đề nghị %(points)s điểm. Mời cấp ủy xem xét, quyết định."
    ),
    "scoring.notice.decided": _(
        "Cấp ủy cấp trên công nhận %(points)s điểm sinh hoạt %(month)s của %(unit)s, Thông báo %(number)s ngày %(day)s."
    ),
    "scoring.notice.reopened": _("Cấp ủy cấp trên xem xét lại điểm sinh hoạt %(month)s của %(unit)s: %(reason)s."),
}

REFUSALS: Words = {
    "scoring.cannot_adopt": _("Điểm này đã được thẩm định hoặc quyết định nên không biểu quyết lại được."),
    "scoring.cannot_appraise": _("Chỉ thẩm định được điểm mà chi bộ đã biểu quyết và cấp trên chưa quyết định."),
    "scoring.cannot_decide": _("Chỉ quyết định được điểm mà chi bộ đã biểu quyết và chưa được quyết định."),
    "scoring.cannot_reopen": _("Điểm này chưa được quyết định nên không cần mở lại."),
    "scoring.out_of_bounds": _("“%(item)s”: điểm từ 0 đến %(most)s. Sửa lại điểm."),
    "scoring.all_or_nothing": _("“%(item)s”: chỉ chấm 0 hoặc %(most)s điểm. Chọn một trong hai."),
    "scoring.no_such_level": _("“%(item)s”: chỉ có các mức %(levels)s điểm. Chọn một mức."),
    "scoring.no_such_item": _("Phiếu này không có tiêu chí %(item)s hoặc tiêu chí không áp dụng. Tải lại trang."),
    "scoring.no_reason": _("“%(item)s”: điểm đã sửa nhưng chưa ghi lý do. Ghi lý do sửa điểm."),
    "scoring.points_missing": _(
        "Còn %(count)s tiêu chí chưa có điểm, trước hết là “%(item)s”. Chấm đủ rồi biểu quyết."
    ),
    "scoring.exists": _("“%(title)s” đã có phiếu chấm điểm."),
    "scoring.no_sheet_then": _("Ngày %(day)s chưa có bảng tiêu chí nào có hiệu lực, nên buổi này không chấm điểm."),
    "scoring.meeting_not_open": _(
        "“%(title)s” chưa khai mạc hoặc đã kết thúc. Chi bộ tự chấm điểm trong buổi sinh hoạt."
    ),
    "scoring.meeting_not_closed": _(
        "“%(title)s” chưa kết thúc. Thẩm định, quyết định sau khi biên bản được thông qua."
    ),
    "scoring.voted_already": _(
        "Chi bộ đã biểu quyết điểm này. Muốn sửa, sửa điểm rồi biểu quyết lại trong buổi sinh hoạt."
    ),
    "scoring.no_item": _("Chương trình của “%(title)s” không có mục tự chấm điểm. Thêm mục đó rồi biểu quyết."),
    "scoring.decided_in_future": _("Ngày thông báo %(day)s chưa đến. Sửa ngày."),
    "scoring.decided_before_meeting": _("Ngày thông báo %(day)s sớm hơn ngày họp %(held)s. Sửa ngày."),
    "scoring.no_number": _("Chưa ghi số thông báo của cấp ủy cấp trên. Ghi số, ví dụ 15-TB/ĐU."),
    "scoring.reopen_needs_reason": _("Chưa ghi lý do mở lại. Ghi lý do, để chi bộ biết vì sao."),
    "scoring.none_chosen": _("Chưa chọn phiếu nào. Đánh dấu những phiếu cần công nhận."),
}

EVIDENCE: Words = {
    "minutes_short": _("Họp %(part)s phút, quy định ít nhất %(whole)s phút"),
    "length_share": _("Họp %(part)s phút, quy định %(whole)s phút"),
    "share_present": _("Đảng viên dự: %(share)s"),
    "unexcused": _("%(value)s đồng chí vắng không có lý do"),
    "committee_met": "",
    "notice_sent": "",
    "posted_before": _("%(part)s/%(whole)s tài liệu gửi đúng hạn"),
    "steps_done": _("%(part)s/%(whole)s bước có trong buổi sinh hoạt"),
    "share_spoke": _("Đồng chí dự có phát biểu: %(share)s"),
    "praise_or_reminder": "",
    "tasks_done": _("Nhiệm vụ đến hạn kỳ trước đã hoàn thành: %(share)s"),
    "concluded": "",
    "tasks_assigned": _("%(value)s nhiệm vụ đã giao có người, có thời hạn"),
    "minutes_adopted": "",
    "posted_after": "",
}
"""What was counted, by key of the evidence; empty where one of two sentences is said (`FLAGS`)."""

NONE: Words = {
    "unexcused": _("Không có đồng chí nào vắng không có lý do"),
    "tasks_assigned": _("Chưa giao nhiệm vụ nào"),
}
"""What is said instead where nothing was counted."""

FLAGS: dict[str, tuple[str | Promise, str | Promise]] = {
    "committee_met": (_("Có biên bản họp chi ủy"), _("Chưa có biên bản họp chi ủy trong tháng")),
    "notice_sent": (_("Đã gửi thông báo sinh hoạt"), _("Chưa gửi thông báo sinh hoạt")),
    "praise_or_reminder": (_("Có biểu dương, nhắc nhở"), _("Chưa có biểu dương, nhắc nhở")),
    "concluded": (_("Đã thông qua kết luận, nghị quyết"), _("Chưa thông qua kết luận, nghị quyết")),
    "minutes_adopted": (_("Biên bản đã thông qua tại buổi sinh hoạt"), _("Chưa thông qua biên bản")),
    "posted_after": (_("Đã đăng Sổ tay đảng viên điện tử đúng hạn"), _("Chưa đăng Sổ tay đảng viên điện tử")),
}
"""Sentences for yes and for no."""

BANDS: Words = {"good": _("Tốt"), "fair": _("Khá"), "average": _("Trung bình"), "poor": _("Kém")}
"""Ratings by the codes of the sheets; a sheet with bands of its own shows their own names."""
