"""What does not fit in the record, said so that an operator finds the row."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "audit.row_altered": _(
        "Bảng %(table)s, dòng %(row)s: nội dung không khớp với niêm phong số %(number)s trong bảng audit_leaf."
    ),
    "audit.columns_differ": _(
        "Bảng audit_entry, dòng %(row)s: nội dung đã niêm phong trong cột body không khớp với cột %(columns)s."
    ),
    "audit.row_gone": _(
        "Bảng %(table)s thiếu dòng %(row)s, đã được niêm phong với số %(number)s trong bảng audit_leaf."
    ),
    "audit.value_altered": _(
        "Bảng audit_entryvalue, dòng %(row)s: giá trị của “%(field)s” không khớp với mã băm trong nhật ký, "
        "bảng audit_entry, dòng %(entry)s."
    ),
    "audit.leaf_missing": _("Bảng audit_leaf thiếu dòng số %(number)s; các số niêm phong phải liên tục."),
    "audit.leaf_unsigned": _("Bảng audit_leaf, dòng số %(number)s: chưa có dấu niêm phong nào ký đến số này."),
    "audit.head_unsigned": _(
        "Bảng audit_treehead, dòng %(size)s: chữ ký của dấu niêm phong không đúng, "
        "hoặc không phải do khóa của hệ thống này ký."
    ),
    "audit.root_differs": _(
        "Bảng audit_treehead, dòng %(size)s: gốc đã ký không khớp với các dòng trong bảng audit_leaf."
    ),
    "audit.peaks_differ": _("Bảng audit_treehead, dòng %(size)s: cột peaks không khớp với gốc đã ký."),
    "audit.never_sealed": _(
        "Bảng %(table)s, dòng %(row)s: không có niêm phong và cũng không chờ niêm phong; dòng này được "
        "đưa vào không qua phần mềm."
    ),
    "audit.waiting_gone": _("Bảng %(table)s thiếu dòng %(row)s đang chờ niêm phong."),
    "audit.tail_cut": _(
        "Nhật ký chỉ còn %(size)s dòng đã niêm phong, nhưng dấu niêm phong được giữ lại ghi %(kept)s dòng: "
        "phần cuối đã bị cắt, hoặc một bản sao lưu cũ đã được khôi phục."
    ),
    "audit.other_history": _(
        "Gốc của %(size)s dòng đầu tiên không khớp với dấu niêm phong được giữ lại: nhật ký đã bị viết lại."
    ),
    "audit.head_foreign": _("Dấu niêm phong của “%(log)s” không phải do khóa của hệ thống này ký."),
    "audit.no_head": _("Tệp không chứa dấu niêm phong của nhật ký."),
}
