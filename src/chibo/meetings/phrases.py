"""Words of this room for the screen: labels, remarks, notices and refusals."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chibo.meetings.states import Adopted, Form, Kind, Mention, Presence, Reason, RemarkState, Reply, Request, State

type Words = dict[str, str | Promise]

KINDS: Words = {
    Kind.REGULAR: _("Sinh hoạt thường kỳ"),
    Kind.THEMATIC: _("Sinh hoạt chuyên đề"),
    Kind.EXTRAORDINARY: _("Họp bất thường"),
    Kind.COMMITTEE: _("Họp chi ủy"),
    Kind.SUPERIOR: _("Hội nghị cấp ủy"),
    Kind.GROUP: _("Sinh hoạt tổ đảng"),
    Kind.JOINT: _("Sinh hoạt chung"),
}

FORMS: Words = {
    Form.IN_PERSON: _("Trực tiếp"),
    Form.ONLINE: _("Trực tuyến"),
    Form.BOTH: _("Trực tiếp và trực tuyến"),
}

OWN_ROOM = _("phòng họp trực tuyến trong Chibo")

STATES: Words = {
    State.DRAFT: _("Đang dự thảo"),
    State.REGISTERED: _("Đang chuẩn bị"),
    State.CALLED: _("Đã gửi thông báo"),
    State.OPEN: _("Đang sinh hoạt"),
    State.READ: _("Đang lấy ý kiến biên bản"),
    State.CLOSED: _("Đã sinh hoạt"),
    State.CANCELLED: _("Đã hủy"),
}
POSTPONED = _("Hoãn")
POSTPONED_AGREED = _("Hoãn, cấp trên đồng ý")

STATE_SIGNS: dict[str, str] = {
    State.DRAFT: "draft",
    State.REGISTERED: "info",
    State.CALLED: "info",
    State.OPEN: "now",
    State.READ: "now",
    State.CLOSED: "ok",
    State.CANCELLED: "no",
}
"""The sign that goes with a state's word (`ui` tag)."""

REASONS: Words = {
    Reason.ILLNESS: _("Ốm đau"),
    Reason.DUTY: _("Đi công tác"),
    Reason.FAMILY: _("Việc gia đình"),
    Reason.OTHER: _("Lý do khác"),
}

REPLIES: Words = {
    Reply.COMING: _("Sẽ dự"),
    Reply.EXCUSE_ASKED: _("Xin vắng, chờ trả lời"),
    Reply.EXCUSE_GRANTED: _("Xin vắng, đã đồng ý"),
    Reply.EXCUSE_REFUSED: _("Xin vắng, chưa được đồng ý"),
}
REPLY_SIGNS: dict[str, str] = {
    Reply.COMING: "ok",
    Reply.EXCUSE_ASKED: "now",
    Reply.EXCUSE_GRANTED: "info",
    Reply.EXCUSE_REFUSED: "warn",
}

PRESENCES: Words = {
    Presence.PRESENT: _("Có mặt"),
    Presence.EXCUSED: _("Vắng có lý do"),
    Presence.UNEXCUSED: _("Vắng không có lý do"),
    Presence.EXEMPT: _("Miễn sinh hoạt"),
    Presence.AWAY: _("Sinh hoạt tạm thời nơi khác"),
    Presence.SUSPENDED: _("Đình chỉ sinh hoạt"),
}

PHASES: Words = {"opening": _("Mở đầu"), "main": _("Nội dung"), "end": _("Kết thúc")}

COLLECTIVE: Words = {"members": _("Các đồng chí đảng viên"), "assigned": _("Đảng ủy viên phụ trách")}
"""Who speaks where a line of the standard agenda names nobody in particular."""
DECISION = _("Biểu quyết")

