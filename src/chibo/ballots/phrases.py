"""Words of this room for the screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chibo.ballots.states import BoxState, CountState, Listed, State
from chibo.regulations.figures import Body

type Words = dict[str, str | Promise]

STATES: Words = {State.OPEN: _("Đang biểu quyết"), State.CLOSED: _("Đã kết thúc"), State.VOID: _("Không lấy kết quả")}

BOX_STATES: Words = {
    BoxState.PREPARED: _("Đang chuẩn bị khóa"),
    BoxState.OPEN: _("Đang bỏ phiếu"),
    BoxState.CLOSING: _("Đang kiểm phiếu"),
    BoxState.COUNTED: _("Đã kiểm phiếu"),
    BoxState.VOID: _("Không lấy kết quả"),
}

COUNT_STATES: Words = {
    CountState.OPEN: _("Đang bỏ phiếu"),
    CountState.AGREED: _("Đã kiểm phiếu"),
    CountState.VOID: _("Không lấy kết quả"),
}

COUNT_FIELDS: Words = {
    "issued": _("Số phiếu phát ra"),
    "returned": _("Số phiếu thu về"),
    "valid": _("Số phiếu hợp lệ"),
    "invalid": _("Số phiếu không hợp lệ"),
}

BODIES: Words = {
    Body.COMMITTEE: _("Bầu cấp ủy (chi ủy)"),
    Body.STANDING_COMMITTEE: _("Bầu ban thường vụ"),
    Body.SECRETARY: _("Bầu bí thư"),
    Body.DEPUTY: _("Bầu phó bí thư"),
    Body.INSPECTION: _("Bầu ủy ban kiểm tra"),
    Body.DELEGATES: _("Bầu đại biểu dự đại hội cấp trên"),
    Body.GROUP_LEADER: _("Bầu tổ trưởng, tổ phó tổ đảng"),
}

LISTED: Words = {
    Listed.PROPOSED: _("Cấp ủy giới thiệu"),
    Listed.NOMINATED: _("Được đề cử tại chi bộ"),
    Listed.SELF: _("Tự ứng cử"),
}

MOTION: Words = {"for": _("Đồng ý"), "against": _("Không đồng ý"), "other": _("Ý kiến khác")}

OPEN_MOTION: Words = {"for": _("Tán thành"), "against": _("Không tán thành"), "other": _("Ý kiến khác")}

REFUSALS: Words = {
    "ballots.more_than_voters": _(
        "Tổng số phiếu %(cast)s nhiều hơn số đồng chí có mặt được biểu quyết (%(voters)s). Đếm lại rồi nhập."
    ),
    "ballots.method_not_allowed": _(
        "Nội dung “%(decision)s” không biểu quyết bằng hình thức này. Chọn hình thức mà quy định cho phép."
    ),
    "ballots.paper_only": _(
        "Nội dung “%(decision)s” phải bỏ phiếu kín bằng phiếu giấy, không biểu quyết giơ thẻ. Chuẩn bị "
        "phiếu và bầu tổ kiểm phiếu."
    ),
    "ballots.already_open": _("Mục này đang có biểu quyết chưa kết thúc. Kết thúc biểu quyết đó trước."),
    "ballots.not_open": _("Biểu quyết này đã kết thúc. Kết quả đã ghi không sửa được."),
    "ballots.nobody_in_base": _("Chưa điểm danh nên chưa có ai được biểu quyết. Điểm danh trước."),
    "ballots.void_needs_reason": _("Ghi lý do không lấy kết quả biểu quyết này."),
    "ballots.electronic_not_set": _(
        "Nội dung “%(decision)s” chưa được bỏ phiếu kín điện tử (%(section)s). "
        "Bỏ phiếu giấy, hoặc nhập văn bản của cấp ủy cấp trên cho phép vào mục Quy định đang áp dụng."
    ),
    "ballots.options_missing": _("Phiếu chưa có nội dung để chọn, hoặc một nội dung ghi hai lần. Xem lại phiếu."),
    "ballots.too_many_options": _("Phiếu có quá nhiều nội dung. Mỗi phiếu nhiều nhất %(most)s nội dung."),
    "ballots.list_not_longer": _(
        "Danh sách không nhiều hơn số lượng cần bầu (%(seats)s). Dùng mẫu phiếu có ô đồng ý, không đồng ý."
    ),
    "ballots.list_longer": _("Danh sách nhiều hơn số lượng cần bầu (%(seats)s). Dùng mẫu phiếu bầu có số dư."),
    "ballots.mark_one": _("Chọn đúng một nội dung trên phiếu."),
    "ballots.mark_each": _("Chọn đồng ý hoặc không đồng ý đối với từng đồng chí trên phiếu."),
    "ballots.mark_up_to": _("Chọn ít nhất một đồng chí và nhiều nhất %(seats)s đồng chí."),
    "ballots.choice_missing": _("Chưa chọn ý kiến. Chọn một ô rồi gửi."),
    "ballots.too_late": _(
        "Biểu quyết đã kết thúc trước khi nhận được ý kiến của đồng chí, nên ý kiến này không được tính."
    ),
    "ballots.by_card": _(
        "Nội dung này biểu quyết bằng hình thức giơ thẻ tại phòng họp, không biểu quyết trên điện thoại."
    ),
    "ballots.answered_elsewhere": _(
        "Đồng chí đã biểu quyết “%(choice)s” ở trang khác, ý kiến ấy đang được tính. Tải lại trang nếu muốn chọn lại."
    ),
    "ballots.not_there_then": _(
        "Lúc mở biểu quyết, đồng chí chưa có mặt nên không có trong danh sách biểu quyết lần này."
    ),
    "ballots.count_missing": _("Nội dung này biểu quyết bằng hình thức giơ thẻ: đếm rồi nhập kết quả."),
    "ballots.counts_itself": _(
        "Các đồng chí biểu quyết nội dung này trên điện thoại, kết quả tự cộng. Muốn đếm thẻ thì dừng "
        "biểu quyết này rồi mở lại bằng hình thức giơ thẻ."
    ),
    "ballots.too_few_voters": _(
        "Có %(voters)s đồng chí được bỏ phiếu; ít hơn %(least)s thì kết quả để lộ lựa chọn của từng "
        "đồng chí. Bỏ phiếu giấy."
    ),
    "ballots.in_the_clear": _(
        "Mạng này không mã hóa nên không bỏ phiếu kín trên điện thoại được. Bỏ phiếu giấy, hoặc mở "
        "phòng họp có chứng thư."
    ),
    "ballots.box_not_open": _("Cuộc bỏ phiếu này không còn mở nên không nhận thêm phiếu."),
    "ballots.stale_page": _("Trang này đã cũ. Tải lại trang rồi bỏ phiếu."),
    "ballots.no_vote_here": _("Đồng chí không có quyền biểu quyết trong cuộc bỏ phiếu này."),
    "ballots.account_too_late": _(
        "Tài khoản của đồng chí được mở sau khi bắt đầu bỏ phiếu nên không dùng được cho lần này. Báo đồng chí chủ trì."
    ),
    "ballots.account_reset": _(
        "Mật khẩu của đồng chí được cấp lại sau khi bắt đầu bỏ phiếu nên không dùng được cho lần này. "
        "Báo đồng chí chủ trì."
    ),
    "ballots.key_lost": _(
        "Khóa của hòm phiếu này đã hỏng nên không nhận thêm phiếu. Báo đồng chí chủ trì để bỏ phiếu lại."
    ),
    "ballots.damaged": _("Phiếu gửi đi bị lỗi. Tải lại trang rồi bỏ phiếu."),
    "ballots.needs_split_key": _(
        "Nội dung “%(decision)s” chỉ bỏ phiếu kín trên điện thoại khi khóa hòm phiếu chia cho ba đồng chí tổ kiểm "
        "phiếu. Mở từ trang “Bỏ phiếu kín”, chọn tổ kiểm phiếu."
    ),
    "ballots.three_tellers": _("Khóa hòm phiếu chia cho đúng ba đồng chí tổ kiểm phiếu. Chọn đủ ba đồng chí."),
    "ballots.box_not_prepared": _("Hòm phiếu đã mở hoặc đã dừng nên không nhận mã giữ khóa được nữa."),
    "ballots.codes_missing": _(
        "Mới có %(taken)s/%(count)s đồng chí tổ kiểm phiếu nhận mã giữ khóa. Đủ mã mới mở được hòm phiếu."
    ),
    "ballots.too_few_cast": _(
        "Mới có %(cast)s phiếu; ít hơn %(least)s phiếu thì số liệu kiểm phiếu để lộ lựa chọn của từng đồng chí. Chờ "
        "thêm phiếu, hoặc dừng rồi bỏ phiếu giấy."
    ),
    "ballots.codes_not_awaited": _("Hòm phiếu này không chờ mã giữ khóa. Tải lại trang để xem tình hình."),
    "ballots.code_shape": _("Mã giữ khóa gồm %(digits)s chữ số. Xem lại mã đã chép."),
    "ballots.code_mistyped": _("Mã có chữ số gõ sai. Đối chiếu từng nhóm với mã đã chép rồi gõ lại."),
    "ballots.code_wrong": _("Đây không phải mã giữ khóa của đồng chí cho hòm phiếu này. Còn %(left)s lần nhập."),
    "ballots.code_barred": _(
        "Đồng chí đã nhập sai quá số lần cho phép nên không nhập được nữa. Hai đồng chí khác của tổ kiểm phiếu vẫn mở "
        "được hòm."
    ),
    "ballots.figures_missing": _("Chưa nhập đủ số liệu kiểm phiếu, hoặc có số âm. Xem lại từng ô."),
    "ballots.issued_too_many": _(
        "Số phiếu phát ra (%(issued)s) nhiều hơn số đồng chí có mặt được biểu quyết (%(voters)s). Đếm lại."
    ),
    "ballots.returned_too_many": _("Số phiếu thu về (%(returned)s) nhiều hơn số phiếu phát ra (%(issued)s). Đếm lại."),
    "ballots.valid_and_invalid": _(
        "Số phiếu hợp lệ (%(valid)s) và không hợp lệ (%(invalid)s) cộng lại khác số phiếu thu về (%(returned)s). "
        "Đếm lại."
    ),
    "ballots.votes_over_valid": _("“%(option)s” được %(votes)s phiếu, nhiều hơn số phiếu hợp lệ (%(valid)s). Đếm lại."),
    "ballots.votes_not_valid": _("Tổng số phiếu các nội dung (%(total)s) khác số phiếu hợp lệ (%(valid)s). Đếm lại."),
    "ballots.votes_out_of_range": _(
        "Tổng số phiếu của danh sách là %(total)s, phải từ %(least)s đến %(most)s. Đếm lại."
    ),
    "ballots.two_tellers": _("Tổ kiểm phiếu cần ít nhất hai đồng chí để đếm độc lập. Chọn thêm đồng chí."),
    "ballots.teller_stands": _("Đồng chí có tên trong danh sách bầu không tham gia tổ kiểm phiếu. Chọn đồng chí khác."),
    "ballots.teller_no_voter": _("Tổ kiểm phiếu gồm đảng viên chính thức có mặt tại buổi họp. Chọn đồng chí khác."),
    "ballots.round_not_done": _("Lần bỏ phiếu trước chưa có kết quả. Kiểm phiếu xong rồi bỏ phiếu lại."),
    "ballots.surplus_missing": _("Danh sách bầu phải có số dư: cần nhiều hơn %(seats)s đồng chí. Bổ sung danh sách."),
    "ballots.list_too_long": _(
        "Danh sách có %(count)s đồng chí, nhiều nhất được %(most)s. Lấy phiếu xin ý kiến về những đồng "
        "chí không do cấp ủy giới thiệu."
    ),
    "ballots.cannot_stand": _("Đồng chí %(name)s chưa phải đảng viên chính thức nên không có trong danh sách bầu."),
}
