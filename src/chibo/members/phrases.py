"""Words of this room for the screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chibo.members.states import (
    CorrectionAbout,
    CorrectionState,
    EndKind,
    ExemptionKind,
    Sex,
    StandingKind,
    Status,
    StayKind,
)

type Words = dict[str, str | Promise]

STATUSES: Words = {
    Status.OFFICIAL: _("Chính thức"),
    Status.PROBATIONARY: _("Dự bị"),
    Status.EXEMPT: _("Miễn sinh hoạt"),
    Status.SHORT_EXEMPT: _("Tạm miễn sinh hoạt"),
    Status.AWAY: _("Tạm thời nơi khác"),
    Status.GUEST: _("Tạm thời tại đây"),
    Status.SUSPENDED: _("Đình chỉ sinh hoạt"),
    Status.ENDED: _("Không còn là đảng viên"),
}
STANDINGS: Words = {
    StandingKind.OFFICIAL: _("Đảng viên chính thức"),
    StandingKind.PROBATIONARY: _("Đảng viên dự bị"),
}
SEXES: Words = {Sex.MALE: _("Nam"), Sex.FEMALE: _("Nữ")}
STAYS: Words = {StayKind.FORMAL: _("Sinh hoạt chính thức"), StayKind.TEMPORARY: _("Sinh hoạt tạm thời")}
EXEMPTIONS: Words = {
    ExemptionKind.AGE_OR_HEALTH: _("Miễn do tuổi cao, sức khỏe yếu"),
    ExemptionKind.OTHER: _("Miễn do lý do khác"),
    ExemptionKind.SHORT: _("Tạm miễn dưới 12 tháng"),
}
ENDS: Words = {
    EndKind.DELETED: _("Xóa tên"),
    EndKind.LEFT: _("Xin ra khỏi Đảng"),
    EndKind.EXPELLED: _("Khai trừ"),
    EndKind.DECEASED: _("Từ trần"),
    EndKind.CANCELLED: _("Hủy quyết định kết nạp"),
}
CORRECTIONS: Words = {
    CorrectionAbout.NAME: _("Họ tên, tên gọi khác"),
    CorrectionAbout.BASICS: _("Giới tính, quê quán, dân tộc, tôn giáo"),
    CorrectionAbout.DATES: _("Ngày vào Đảng, ngày chính thức"),
    CorrectionAbout.CARD: _("Số thẻ đảng viên, số lý lịch"),
    CorrectionAbout.POSTS: _("Chức vụ, nơi sinh hoạt"),
    CorrectionAbout.OTHER: _("Nội dung khác"),
}
CORRECTION_STATES: Words = {
    CorrectionState.ASKED: _("Chờ trả lời"),
    CorrectionState.ACCEPTED: _("Đã đính chính"),
    CorrectionState.REFUSED: _("Không đính chính"),
}
LOOKS: Words = {
    "members.record": _("đã xem hồ sơ"),
    "members.record.thong-tin": _("đã xem thông tin cơ bản"),
    "members.record.qua-trinh": _("đã xem quá trình sinh hoạt"),
    "members.record.chuc-vu": _("đã xem chức vụ"),
    "members.record.the": _("đã xem số thẻ đảng viên"),
    "members.record.ai-da-xem": _("đã xem danh sách các đồng chí xem hồ sơ"),
    "members.record.write": _("đã mở hồ sơ để sửa"),
    "resolutions.opinion": _("đã xem ý kiến bảo lưu"),
    "proposals.proposal": _("đã mở kiến nghị đồng chí gửi"),
}
READ_ACTIONS: Words = {
    "members.list.read": _("xem tên trong danh sách"),
    "members.record.read": _("mở hồ sơ"),
    "members.contact.write": _("sửa liên lạc"),
    "members.record.write": _("sửa thông tin cơ bản"),
    "members.standing.change": _("ghi chuyển sinh hoạt, miễn, đình chỉ, công nhận"),
    "members.post.change": _("ghi chức vụ"),
    "members.group.change": _("chia tổ đảng, ghi tổ trưởng"),
    "members.account.open": _("mở tài khoản, cấp phiếu"),
    "members.record.export": _("tải danh sách ra Excel"),
}
NOTICES: Words = {
    "members.correction_asked": _("Đồng chí %(name)s đề nghị đính chính hồ sơ: %(about)s."),
    "members.correction_answered": _("Đề nghị đính chính hồ sơ của đồng chí đã được trả lời."),
}
DOOR = _("Cấp ủy và đảng viên")
REFUSALS: Words = {
    "members.name_missing": _("Chưa ghi họ và tên."),
    "members.decision_missing": _("Chưa ghi số và ngày của quyết định."),
    "members.introduction_missing": _("Chưa ghi số và ngày của giấy giới thiệu hoặc quyết định."),
    "members.day_not_come": _("Ngày %(day)s chưa đến. Ghi đúng ngày sự việc diễn ra."),
    "members.ends_before_start": _("Ngày %(day)s sớm hơn ngày %(start)s."),
    "members.card_shape": _("Số thẻ %(number)s chưa đúng: số thẻ đảng viên gồm 12 chữ số, số thẻ cũ gồm 8 chữ số."),
    "members.card_taken": _("Số thẻ này đã ghi cho một đảng viên khác. Đối chiếu lại với thẻ."),
    "members.same_cell": _("Đồng chí này đang sinh hoạt tại %(unit)s."),
    "members.away_already": _(
        "Đồng chí này đang sinh hoạt tạm thời tại %(unit)s từ ngày %(day)s. Kết thúc đợt đó trước."
    ),
    "members.not_away": _("Đồng chí này không có đợt sinh hoạt tạm thời nào."),
    "members.in_no_cell": _("Đồng chí này hiện không sinh hoạt tại chi bộ nào."),
    "members.exempt_already": _("Đồng chí này đang được miễn công tác và sinh hoạt đảng."),
    "members.short_needs_end": _("Tạm miễn thì ghi rõ đến ngày nào."),
    "members.not_exempt": _("Đồng chí này không thuộc diện đang được miễn."),
    "members.suspended_already": _("Đồng chí này đang bị đình chỉ sinh hoạt đảng."),
    "members.not_suspended": _("Đồng chí này không bị đình chỉ sinh hoạt đảng."),
    "members.no_membership": _("Đồng chí này không còn là đảng viên."),
    "members.probation_runs": _("Thời gian dự bị đến hết ngày %(day)s. Chỉ xét công nhận chính thức sau ngày đó."),
    "members.no_such_post": _("%(unit)s không có chức vụ này."),
    "members.post_held": _("Đồng chí này đang giữ chức vụ đó tại %(unit)s."),
    "members.post_taken": _("Đồng chí %(name)s đang giữ chức vụ đó tại %(unit)s. Kết thúc chức vụ ấy trước."),
    "members.post_ended": _("Chức vụ này đã kết thúc ngày %(day)s."),
    "members.name_needs_decision": _("Thay đổi họ tên phải có quyết định của cấp có thẩm quyền. Ghi số và ngày."),
    "members.born_on_locked": _(
        "Ngày sinh đã ghi là %(day)s. Từ ngày 18/08/2016 không xem xét điều chỉnh ngày sinh trong hồ sơ đảng viên."
    ),
    "members.not_by_correction": _("Không công nhận hoặc hủy công nhận chính thức bằng cách sửa ngày."),
    "members.standings_unusual": _(
        "Hồ sơ có nhiều giai đoạn dự bị hoặc chính thức. Sửa từng giai đoạn theo quyết định."
    ),
    "members.not_probationary": _("Đồng chí này không phải đảng viên dự bị."),
    "members.joined_on_missing": _(
        "Chưa ghi ngày vào Đảng nên chưa tính được thời gian dự bị. Ghi ngày vào Đảng trước."
    ),
    "members.correction_empty": _("Chưa ghi nội dung đề nghị đính chính."),
    "members.correction_waits": _("Đồng chí đã có một đề nghị về mục này đang chờ trả lời."),
    "members.correction_answered": _("Đề nghị này đã được trả lời."),
    "members.answer_missing": _("Chưa ghi nội dung trả lời."),
    "members.cell_has_members": _("%(unit)s còn %(count)s đảng viên. Chuyển sinh hoạt cho các đồng chí đó trước."),
    "members.split_part_empty": _("Mỗi chi bộ mới phải có đảng viên. Chọn ai chuyển sang chi bộ mới."),
    "members.split_twice": _("Có đồng chí được chọn sang hai chi bộ mới. Chọn một nơi."),
    "members.split_not_here": _("Có đồng chí không còn sinh hoạt tại chi bộ này. Tải lại trang rồi chọn lại."),
    "members.split_leaves_nobody": _(
        "Chi bộ đang tách không còn đảng viên nào. Để lại một số đồng chí, hoặc đổi tên chi bộ."
    ),
    "members.no_groups_here": _("%(unit)s không phải chi bộ nên không chia tổ đảng."),
    "members.group_name_taken": _("Chi bộ đã có %(name)s. Ghi tên khác."),
    "members.not_in_group": _("Tổ trưởng, tổ phó phải là đảng viên của %(name)s. Chọn đảng viên vào tổ trước."),
    "members.leader_is_deputy": _("Tổ trưởng và tổ phó là hai đồng chí khác nhau."),
    "members.no_account": _("Đồng chí %(name)s chưa có tài khoản."),
    "members.has_account": _("Đồng chí %(name)s đã có tài khoản."),
    "members.account_taken": _("Tài khoản %(username)s đã thuộc về một đồng chí khác."),
}
