"""Sentences and labels of papers and files."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chibo.documents.states import State

REFUSALS: dict[str, str | Promise] = {
    "documents.state_secret": _(
        "Văn bản có dấu độ mật “%(mark)s”. Phần mềm này không nhận tài liệu bí mật nhà nước; "
        "đồng chí gửi theo quy định bảo vệ bí mật nhà nước."
    ),
    "documents.type_not_taken": _("Không nhận tệp “%(name)s” vì không đúng loại. Chọn tệp loại: %(taken)s."),
    "documents.macros": _("Tệp có chứa macro nên không nhận. Lưu lại dưới dạng không có macro rồi tải lên."),
    "documents.unpacks_too_large": _("Tệp nén quá nhiều nội dung nên không nhận. Lưu lại từ Word, Excel rồi tải lên."),
    "documents.too_large": _("Tệp lớn hơn %(limit)s MB. Chia nhỏ hoặc nén ảnh trong tệp rồi tải lên."),
    "documents.empty_file": _("Tệp “%(name)s” không có nội dung. Chọn tệp khác."),
    "documents.not_a_paper": _("Bản chính thức phải là tệp Word hoặc PDF. Tệp này là loại %(kind)s."),
    "documents.already_sealed": _(
        "Văn bản đã khóa nên không sửa được. Thu hồi rồi ban hành văn bản khác nếu có sai sót."
    ),
    "documents.already_cancelled": _("Văn bản đã thu hồi."),
    "documents.no_rule": _("Chưa có quy định về thể thức văn bản cho ngày %(day)s. Chọn ngày từ 03/04/2018."),
    "documents.not_for_cell": _("Chi bộ không ban hành loại văn bản “%(type)s”. Chọn loại khác."),
    "documents.not_for_congress": _("Đại hội không ban hành loại văn bản “%(type)s”. Chọn loại khác."),
    "documents.reason_missing": _("Chưa ghi lý do thu hồi. Ghi lý do để nơi nhận biết vì sao."),
    "documents.bytes_gone": _("Bảng documents_storedfile, dòng %(row)s: tệp “%(name)s” không còn ở %(file)s."),
    "documents.bytes_altered": _(
        "Bảng documents_storedfile, dòng %(row)s: nội dung tệp “%(name)s” ở %(file)s không khớp với mã băm đã lưu."
    ),
    "documents.file_row_altered": _(
        "Bảng documents_storedfile, dòng %(row)s: mã băm hoặc kích thước không khớp với nhật ký."
    ),
    "documents.sealed_gone": _("Bảng documents_issuedpaper thiếu dòng %(row)s, văn bản đã khóa."),
    "documents.sealed_altered": _(
        "Bảng documents_issuedpaper, dòng %(row)s: văn bản “%(number)s” đã bị thay đổi sau khi khóa."
    ),
    "documents.sealed_other_bytes": _(
        "Bảng documents_issuedpaper, dòng %(row)s: bản PDF của “%(number)s” không phải bản đã khóa."
    ),
    "documents.final_other_bytes": _(
        "Bảng documents_issuedpaper, dòng %(row)s: bản chính thức của “%(number)s” không phải bản đã đính kèm."
    ),
    "documents.number_missing": _(
        "Bảng documents_numberseries, dòng %(row)s: loại văn bản %(type)s thiếu số %(number)s."
    ),
    "documents.number_beyond": _(
        "Bảng documents_numberseries, dòng %(row)s: loại văn bản %(type)s có số lớn hơn số cuối %(last)s."
    ),
    "documents.number_behind": _("Số đã ban hành đến %(last)s. Nhập số từ %(last)s trở lên."),
}

STATES: dict[State, str | Promise] = {
    State.ISSUED: _("Đã ban hành"),
    State.SEALED: _("Đã khóa"),
    State.CANCELLED: _("Đã thu hồi"),
}

TAGS: dict[State, str] = {State.ISSUED: "ok", State.SEALED: "lock", State.CANCELLED: "no"}
"""How a state is drawn (`{% tag %}`)."""
