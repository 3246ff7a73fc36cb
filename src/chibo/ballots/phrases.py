"""Words of this room for the screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chibo.ballots.states import State

type Words = dict[str, str | Promise]

STATES: Words = {State.OPEN: _("Đang biểu quyết"), State.CLOSED: _("Đã kết thúc"), State.VOID: _("Không lấy kết quả")}

REFUSALS: Words = {
    "ballots.more_than_voters": _(
        "Tổng số phiếu %(cast)s nhiều hơn số đồng chí có mặt được biểu quyết (%(voters)s). Đếm lại rồi nhập."
    ),
    "ballots.method_not_allowed": _(
        "Nội dung “%(decision)s” không biểu quyết bằng hình thức này. Chọn hình thức mà quy định cho phép."
    ),
    "ballots.paper_only": _(
        "Nội dung “%(decision)s” phải bỏ phiếu kín bằng phiếu giấy. Chưa mở biểu quyết giơ thẻ cho nội dung này."
    ),
    "ballots.already_open": _("Mục này đang có biểu quyết chưa kết thúc. Kết thúc biểu quyết đó trước."),
    "ballots.not_open": _("Biểu quyết này đã kết thúc. Kết quả đã ghi không sửa được."),
    "ballots.nobody_in_base": _("Chưa điểm danh nên chưa có ai được biểu quyết. Điểm danh trước."),
    "ballots.void_needs_reason": _("Ghi lý do không lấy kết quả biểu quyết này."),
}