READING: Words = {
    "meetings.meeting.read": _("Xem thông tin chung: ngày, giờ, tên nội dung, số liệu, kết luận"),
    "meetings.inside.read": _("Xem nội dung nội bộ: phát biểu, ý kiến chuẩn bị, tên đồng chí vắng"),
    "meetings.inside.look": _("Xem nội dung nội bộ của buổi mình dự; mỗi lần xem đều được ghi lại"),
    "meetings.meeting.prepare": _("Chuẩn bị chương trình, tài liệu"),
    "meetings.meeting.call": _("Gửi thông báo"),
    "meetings.meeting.hold": _("Điều hành, điểm danh"),
    "meetings.minutes.write": _("Ghi biên bản"),
}
"""What the page "who sees this, and why" names, by action."""

TRACK: Words = {
    "guidance": _("Định hướng"),
    "registration": _("Đăng ký"),
    "preparation": _("Chuẩn bị"),
    "meeting": _("Sinh hoạt"),
    "papers": _("Hoàn thiện văn bản"),
    "report": _("Báo cáo"),
    "recognition": _("Cấp trên công nhận"),
}

REMARKS: Words = {
    "meetings.outside_month": _("Ngày %(day)s không nằm trong tháng %(month)s."),
    "meetings.after_latest_day": _("Ngày %(day)s đã quá ngày cuối được tính đúng kỳ (%(latest)s)."),
    "meetings.not_on_set_day": _("Không họp vào ngày quy định (%(due)s); chỉ trừ ngày lễ, trường hợp đặc biệt."),
    "meetings.too_short": _("Dự kiến %(minutes)s phút, quy định ít nhất %(needed)s phút."),
}

CHECKS: Words = {
    **REMARKS,
    "meetings.check.not_registered": _("Chưa đăng ký ngày, giờ, nơi họp"),
    "meetings.check.day_is_past": _("Ngày họp %(day)s đã qua: đổi ngày, hoặc nhập buổi đã họp"),
    "meetings.check.day_and_length": _("Đúng ngày, đủ thời lượng (%(minutes)s phút)"),
    "meetings.check.committee_met": _("Đã họp chi ủy %(day)s, có biên bản"),
    "meetings.check.committee_planned": _("Họp chi ủy %(day)s, chưa có biên bản"),
    "meetings.check.committee_missing": _("Chưa họp chi ủy (nơi không có chi ủy: bí thư, phó bí thư)"),
    "meetings.check.steps_complete": _("Đủ các bước bắt buộc"),
    "meetings.check.steps_missing": _("Thiếu bước: %(steps)s"),
    "meetings.check.all_prepared": _("Nội dung được phân công đã chuẩn bị xong"),
    "meetings.check.not_prepared": _("Chưa chuẩn bị xong: %(count)s nội dung"),
    "meetings.check.all_assigned": _("Mỗi nội dung có người trình bày hoặc chuẩn bị"),
    "meetings.check.not_assigned": _("Chưa phân công: %(count)s nội dung"),
    "meetings.check.clash": _("Đ/c\u00a0%(name)s còn dự ở %(unit)s lúc %(time)s"),
    "meetings.check.receivers": _("%(count)s đồng chí nhận thông báo trên máy"),
    "meetings.check.receivers_paper": _("%(count)s đồng chí được mời, %(paper)s đồng chí nhận giấy in"),
}

