"""Words of this room."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chibo.review.states import Stage, State

type Words = dict[str, str | Promise]

STATES: Words = {
    State.DRAFT: _("đang viết"),
    State.SENT: _("đã gửi chi bộ"),
    State.ADOPTED: _("chi bộ đã thông qua"),
}
LOOKS: dict[str, str] = {State.DRAFT: "wait", State.SENT: "now", State.ADOPTED: "ok"}
STAGES: Words = {Stage.MID_YEAR: _("Giữa năm"), Stage.YEAR_END: _("Cuối năm")}
ITEM = _("Bản cam kết, đăng ký của đảng viên năm %(year)s")
DONE = _("Chi bộ đã thông qua %(count)s bản cam kết, đăng ký năm %(year)s.")

REFUSALS: Words = {
    "review.no_cell": _("Đồng chí chưa có nơi sinh hoạt nên chưa viết được."),
    "review.kind_unknown": _("Không có loại bản cam kết, đăng ký này."),
    "review.empty": _("Chưa ghi nội dung nào. Ghi ít nhất một mục rồi gửi."),
    "review.already_adopted": _("Chi bộ đã thông qua bản này, không sửa được nữa."),
    "review.not_adopted": _("Chi bộ chưa thông qua bản này. Kiểm điểm sau khi thông qua."),
    "review.no_meeting": _("Tháng này chưa có buổi sinh hoạt đang chuẩn bị. Bắt đầu tháng rồi đưa vào chương trình."),
    "review.not_in_meeting": _("Chưa đến mục này trong buổi sinh hoạt. Khai mạc buổi có mục này rồi thông qua."),
    "review.nothing_sent": _("Chưa có bản nào gửi chi bộ."),
}
