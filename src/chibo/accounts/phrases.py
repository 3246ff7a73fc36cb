"""What the room says when it refuses."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "accounts.nobody_named": _("Không có tài khoản nào tên là %(username)s. Xem lại tên đăng nhập."),
    "accounts.username_shape": _(
        "Tên đăng nhập phải có từ 3 đến 80 ký tự, chỉ gồm chữ không dấu, chữ số, dấu chấm, gạch ngang và gạch dưới."
    ),
    "accounts.username_taken": _("Tên đăng nhập %(username)s đã được dùng. Chọn tên khác."),
    "accounts.name_missing": _("Chưa có họ tên. Ghi họ tên của chủ tài khoản."),
    "accounts.email_shape": _("Địa chỉ thư điện tử %(email)s không đúng. Ghi lại, ví dụ ten@donvi.vn."),
    "accounts.password_too_short": _("Mật khẩu cần ít nhất %(least)s ký tự. Thêm ký tự vào mật khẩu."),
    "accounts.password_too_common": _("Mật khẩu này phổ biến nên dễ đoán. Chọn mật khẩu khác."),
    "accounts.password_entirely_numeric": _("Mật khẩu chỉ có chữ số nên dễ đoán. Thêm chữ cái vào mật khẩu."),
    "accounts.password_too_similar": _("Mật khẩu giống tên đăng nhập hoặc họ tên. Chọn mật khẩu khác."),
    "accounts.password_wrong": _("Mật khẩu hiện tại không đúng. Ghi lại mật khẩu đang dùng."),
    "accounts.slip_wrong": _("Tên đăng nhập hoặc mã trên phiếu không đúng. Xem lại phiếu rồi ghi lại cả hai."),
    "accounts.slip_over": _("Phiếu đã hết hạn ngày %(day)s. Đề nghị văn phòng cấp phiếu mới."),
    "accounts.slip_used": _("Phiếu này đã dùng ngày %(day)s. Đăng nhập bằng mật khẩu đã đặt, hoặc xin phiếu mới."),
    "accounts.slip_withdrawn": _("Phiếu này đã có phiếu mới hơn thay thế. Dùng phiếu cấp sau cùng."),
    "accounts.not_active": _("Tài khoản %(username)s đang ngừng hoạt động. Mở lại tài khoản trước khi cấp phiếu."),
    "accounts.already_inactive": _("Tài khoản %(username)s đã ngừng hoạt động từ trước."),
    "accounts.already_active": _("Tài khoản %(username)s đang hoạt động."),
    "accounts.not_oneself": _("Không tự ngừng được tài khoản đang dùng. Đề nghị người quản trị khác thực hiện."),
    "accounts.not_first": _("Hệ thống đã có tài khoản đầu tiên. Đăng nhập bằng tài khoản đã được cấp."),
    "accounts.language_unknown": _("Chưa có ngôn ngữ này. Chọn tiếng Việt hoặc tiếng Anh."),
    "accounts.held_back": _("Đã sai nhiều lần liên tiếp. Thử lại từ %(time)s."),
}
