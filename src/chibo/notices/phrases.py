"""Words of this room."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chibo.notices.states import Channel, Topic

type Words = dict[str, str | Promise]

TOPICS: Words = {
    Topic.MEETINGS: _("Sinh hoạt, nghị quyết"),
    Topic.ABOVE: _("Định hướng, kết quả công nhận của cấp trên"),
    Topic.REMINDERS: _("Nhắc việc, nhắc hạn"),
    Topic.OTHER: _("Việc khác"),
}
CHANNELS: Words = {
    Channel.MAIL: _("Thư điện tử"),
    Channel.PUSH: _("Thiết bị đã bật thông báo"),
    Channel.SMS: _("Tin nhắn SMS"),
    Channel.CHAT: _("Ứng dụng nhắn tin"),
}
SHORT: Words = {
    Topic.MEETINGS: _("Có thông báo sinh hoạt mới. Mở Chibo để xem."),
    Topic.ABOVE: _("Có văn bản mới từ cấp trên. Mở Chibo để xem."),
    Topic.REMINDERS: _("Có việc sắp đến hạn. Mở Chibo để xem."),
    Topic.OTHER: _("Có thông báo mới. Mở Chibo để xem."),
    Topic.ACCOUNT: _("Có thông báo về tài khoản của đồng chí. Mở Chibo để xem."),
}
"""What goes over the servers of others: never what it is about."""
SETTINGS = _("Cách nhận thông báo")

REFUSALS: Words = {
    "notices.push_off": _("Hệ thống này không gửi thông báo đến thiết bị."),
    "notices.device_unknown": _("Hệ thống không nhận dịch vụ thông báo của trình duyệt này. Dùng trình duyệt khác."),
    "notices.device_unreadable": _("Trình duyệt gửi thông tin thiết bị không đúng. Tải lại trang rồi bật lại."),
    "notices.too_many_devices": _("Đã bật trên %(count)s thiết bị. Bỏ một thiết bị không dùng nữa rồi bật lại."),
    "notices.address_shape": _("Số hoặc tên chỉ gồm chữ không dấu, chữ số và các dấu + - . _ @. Ghi lại."),
    "notices.topic_unknown": _("Không có loại thông báo hoặc cách nhận này."),
}