NOTICES: Words = {
    "meetings.notice.group_closed": _("Biên bản “%(title)s” đã gửi chi ủy."),
    "meetings.notice.called": _("Mời đồng chí dự: %(title)s, %(time)s ngày %(day)s, %(place)s."),
    "meetings.notice.called_again": _("Thông báo sinh hoạt được gửi lại: %(title)s, %(time)s ngày %(day)s, %(place)s."),
    "meetings.notice.moved": _("Đổi lịch: %(title)s nay họp lúc %(time)s ngày %(day)s, %(place)s."),
    "meetings.notice.postponed": _("Hoãn: %(title)s. Ngày mới sẽ được thông báo."),
    "meetings.notice.cancelled": _("Không họp: %(title)s. Lý do: %(reason)s"),
    "meetings.notice.asks_postponement": _("%(unit)s xin hoãn: %(title)s. Lý do: %(reason)s"),
    "meetings.notice.postponement_agreed": _("Cấp trên đồng ý cho hoãn: %(title)s."),
    "meetings.notice.prepare": _("Đồng chí được phân công chuẩn bị: %(item)s (%(title)s)."),
    "meetings.notice.asked_to_reply": _("Đề nghị đồng chí trả lời có dự hay không: %(title)s, ngày %(day)s."),
    "meetings.notice.read_out": _("Biên bản đã đọc: %(title)s. Đồng chí dự họp góp ý đến %(until)s."),
    "meetings.notice.remark_written": _("Đ/c\u00a0%(name)s góp ý biên bản: %(title)s."),
    "meetings.notice.remark_answered": _("Góp ý của đồng chí đã được trả lời: %(title)s."),
    "meetings.notice.addendum": _("Biên bản có phụ lục số %(number)s: %(title)s."),
    "meetings.notice.topics_sent": _("%(unit)s gửi kế hoạch chuyên đề năm %(year)s."),
    "meetings.notice.topics_noted": _("Cấp trên đã ghi nhận kế hoạch chuyên đề năm %(year)s của %(unit)s."),
    "meetings.notice.report_sent": _("%(unit)s gửi báo cáo kết quả: %(title)s."),
    "meetings.notice.request_sent": _("%(unit)s có kiến nghị gửi lên cấp trên (%(title)s)."),
    "meetings.notice.request_answered": _("Cấp trên đã trả lời kiến nghị của chi bộ (%(title)s)."),
    "meetings.notice.counts": _("Đồng chí ở tổ kiểm phiếu: %(subject)s. Đếm riêng, nhập số liệu riêng."),
    "meetings.notice.keeps": _(
        "Đồng chí giữ một mã khóa của hòm phiếu: %(subject)s. Nhận mã trên điện thoại của mình, chép ra giấy."
    ),
    "meetings.notice.excuse_asked": _("Đ/c\u00a0%(name)s xin vắng: %(title)s."),
    "meetings.notice.excuse_granted": _("Đã đồng ý cho đồng chí vắng: %(title)s."),
    "meetings.notice.excuse_refused": _("Chưa đồng ý cho đồng chí vắng: %(title)s. Đề nghị đồng chí thu xếp dự."),
}

REMARK_STATES: Words = {
    RemarkState.WAITING: _("Chờ trả lời"),
    RemarkState.TAKEN: _("Tiếp thu"),
    RemarkState.NOT_TAKEN: _("Không tiếp thu"),
}
REMARK_SIGNS: dict[str, str] = {RemarkState.WAITING: "now", RemarkState.TAKEN: "ok", RemarkState.NOT_TAKEN: "info"}
ADOPTED: Words = {
    Adopted.MEETING: _("Chi bộ biểu quyết tại buổi họp sau"),
    Adopted.BENCH: _("Chủ trì và thư ký thống nhất (sai sót khi ghi)"),
}

MENTIONS: Words = {Mention.PRAISE: _("Biểu dương"), Mention.REMIND: _("Nhắc nhở")}

REQUESTS: Words = {
    Request.DRAFT: _("Chưa gửi"),
    Request.SENT: _("Chờ trả lời"),
    Request.ANSWERED: _("Đã trả lời"),
}
REQUEST_SIGNS: dict[str, str] = {Request.DRAFT: "draft", Request.SENT: "now", Request.ANSWERED: "ok"}

WAYS: Words = {
    "hand": _("Giơ thẻ, nhập kết quả"),
    "hand-tap": _("Bấm trên điện thoại"),
    "named": _("Gọi tên, nhập kết quả"),
    "named-tap": _("Bấm trên điện thoại, có ghi tên"),
}
"""How an open question is put: the method, and whether members tap it."""

