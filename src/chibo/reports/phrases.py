"""Words of this room for the screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chibo.reports.states import ClosedAs, Sign

type Words = dict[str, str | Promise]

SIGNS: Words = {
    Sign.NONE: _("Chưa có"),
    Sign.NO_UNIT: _("Chi bộ chưa thành lập hoặc đã kết thúc hoạt động"),
    Sign.REGISTERED: _("Đã đăng ký"),
    Sign.HELD: _("Đã họp, chưa chấm điểm"),
    Sign.SCORED: _("Đã chấm, chờ công nhận"),
    Sign.CONFIRMED: _("Đã công nhận"),
    Sign.LATE: _("Chậm"),
    Sign.POSTPONED: _("Hoãn, cấp trên đồng ý"),
    Sign.HELD_LATE: _("Họp muộn"),
    Sign.NOT_HELD: _("Không họp"),
}
CLOSED_AS: Words = {
    ClosedAs.WHOLE: _("Đã kết thúc tháng"),
    ClosedAs.NOT_HELD: _("Kết thúc tháng: không họp"),
    ClosedAs.NOT_SCORED: _("Kết thúc tháng: chưa chấm điểm"),
}
NOTICES: Words = {
    "reports.notice.late": _("Cấp trên nhắc: %(unit)s chậm đăng ký hoặc chưa họp %(month)s."),
    "reports.notice.not_scored": _("Cấp trên nhắc: %(unit)s đã họp %(month)s nhưng chưa chấm điểm."),
    "reports.notice.not_registered": _("Cấp trên nhắc: %(unit)s chưa đăng ký sinh hoạt %(month)s."),
}
REFUSALS: Words = {
    "reports.month_not_over": _("Tháng %(month)s chưa hết nên chưa kết thúc được."),
    "reports.nothing_to_close": _("Tháng %(month)s đã kết thúc ở tất cả các chi bộ."),
    "reports.not_closed": _("Tháng %(month)s của chi bộ này chưa kết thúc nên không cần mở lại."),
    "reports.reopen_needs_reason": _("Chưa ghi lý do mở lại tháng. Ghi lý do để chi bộ biết vì sao."),
    "reports.nobody_to_remind": _("Không có chi bộ nào cần nhắc."),
}
