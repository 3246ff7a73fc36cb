"""Words of this room for the screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chibo.directives.states import Arrival, Kind, State

type Words = dict[str, str | Promise]

KINDS: Words = {
    Kind.GUIDANCE: _("Tài liệu định hướng"),
    Kind.MONTHLY_RESOLUTION: _("Nghị quyết tháng"),
    Kind.DOCUMENT: _("Văn bản cần quán triệt"),
}
STATES: Words = {
    State.DRAFT: _("Dự thảo"),
    State.ISSUED: _("Đã ban hành"),
    State.WITHDRAWN: _("Đã thu hồi"),
}
STATE_SIGNS = {State.DRAFT: "draft", State.ISSUED: "ok", State.WITHDRAWN: "no"}
ARRIVALS: Words = {
    Arrival.RECEIVED: _("Chưa vào chương trình"),
    Arrival.ON_AGENDA: _("Trong chương trình"),
    Arrival.DEALT_WITH: _("Đã sinh hoạt"),
}
ARRIVAL_SIGNS = {Arrival.RECEIVED: "now", Arrival.ON_AGENDA: "info", Arrival.DEALT_WITH: "ok"}

NOTICES: Words = {
    "directives.notice.issued": _("%(unit)s gửi tài liệu cho kỳ sinh hoạt tháng %(month)s: %(subject)s."),
    "directives.notice.withdrawn": _("%(unit)s thu hồi “%(subject)s”. Lý do: %(reason)s."),
}

REFUSALS: Words = {
    "directives.no_subject": _("Chưa ghi tên tài liệu. Ghi ngắn gọn tài liệu nói về việc gì."),
    "directives.resolution_without_number": _("Nghị quyết tháng chưa có số. Ghi số và ký hiệu, ví dụ 12-NQ/ĐU."),
    "directives.nothing_to_send": _("Tài liệu chưa có nội dung. Ghi nội dung hoặc đính kèm tệp rồi ban hành."),
    "directives.nobody_chosen": _("Chưa chọn nơi nhận. Chọn ít nhất một tổ chức đảng trực thuộc."),
    "directives.not_below": _("Có nơi nhận không trực thuộc %(unit)s. Chọn lại nơi nhận."),
    "directives.day_past": _("Hạn sinh hoạt %(day)s đã qua. Sửa hạn rồi ban hành."),
    "directives.cannot_issue": _("Tài liệu này đã ban hành hoặc đã thu hồi."),
    "directives.cannot_withdraw": _("Tài liệu này đã thu hồi từ trước."),
    "directives.no_longer_draft": _("Tài liệu đã ban hành nên không sửa được. Thu hồi rồi ban hành bản khác."),
    "directives.needs_reason": _("Ghi lý do thu hồi, để các chi bộ biết vì sao."),
}