GROUP_DOOR = _("Các buổi sinh hoạt của tổ")

REFUSALS: Words = {
    "meetings.speaks_when_there": _("Đồng chí chưa được điểm danh có mặt. Điểm danh rồi đăng ký phát biểu."),
    "meetings.break_length": _("Chọn số phút giải lao, từ 1 đến %(most)s."),
    "meetings.break_runs": _("Buổi họp đang giải lao."),
    "meetings.break_beside_vote": _("Đang biểu quyết. Kết thúc biểu quyết rồi giải lao."),
    "meetings.no_break_runs": _("Buổi họp đã họp tiếp."),
    "meetings.no_item_in_hand": _("Chưa có mục nào được mở. Chờ chủ trì mở mục rồi đăng ký."),
    "meetings.wish_answered": _("Đồng chí đã được mời phát biểu hoặc đã rút đăng ký này."),
    "meetings.code_is_old": _("Mã điểm danh không đúng hoặc đã đổi. Nhập sáu chữ số đang hiện trên màn hình."),
    "meetings.roll_not_begun": _("Chưa bắt đầu điểm danh. Chờ thư ký mở điểm danh rồi nhập mã."),
    "meetings.stands_in_when_there": _("Điểm danh cho mình trước, rồi mới điểm danh giúp đồng chí khác."),
    "meetings.not_closed": _("“%(title)s” chưa kết thúc. Kết thúc buổi họp rồi làm bước này."),
    "meetings.posted_in_the_future": _("Thời điểm đăng chưa đến. Ghi ngày, giờ đã đăng."),
    "meetings.reported_already": _("Báo cáo của “%(title)s” đã gửi cấp trên."),
    "meetings.nobody_above": _("Tổ chức này không có cấp trên trong hệ thống."),
    "meetings.no_request_text": _("Chưa ghi nội dung kiến nghị. Ghi rõ chi bộ kiến nghị việc gì."),
    "meetings.no_answer_text": _("Chưa ghi nội dung trả lời."),
    "meetings.request_sent_already": _("Kiến nghị này đã gửi cấp trên."),
    "meetings.request_not_waiting": _("Kiến nghị này chưa gửi hoặc đã được trả lời."),
    "meetings.not_open": _("“%(title)s” không còn mở để ghi. Tải lại trang để xem tình trạng hiện nay."),
    "meetings.needs_chair": _("Chưa chọn đồng chí chủ trì. Chọn chủ trì rồi khai mạc."),
    "meetings.needs_clerk": _("Chưa chọn đồng chí thư ký. Chọn thư ký rồi khai mạc."),
    "meetings.opens_on_its_day": _("Buổi sinh hoạt đã đăng ký ngày %(day)s. Đăng ký lại nếu họp sớm hơn."),
    "meetings.begins_in_the_future": _("Giờ này chưa đến. Ghi giờ đã diễn ra."),
    "meetings.before_it_began": _("Giờ này sớm hơn lúc khai mạc. Ghi lại giờ."),
    "meetings.ends_before_it_began": _("Giờ kết thúc sớm hơn lúc khai mạc. Ghi lại giờ kết thúc."),
    "meetings.end_not_typed": _("Chưa ghi đúng giờ kết thúc. Ghi theo 24 giờ, ví dụ 21:05."),
    "meetings.ends_in_the_future": _("Giờ kết thúc chưa đến. Ghi giờ đã kết thúc."),
    "meetings.excuse_needs_reason": _("Đồng chí vắng có lý do thì phải ghi lý do. Chọn một nhóm lý do."),
    "meetings.suspended_cannot_attend": _("Đồng chí đang bị đình chỉ sinh hoạt đảng nên không điểm danh có mặt."),
    "meetings.not_there": _("Đồng chí này không có trong phòng họp nên không ghi về sớm được."),
    "meetings.speaker_not_in_roll": _(
        "Người phát biểu chưa có trong danh sách dự. Điểm danh hoặc thêm khách mời trước."
    ),
    "meetings.mention_needs_who_and_why": _("Ghi biểu dương hoặc nhắc nhở ai và về việc gì."),
    "meetings.vote_of_another_item": _("Biểu quyết này thuộc mục khác. Tải lại trang rồi nhập."),
    "meetings.count_needs_own_item": _(
        "Mục “%(item)s” phải được thông qua theo cách khác. Thêm một nội dung riêng vào chương trình để bỏ phiếu kín."
    ),
    "meetings.concerned_counts": _("Đ/c\u00a0%(name)s đang được xem xét nên không tham gia tổ kiểm phiếu."),
    "meetings.no_further_round": _("Không còn lần bầu nào tiếp theo. Xem kết quả và báo cáo cấp trên."),
    "meetings.group_decides_not": _(
        "Tổ đảng không quyết định nội dung này, chỉ bầu tổ trưởng, tổ phó (%(basis)s). Ghi thành đề nghị gửi chi ủy."
    ),
    "meetings.group_needed": _("Chưa chọn tổ đảng, hoặc tổ đảng không thuộc chi bộ này."),
    "meetings.nothing_proposed": _("Nội dung này chưa có kết luận hoặc ý kiến nào để đưa vào chương trình của chi bộ."),
    "meetings.no_draft_to_take": _("Chi bộ chưa có buổi sinh hoạt nào đang chuẩn bị. Soạn chương trình tháng trước."),
    "meetings.cells_needed": _("Chọn ít nhất hai chi bộ trực thuộc cùng sinh hoạt."),
    "meetings.close_without_roll": _("Chưa kết thúc được: chưa điểm danh."),
    "meetings.close_beside_open": _("Chưa kết thúc được: mục “%(item)s” còn biểu quyết chưa nhập kết quả."),
    "meetings.close_beside_secret": _(
        "Chưa kết thúc được: mục “%(item)s” còn cuộc bỏ phiếu kín trên điện thoại chưa kiểm phiếu xong."
    ),
    "meetings.close_beside_paper": _("Chưa kết thúc được: mục “%(item)s” còn phiếu giấy chưa kiểm phiếu xong."),
    "meetings.not_in_the_room": _(
        "Danh sách điểm danh ghi đồng chí không có trong phòng họp lúc này nên chưa nhận ý kiến. Báo đồng chí thư ký."
    ),
    "meetings.voters_without_account": _(
        "Có đồng chí được biểu quyết mà chưa có tài khoản: %(names)s. Mọi đồng chí biểu quyết cùng một hình thức, "
        "nên giơ thẻ hoặc bỏ phiếu giấy."
    ),
    "meetings.discipline_on_paper": _(
        "Phiếu kỷ luật có nhiều hình thức, do tổ kiểm phiếu kiểm. Mở từ trang “Bỏ phiếu kín” của mục này."
    ),
    "meetings.nothing_to_note": _("Kết quả này không phải nội dung mà mục cần thông qua."),
    "meetings.close_without_outcome": _("Chưa kết thúc được: mục “%(item)s” chưa được thông qua."),
    "meetings.remarks_first": _(
        "Biên bản được lấy ý kiến %(hours)s giờ sau khi đọc, theo quy định đang áp dụng. Kết thúc buổi họp trước."
    ),
    "meetings.remarks_still_open": _("Đồng chí dự họp còn được góp ý biên bản đến %(until)s. Sau đó mới khóa được."),
    "meetings.remarks_unanswered": _("Còn %(count)s góp ý biên bản chưa trả lời. Trả lời rồi khóa."),
    "meetings.remark_after_seal": _("Biên bản đã khóa, không góp ý được nữa. Cần sửa thì lập phụ lục."),
    "meetings.remark_too_late": _("Thời gian góp ý biên bản đã hết lúc %(until)s. Cần sửa thì lập phụ lục."),
    "meetings.remark_before_reading": _("Biên bản chưa được đọc. Góp ý sau khi thư ký đọc biên bản."),
    "meetings.remark_not_there": _("Chỉ đồng chí có mặt tại buổi họp được góp ý biên bản."),
    "meetings.remark_without_text": _("Chưa ghi nội dung góp ý. Ghi rõ chỗ cần sửa và ghi đúng thế nào."),
    "meetings.remark_without_answer": _("Chưa ghi trả lời. Ghi rõ tiếp thu thế nào, hoặc vì sao không tiếp thu."),
    "meetings.addendum_before_seal": _("Biên bản của “%(title)s” chưa khóa, nên chưa lập phụ lục."),
    "meetings.addendum_needs_meeting": _("Chưa chọn buổi họp sau đã biểu quyết phụ lục."),
    "meetings.addendum_without_reason": _("Chưa ghi lý do lập phụ lục."),
    "meetings.addendum_without_text": _("Chưa ghi nội dung bổ sung, đính chính."),
    "meetings.addendum_without_count": _("Ghi số tán thành và tổng số; số tán thành không quá tổng số."),
    "meetings.addendum_not_adopted": _(
        "%(count)s/%(base_count)s đồng chí tán thành, cần ít nhất %(needed)s: phụ lục chưa được thông qua."
    ),
    "meetings.addendum_gone": _("Bảng meetings_addendum thiếu dòng %(row)s, phụ lục biên bản đã khóa."),
    "meetings.addendum_broken": _(
        "Phụ lục số %(number)s của “%(title)s”, %(unit)s: bảng meetings_addendum, dòng %(row)s hoặc bản PDF "
        "đã bị thay đổi sau khi khóa."
    ),
    "meetings.addendum_past_record": _("Có %(count)s phụ lục biên bản, nhật ký chỉ ghi %(kept)s."),
    "meetings.check_nothing_given": _("Chọn tệp PDF, hoặc ghi mã kiểm tra in ở chân trang."),
    "meetings.topic_without_title": _("Chưa ghi tên chuyên đề."),
    "meetings.topic_year": _("Năm %(year)s quá xa. Kiểm tra lại năm của kế hoạch."),
    "meetings.topic_month": _("Tháng %(month)s không thuộc quý %(quarter)s năm %(year)s."),
    "meetings.topic_in_meeting": _("Chuyên đề này đã nằm trong “%(title)s”. Hủy buổi ấy trước khi bỏ chuyên đề."),
    "meetings.topic_held": _("Chuyên đề “%(title)s” đã sinh hoạt, không sửa được nữa."),
    "meetings.topic_without_paper": _("Chưa có bài chuyên đề để duyệt."),
    "meetings.topic_approved_already": _("Bài chuyên đề này đã được duyệt."),
    "meetings.topics_empty": _("Kế hoạch chưa có chuyên đề nào để gửi."),
    "meetings.topics_sent_already": _("Kế hoạch này đã gửi cấp trên và chưa thay đổi."),
    "meetings.topics_not_sent": _("Kế hoạch này chưa được chi bộ gửi lên."),
    "meetings.regular_exists": _("Tháng %(month)s đã có buổi họp thường kỳ. Mở buổi ấy để sửa ngày, giờ."),
    "meetings.joint_stands_for_it": _(
        "“%(title)s” ngày %(day)s thay buổi sinh hoạt thường kỳ tháng %(month)s. Chi bộ không đăng ký buổi riêng."
    ),
    "meetings.no_rules_then": _("Chưa có quy định nào được ghi cho ngày %(day)s. Chọn ngày khác."),
    "meetings.ends_before_start": _("Giờ kết thúc %(end)s phải sau giờ bắt đầu %(start)s. Sửa lại giờ."),
    "meetings.day_far_off": _("Ngày %(day)s quá xa tháng %(month)s. Kiểm tra lại ngày."),
    "meetings.online_not_permitted": _(
        "Chi bộ chưa được cấp trên cho phép họp trực tuyến. Chọn họp trực tiếp, hoặc xin ý kiến cấp trên."
    ),
    "meetings.link_not_https": _("Địa chỉ phòng họp trực tuyến phải bắt đầu bằng https://."),
    "meetings.no_video_room": _("Buổi này không có phòng họp trực tuyến trong Chibo."),
    "meetings.video_over": _("Phòng họp trực tuyến mở từ khi gửi thông báo sinh hoạt đến khi kết thúc buổi họp."),
    "meetings.no_way_from_away": _("Buổi này họp tại một nơi, không có hình thức dự từ xa."),
    "meetings.not_in_roll_yet": _("Chưa điểm danh, hoặc đồng chí không thuộc thành phần dự. Báo đồng chí thư ký."),
    "meetings.away_election": _(
        "Còn %(count)s đồng chí dự từ xa: bầu cử không tiến hành trực tuyến. Chuyển sang buổi họp trực tiếp."
    ),
    "meetings.away_discipline": _(
        "Còn %(count)s đồng chí dự từ xa: biểu quyết kỷ luật không tiến hành trực tuyến. Chuyển sang "
        "buổi họp trực tiếp."
    ),
    "meetings.away_secret_ballot": _(
        "Còn %(count)s đồng chí dự từ xa: bỏ phiếu kín không tiến hành trực tuyến. Chuyển sang buổi họp trực tiếp."
    ),
    "meetings.away_secret_content": _(
        "Còn %(count)s đồng chí dự từ xa: nội dung mật chỉ bàn tại phòng họp. Mời các đồng chí rời phòng họp trực "
        "tuyến, rồi mở mục này."
    ),
    "meetings.away_secret_content_now": _(
        "Đang bàn nội dung mật, chỉ tại phòng họp. Đồng chí dự từ xa vào lại khi sang mục sau."
    ),
    "meetings.secret_item_no_files": _(
        "“%(item)s” là nội dung mật: tài liệu phát và thu lại tại phòng họp, không tải lên Chibo."
    ),
    "meetings.secret_item_has_files": _(
        "“%(item)s” đang có %(count)s tài liệu tải lên. Bỏ các tài liệu ấy trước khi đánh dấu nội dung mật."
    ),
    "meetings.no_link": _("Chưa ghi địa chỉ phòng họp trực tuyến."),
    "meetings.no_place": _("Chưa ghi nơi họp."),
    "meetings.chair_is_clerk": _("Chủ trì và thư ký phải là hai đồng chí khác nhau."),
    "meetings.not_of_unit": _("Có đồng chí không thuộc tổ chức này vào ngày họp. Chọn lại."),
    "meetings.sitting_kinds": _("Họp liền nhau chỉ gồm một phần thường kỳ và một phần chuyên đề."),
    "meetings.not_one_after_other": _("Hai phần phải liền nhau: phần sau bắt đầu lúc %(end)s cùng ngày."),
    "meetings.sitting_too_short": _("Hai phần cộng lại %(minutes)s phút, cần ít nhất %(needed)s phút."),
    "meetings.no_last_month": _("Chưa có buổi nào trước đây để giữ như cũ. Ghi ngày, giờ, nơi họp lần đầu."),
    "meetings.no_last_agenda": _("Chưa có buổi nào trước đây để lấy lại chương trình."),
    "meetings.no_reason": _("Chưa ghi lý do thay đổi."),
    "meetings.kept_day_is_past": _("Ngày %(day)s đã qua. Chọn ngày, giờ khác."),
    "meetings.not_postponed": _("“%(title)s” không có đề nghị hoãn nào đang chờ đồng ý."),
    "meetings.cannot_register": _("“%(title)s” đã đăng ký hoặc đã họp, không đăng ký mới được."),
    "meetings.cannot_call": _("Chưa gửi được: “%(title)s” chưa đăng ký ngày, hoặc đã họp."),
    "meetings.cannot_open": _("Chưa bắt đầu được: “%(title)s” chưa đăng ký, hoặc đã họp."),
    "meetings.cannot_close": _("“%(title)s” chưa khai mạc hoặc đã kết thúc, nên không kết thúc được."),
    "meetings.cannot_cancel": _("“%(title)s” đã họp hoặc đã hủy, không hủy được."),
    "meetings.cannot_postpone": _("“%(title)s” chưa đăng ký hoặc đã họp, không hoãn được."),
    "meetings.no_longer_prepared": _("“%(title)s” đã họp hoặc đã hủy, phần chuẩn bị không sửa được nữa."),
    "meetings.no_title": _("Chưa ghi tên nội dung."),
    "meetings.thematic_inside_regular": _(
        "Chuyên đề không lồng vào sinh hoạt thường kỳ. Lập buổi sinh hoạt chuyên đề, có thể họp liền trước hoặc sau."
    ),
    "meetings.item_minutes": _("Thời lượng một nội dung từ 1 đến 600 phút, đang ghi %(minutes)s. Sửa lại số phút."),
    "meetings.item_of_another": _("Nội dung này thuộc một buổi khác."),
    "meetings.no_guest_name": _("Chưa ghi họ tên khách mời."),
    "meetings.no_reply_now": _("“%(title)s” chưa đăng ký ngày hoặc đã bắt đầu, nên không trả lời được."),
    "meetings.no_excuse_reason": _("Chưa chọn lý do xin vắng."),
    "meetings.not_called": _("Đ/c\u00a0%(name)s không thuộc thành phần dự buổi này."),
    "meetings.no_excuse_waits": _("Không còn đề nghị vắng nào chờ trả lời."),
    "meetings.notice_has_number": _("Thông báo của buổi này đã có số. Hủy văn bản cũ nếu cần cấp số khác."),
    "meetings.nobody_silent": _("Mọi đồng chí được mời đều đã trả lời."),
    "meetings.no_opinion_text": _("Chưa ghi ý kiến."),
    "meetings.seal_broken": _(
        "“%(title)s” của %(unit)s: bảng %(table)s, dòng %(row)s đã bị thay đổi sau khi biên bản được niêm phong."
    ),
    "meetings.seal_rows": _(
        "“%(title)s” của %(unit)s: bảng %(table)s có %(count)s dòng, khi niêm phong biên bản có %(kept)s dòng."
    ),
    "meetings.seal_files": _(
        "“%(title)s” của %(unit)s: tệp đính kèm, bản PDF biên bản hoặc niêm phong không khớp với nhật ký, "
        "bảng meetings_meeting, dòng %(row)s."
    ),
    "meetings.seal_replaced": _(
        "“%(title)s” của %(unit)s: cột seal hoặc seal_marks của bảng meetings_meeting, dòng %(row)s, đã bị thay đổi."
    ),
    "meetings.sealed_gone": _("Bảng meetings_meeting thiếu dòng %(row)s, buổi sinh hoạt đã niêm phong biên bản."),
    "meetings.closed_past_record": _(
        "Bảng meetings_meeting, dòng %(row)s: buổi sinh hoạt đã kết thúc nhưng nhật ký không ghi lần kết thúc nào."
    ),
    "meetings.opinion_sent": _("Ý kiến đã gửi thì không sửa được nữa. Viết ý kiến khác nếu cần bổ sung."),
}


def choices(words: Words) -> Callable[[], list[tuple[str, str | Promise]]]:
    """Return the choices of a field as a callable, so that a new label is no migration."""
    return lambda: [(str(key), label) for key, label in words.items()]
