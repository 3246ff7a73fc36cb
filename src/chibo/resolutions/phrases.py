"""Words of this room for the screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chibo.resolutions.states import Kind, State

type Words = dict[str, str | Promise]

KINDS: Words = {Kind.RESOLUTION: _("Nghị quyết"), Kind.CONCLUSION: _("Kết luận")}
STATES: Words = {
    State.DRAFT: _("Dự thảo"),
    State.ADOPTED: _("Đã thông qua"),
    State.REJECTED: _("Không được thông qua"),
}
STATE_SIGNS: dict[str, str] = {State.DRAFT: "draft", State.ADOPTED: "ok", State.REJECTED: "no"}
WITHDRAWN = _("Đã thu hồi")

REMARKS: Words = {
    "resolutions.remark.no_assessment": _("Chưa có phần đánh giá kết quả tháng trước."),
    "resolutions.remark.no_cause": _("Hạn chế “%(text)s”: chưa ghi nguyên nhân."),
    "resolutions.remark.no_responsible": _("Hạn chế “%(text)s”: chưa rõ trách nhiệm của ai."),
    "resolutions.remark.no_remedy": _("Hạn chế “%(text)s”: chưa ghi cách khắc phục."),
    "resolutions.remark.no_fault_day": _("Hạn chế “%(text)s”: chưa ghi thời hạn khắc phục."),
    "resolutions.remark.no_measures": _("Chưa giao nhiệm vụ nào: ai làm gì, xong trước ngày nào?"),
    "resolutions.remark.no_who": _("Nhiệm vụ “%(title)s”: chưa giao cho đồng chí nào."),
    "resolutions.remark.no_day": _("Nhiệm vụ “%(title)s”: chưa có thời hạn."),
    "resolutions.remark.vague": _("Nhiệm vụ “%(title)s” còn chung chung: ghi việc cụ thể, số lượng, nơi làm."),
}

REFUSALS: Words = {
    **REMARKS,
    "resolutions.not_here": _("Mục này không thông qua nghị quyết hoặc kết luận. Chọn mục khác trong chương trình."),
    "resolutions.too_late": _("“%(title)s” đã kết thúc nên không dự thảo được nữa."),
    "resolutions.drafted_already": _("Mục này đã có dự thảo. Mở dự thảo ấy để sửa."),
    "resolutions.voted_already": _("Văn bản này đã biểu quyết nên không sửa được nữa."),
    "resolutions.no_subject": _("Chưa ghi trích yếu: văn bản nói về việc gì."),
    "resolutions.says_nothing": _("Dự thảo chưa có nội dung. Ghi đánh giá, nhiệm vụ hoặc giao việc rồi biểu quyết."),
    "resolutions.fault_without_text": _("Có hạn chế chưa ghi nội dung. Ghi hạn chế là gì, hoặc để trống cả dòng."),
    "resolutions.no_opinion_text": _("Chưa ghi ý kiến bảo lưu."),
    "resolutions.reserve_adopted_only": _("Chỉ bảo lưu ý kiến đối với văn bản đã được thông qua."),
    "resolutions.reserve_open_only": _("Nội dung bỏ phiếu kín không nhận ý kiến bảo lưu, để giữ kín lá phiếu."),
    "resolutions.reserve_voters_only": _("Chỉ đồng chí có quyền biểu quyết, dự lần biểu quyết ấy mới bảo lưu ý kiến."),
    "resolutions.reserved_already": _("Đồng chí đã gửi ý kiến bảo lưu đối với văn bản này."),
    "resolutions.no_body_above": _("Chi bộ không có cấp trên trong hệ thống này. Chọn gửi trong chi bộ."),
}

NOTICES: Words = {
    "resolutions.notice.issued": _("%(unit)s ban hành %(kind)s số %(number)s: %(subject)s."),
    "resolutions.notice.reserved": _("Có ý kiến bảo lưu gửi đến đồng chí, về văn bản số %(number)s."),
}
