"""Words of this room for the screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chibo.members.states import EndKind, ExemptionKind, Sex, StandingKind, Status, StayKind

type Words = dict[str, str | Promise]

STATUSES: Words = {
    Status.OFFICIAL: _("Chính thức"),
    Status.PROBATIONARY: _("Dự bị"),
    Status.EXEMPT: _("Miễn công tác và sinh hoạt đảng"),
    Status.SHORT_EXEMPT: _("Tạm miễn sinh hoạt đảng"),
    Status.AWAY: _("Đang sinh hoạt tạm thời nơi khác"),
    Status.GUEST: _("Sinh hoạt tạm thời tại đây"),
    Status.SUSPENDED: _("Đình chỉ sinh hoạt đảng"),
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
REFUSALS: Words = {}
