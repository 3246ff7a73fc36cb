"""Words of this room for the screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chibo.proposals.states import Happened, Kind, State

type Words = dict[str, str | Promise]

KINDS: Words = {
    Kind.QUESTION: _("Chất vấn"),
    Kind.PROPOSAL: _("Kiến nghị"),
    Kind.REQUEST: _("Đề nghị"),
}
STATES: Words = {
    State.SENT: _("Chờ phân công"),
    State.IN_HAND: _("Đang giải quyết"),
    State.ANSWERED: _("Đã trả lời"),
    State.ENDED: _("Đã xong"),
    State.WITHDRAWN: _("Đã rút"),
}
STATE_SIGNS = {
    State.SENT: "wait",
    State.IN_HAND: "info",
    State.ANSWERED: "now",
    State.ENDED: "ok",
    State.WITHDRAWN: "no",
}
LATE = _("Quá hạn trả lời")
HAPPENED: Words = {
    Happened.ON_AGENDA: _("Đưa vào chương trình họp"),
    Happened.TAKEN: _("Phân công giải quyết"),
    Happened.PUT_OFF: _("Gia hạn trả lời"),
    Happened.ANSWERED: _("Trả lời"),
    Happened.FOLLOWED: _("Việc đã làm sau trả lời"),
    Happened.REOPENED: _("Nội dung chưa rõ"),
    Happened.ACCEPTED: _("Đồng ý với nội dung trả lời"),
    Happened.WITHDRAWN: _("Rút lại"),
}

NOTICES: Words = {
    "proposals.notice.sent": _("Đ/c\u00a0%(name)s gửi %(kind)s số %(number)s: %(subject)s."),
    "proposals.notice.taken": _(
        "Đ/c\u00a0%(name)s giải quyết %(kind)s số %(number)s của đồng chí, trả lời chậm nhất %(day)s."
    ),
    "proposals.notice.charged": _("Đồng chí được phân công trả lời %(kind)s số %(number)s, chậm nhất %(day)s."),
    "proposals.notice.answered": _("%(unit)s đã trả lời %(kind)s số %(number)s của đồng chí."),
    "proposals.notice.reopened": _("Đ/c\u00a0%(name)s còn điều chưa rõ về nội dung trả lời %(kind)s số %(number)s."),
    "proposals.notice.followed": _("%(unit)s ghi việc đã làm sau khi trả lời %(kind)s số %(number)s của đồng chí."),
}

REFUSALS: Words = {
    "proposals.no_subject": _("Chưa ghi kiến nghị về việc gì. Ghi ngắn gọn trong một dòng."),
    "proposals.no_text": _("Chưa ghi nội dung. Ghi rõ điều đồng chí muốn hỏi hoặc đề nghị."),
    "proposals.not_own_body": _("Chỉ gửi được đến chi bộ của mình hoặc cấp ủy cấp trên trực tiếp. Chọn lại nơi gửi."),
    "proposals.no_cell": _(
        "Đồng chí chưa có tên trong chi bộ nào tại đây nên chưa gửi được. Liên hệ văn phòng cấp ủy."
    ),
    "proposals.not_of_body": _("Đồng chí được chọn không thuộc cấp ủy này. Chọn lại người giải quyết."),
    "proposals.day_past": _("Ngày %(day)s đã qua. Ghi ngày từ hôm nay trở đi."),
    "proposals.later_needs_reason": _("Trả lời sau ngày %(day)s thì phải ghi lý do, để người gửi biết vì sao."),
    "proposals.no_answer": _("Chưa ghi nội dung trả lời."),
    "proposals.no_follow": _("Chưa ghi việc đã làm."),
    "proposals.no_reason": _("Ghi điều còn chưa rõ, để nơi trả lời biết cần nói thêm gì."),
    "proposals.cannot_take": _("Nội dung này đã được trả lời hoặc đã rút, không cần phân công nữa."),
    "proposals.cannot_answer": _("Nội dung này đã được trả lời hoặc đã rút."),
    "proposals.cannot_accept": _("Nội dung này chưa có trả lời, hoặc đã xong."),
    "proposals.cannot_reopen": _("Nội dung này chưa có trả lời, hoặc đã xong."),
    "proposals.cannot_withdraw": _("Nội dung này đã có trả lời nên không rút được."),
    "proposals.cannot_follow": _("Trả lời trước, rồi mới ghi việc đã làm."),
    "proposals.cannot_put_off": _("Nội dung này không còn chờ trả lời, không gia hạn nữa."),
}
