"""Words of this room for the screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chibo.regulations.states import Method

type Words = dict[str, str | Promise]

IN_FORCE = _("Quy định đang áp dụng")

METHODS: Words = {
    Method.HAND: _("giơ thẻ"),
    Method.NAMED: _("biểu quyết ghi tên"),
    Method.SECRET_PAPER: _("phiếu kín (giấy)"),
    Method.SECRET_ELECTRONIC: _("phiếu kín điện tử"),
}

KEYS: Words = {
    "commitments.due_month": _("Bản cam kết gửi chi bộ chậm nhất: tháng"),
    "commitments.due_day": _("Bản cam kết gửi chi bộ chậm nhất: ngày"),
    "commitments.remind_days": _("Nhắc đảng viên chưa gửi bản cam kết trước (ngày)"),
    "commitments.mid_year_month": _("Kiểm điểm cam kết giữa năm vào tháng"),
    "commitments.year_end_month": _("Kiểm điểm cam kết cuối năm vào tháng"),
    "member-dates.badge_months_ahead": _("Xét Huy hiệu Đảng trước khi đủ tuổi Đảng, số tháng"),
    "meeting-conduct.meeting_day": _("Ngày sinh hoạt thường kỳ trong tháng"),
    "meeting-conduct.exception_until_day": _("Trường hợp đặc biệt: sinh hoạt muộn nhất vào ngày"),
    "meeting-conduct.regular.min_minutes": _("Thời lượng sinh hoạt thường kỳ ít nhất (phút)"),
    "meeting-conduct.combined_min_minutes": _("Thường kỳ và chuyên đề trong một buổi ít nhất (phút)"),
    "meeting-conduct.materials_days_before": _("Gửi tài liệu trước ít nhất (ngày)"),
    "meeting-conduct.posting_days_after": _("Đăng văn bản sau sinh hoạt trong (ngày)"),
    "meeting-conduct.report_days_after": _("Báo cáo cấp trên sau sinh hoạt trong (ngày)"),
    "meeting-conduct.registration_day": _("Hạn đăng ký sinh hoạt: ngày trong tháng"),
    "meeting-conduct.registration_months_before": _("Hạn đăng ký nằm ở tháng (0: cùng tháng, 1: tháng trước)"),
    "meeting-conduct.close_day": _("Kết thúc tháng vào ngày"),
    "meeting-conduct.close_months_after": _("Kết thúc tháng nằm ở tháng (0: cùng tháng, 1: tháng sau)"),
    "meeting-conduct.online.permitted": _("Được phép sinh hoạt trực tuyến (thí điểm)"),
    "group-meetings.times_a_year": _("Sinh hoạt tổ đảng, số lần trong năm ít nhất"),
    "joint-meetings.times_a_year": _("Sinh hoạt chung toàn đảng bộ, số lần trong năm ít nhất"),
    "joint-meetings.replaces_regular": _("Sinh hoạt chung thay sinh hoạt thường kỳ của chi bộ trong tháng"),
    "minutes-remarks.open_hours": _("Góp ý biên bản sau khi đọc trong (giờ)"),
    "meeting-conduct.due_soon_days": _("Nhắc việc sắp đến hạn trước (ngày)"),
    "score-sheet.sheet": _("Bảng tiêu chí chấm điểm"),
    "score-sheet-hd42.scale_missing": _("Quy đổi điểm khi có tiêu chí không áp dụng"),
    "score-sheet-an-phu.scale_missing": _("Quy đổi điểm khi có tiêu chí không áp dụng"),
    "vote-majorities.agenda.methods": _("Hình thức biểu quyết chương trình"),
    "vote-majorities.conclusion.methods": _("Hình thức biểu quyết kết luận"),
    "vote-majorities.resolution.methods": _("Hình thức biểu quyết nghị quyết"),
    "vote-majorities.self_score.methods": _("Hình thức biểu quyết điểm tự chấm"),
    "vote-majorities.admission.methods": _("Hình thức biểu quyết đề nghị kết nạp"),
    "vote-majorities.recognition.methods": _("Hình thức biểu quyết công nhận chính thức"),
    "vote-majorities.removal.methods": _("Hình thức biểu quyết xóa tên"),
    "vote-majorities.reprimand.methods": _("Hình thức biểu quyết khiển trách, cảnh cáo"),
    "vote-majorities.dismissal.methods": _("Hình thức biểu quyết đề nghị cách chức"),
    "vote-majorities.expulsion.methods": _("Hình thức biểu quyết đề nghị khai trừ"),
    "vote-majorities.election.methods": _("Hình thức bầu cử"),
    "vote-majorities.classification.methods": _("Hình thức biểu quyết xếp loại"),
    "vote-majorities.classification.needed": _("Tỷ lệ cần đạt khi biểu quyết xếp loại"),
}
"""A rule's key to its label. Every key that may be set differently has one."""

REFUSALS: Words = {
    "regulations.no_rule": _("Chưa có quy định “%(rule)s” cho ngày %(day)s. Chọn ngày áp dụng muộn hơn."),
    "regulations.nothing_set": _("Chưa thay đổi nội dung nào của “%(rule)s”. Nhập ít nhất một nội dung."),
    "regulations.not_overridable": _(
        "Nội dung này của “%(rule)s” do Trung ương quy định thống nhất, không đặt khác được."
    ),
    "regulations.does_not_fit": _("Nội dung ghi ở ô này chưa đúng. Xem lại và ghi lại."),
    "regulations.too_large": _("Số nhập quá lớn. Nhập nhiều nhất là %(most)s."),
    "regulations.too_small": _("Số nhập quá nhỏ. Nhập ít nhất là %(least)s."),
    "regulations.no_such_sheet": _("Không có bảng tiêu chí “%(sheet)s” vào ngày %(day)s. Chọn bảng trong danh sách."),
    "regulations.no_basis": _("Chưa ghi văn bản làm căn cứ. Nhập số, ký hiệu và ngày ký của văn bản."),
    "regulations.before_basis": _(
        "Ngày áp dụng %(day)s sớm hơn ngày ký văn bản (%(signed)s). Chọn ngày áp dụng từ %(signed)s trở đi."
    ),
    "regulations.ends_before_start": _(
        "Ngày kết thúc %(day)s phải sau ngày áp dụng %(start)s. Chọn ngày kết thúc muộn hơn."
    ),
    "regulations.already_ended": _("Mức riêng này đã kết thúc từ ngày %(day)s."),
}
