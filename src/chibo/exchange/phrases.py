"""Every sentence and label of the room."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from chibo.exchange.states import Kind, Result, RunState

REFUSALS: dict[str, Any] = {
    "exchange.file_empty": _("Tệp không có dòng nào. Kiểm tra lại đã chọn đúng tệp."),
    "exchange.file_password": _("Tệp có mật khẩu. Mở bằng Excel, bỏ mật khẩu, lưu lại rồi chọn tệp đó."),
    "exchange.file_broken": _("Tệp bị hỏng, không mở được. Mở bằng Excel, lưu thành .xlsx rồi chọn lại."),
    "exchange.file_web_page": _("Tệp là trang web mang đuôi bảng tính. Mở bằng Excel, lưu thành .xlsx rồi chọn lại."),
    "exchange.file_not_spreadsheet": _("Tệp không phải bảng tính. Dùng tệp .xlsx, .xls, .ods hoặc .csv."),
    "exchange.file_no_sheet": _("Tệp không có trang tính nào hiện. Bỏ ẩn trang có danh sách rồi chọn lại."),
    "exchange.file_too_big": _("Tệp quá lớn để là một danh sách. Chia thành nhiều tệp rồi nhập lần lượt."),
    "exchange.file_too_long": _("Trang tính dài hơn %(limit)s dòng. Chia thành nhiều tệp rồi nhập lần lượt."),
    "exchange.file_too_wide": _("Trang tính rộng hơn %(limit)s cột. Xóa các cột thừa bên phải rồi chọn lại."),
    "exchange.file_encoding": _("Không đọc được chữ trong tệp. Lưu lại dạng CSV UTF-8 hoặc .xlsx rồi chọn lại."),
    "exchange.no_list": _(
        "Không tìm thấy dòng tiêu đề cột. Danh sách cần có cột Họ và tên (đảng viên) hoặc Tên tổ chức (tổ chức "
        "đảng). Trong tệp thấy: %(seen)s."
    ),
    "exchange.name_column_missing": _("Chưa có cột nào là họ và tên. Chọn cột chứa họ và tên rồi đọc lại."),
}
"""Why a file or an act was refused, as whole sentences."""

FINDINGS: dict[str, Any] = {
    "exchange.date_unreadable": _("Không đọc được ngày “%(seen)s”. Ghi theo dạng 03/02/1990."),
    "exchange.date_impossible": _("Không có ngày “%(seen)s” trong lịch."),
    "exchange.date_month_first": _("“%(seen)s” ghi tháng trước ngày: có phải %(meant)s?"),
    "exchange.date_too_late": _("“%(seen)s” muộn hơn %(latest)s là ngày muộn nhất có thể."),
    "exchange.date_too_early": _("“%(seen)s” trước năm 1900."),
    "exchange.card_digits": _("Số thẻ “%(seen)s” có %(digits)s chữ số; cần 12 (hoặc 8 với thẻ cũ)."),
    "exchange.card_unreadable": _("“%(seen)s” không phải số thẻ."),
    "exchange.card_rounded": _("Excel đã làm tròn “%(seen)s”, mất chữ số cuối. Gõ lại số thẻ dạng chữ."),
    "exchange.card_two": _("Dòng có hai số thẻ khác nhau: %(first)s và %(second)s."),
    "exchange.card_restored": _("Đã thêm lại số 0 ở đầu: %(number)s."),
    "exchange.card_contradicts": _("Số thẻ không khớp giới tính hoặc năm sinh của dòng."),
    "exchange.card_not_personal": _("Số thẻ khác số định danh cá nhân cùng dòng."),
    "exchange.name_missing": _("Thiếu họ và tên."),
    "exchange.name_odd": _("“%(seen)s” không phải họ và tên."),
    "exchange.name_short": _("Họ và tên chỉ có một chữ: %(seen)s."),
    "exchange.sex_unreadable": _("Giới tính “%(seen)s”: ghi Nam hoặc Nữ."),
    "exchange.born_missing": _("Thiếu ngày sinh."),
    "exchange.born_year_only": _("Chỉ có năm sinh %(year)s, chưa có ngày."),
    "exchange.text_too_long": _("Dài hơn %(limit)s chữ, phần sau bị bỏ."),
    "exchange.day_missing": _("“%(seen)s” chưa đủ ngày, tháng, năm nên không ghi."),
    "exchange.official_ahead": _("Ngày chính thức %(day)s chưa tới: ghi là đảng viên dự bị."),
    "exchange.official_before_joined": _("Sau ngày chính thức %(official)s. Ngày vào Đảng phải trước."),
    "exchange.probation_short": _("Thời gian dự bị ngắn hơn %(months)s tháng. Kiểm tra lại hai ngày."),
    "exchange.joined_young": _("Vào Đảng khi chưa đủ %(years)s tuổi. Kiểm tra lại ngày sinh."),
    "exchange.joined_before_born": _("Vào Đảng trước năm sinh."),
    "exchange.joined_missing": _("Thiếu ngày vào Đảng."),
    "exchange.official_missing": _("Là đảng viên chính thức nhưng thiếu ngày chính thức."),
    "exchange.activity_unreadable": _("Không rõ trạng thái “%(seen)s”."),
    "exchange.activity_ended": _("“%(seen)s”: không còn sinh hoạt nên không nhập. Làm thủ tục ở trang đảng viên."),
    "exchange.activity_by_hand": _("“%(seen)s”: ghi ở trang đảng viên sau khi nhập."),
    "exchange.post_unknown": _("“%(seen)s” không phải chức vụ đảng, không ghi vào chức vụ."),
    "exchange.unit_name_missing": _("Thiếu tên tổ chức đảng."),
    "exchange.unit_name_odd": _("“%(seen)s” không phải tên tổ chức đảng."),
    "exchange.unit_kind_unknown": _("Không rõ “%(seen)s” là loại tổ chức nào. Ghi Chi bộ hoặc Đảng bộ."),
    "exchange.unit_decision_missing": _("Thiếu số quyết định thành lập."),
}
"""What was found in a cell: what is wrong and, where it is not plain, what to do."""

KINDS = {Kind.MEMBERS: _("Đảng viên"), Kind.UNITS: _("Tổ chức đảng")}

RESULTS = {
    Result.NEW: _("Mới"),
    Result.CHANGED: _("Thay đổi"),
    Result.SAME: _("Không đổi"),
    Result.DOUBLED: _("Nghi trùng"),
    Result.REFUSED: _("Từ chối"),
}

RUN_STATES = {
    RunState.UPLOADED: _("Đang chờ đọc"),
    RunState.READING: _("Đang đọc"),
    RunState.PREVIEWED: _("Chờ đồng ý"),
    RunState.COMMITTING: _("Đang cập nhật"),
    RunState.DONE: _("Đã cập nhật"),
    RunState.UNDOING: _("Đang hoàn tác"),
    RunState.UNDONE: _("Đã hoàn tác"),
    RunState.FAILED: _("Không đọc được"),
    RunState.DROPPED: _("Đã hủy"),
}

FIELDS: dict[str, Any] = {
    "full_name": _("Họ và tên"),
    "family_name": _("Họ và tên đệm"),
    "given_name": _("Tên"),
    "other_name": _("Tên gọi khác"),
    "sex": _("Giới tính"),
    "female": _("Nữ"),
    "male": _("Nam"),
    "born": _("Ngày sinh"),
    "born_male": _("Năm sinh nam"),
    "born_female": _("Năm sinh nữ"),
    "ethnicity": _("Dân tộc"),
    "religion": _("Tôn giáo"),
    "personal_number": _("Số định danh cá nhân"),
    "card_new": _("Số thẻ 12 số"),
    "card_old": _("Số thẻ cũ"),
    "card": _("Số thẻ đảng viên"),
    "card_place": _("Nơi cấp thẻ"),
    "card_on": _("Ngày cấp thẻ"),
    "file_number": _("Số lý lịch"),
    "unit": _("Chi bộ"),
    "birth_place": _("Nơi đăng ký khai sinh"),
    "birth_country": _("Nơi đăng ký khai sinh: quốc gia"),
    "birth_province": _("Nơi đăng ký khai sinh: tỉnh"),
    "birth_detail": _("Nơi đăng ký khai sinh: chi tiết"),
    "home_place": _("Quê quán"),
    "home_country": _("Quê quán: quốc gia"),
    "home_province": _("Quê quán: tỉnh"),
    "home_detail": _("Quê quán: chi tiết"),
    "residence": _("Nơi ở"),
    "residence_country": _("Thường trú: quốc gia"),
    "residence_province": _("Thường trú: tỉnh"),
    "residence_detail": _("Thường trú: chi tiết"),
    "admitted": _("Ngày quyết định kết nạp"),
    "joined": _("Ngày vào Đảng"),
    "official": _("Ngày chính thức"),
    "post": _("Chức vụ đảng"),
    "occupation": _("Nghề nghiệp"),
    "phone": _("Điện thoại"),
    "activity": _("Trạng thái hoạt động"),
    "left": _("Ngày rời khỏi, mất hoặc miễn sinh hoạt"),
    "since": _("Ngày về chi bộ"),
    "decision": _("Số quyết định, giấy giới thiệu"),
    "old_id_card": _("Số CMND cũ"),
    "name": _("Tên tổ chức đảng"),
    "kind": _("Loại tổ chức"),
    "parent": _("Trực thuộc"),
    "founded": _("Ngày thành lập"),
    "place": _("Địa danh"),
}
"""What a column holds, as forms and previews head it."""


def sentence(code: str, facts: Mapping[str, object]) -> str:
    """Return the sentence of a finding in the reader's language, with its facts."""
    return str(FINDINGS[code]) % facts
