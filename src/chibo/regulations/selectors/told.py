"""Rules about telling and about the commitments of a year in words: label, text, and the key where it stands."""

from django.utils.translation import gettext as _

from chibo.regulations.figures import Commitments, Reaching, SpecialMeeting

type Row = tuple[str, str, str]


def reaching(rule: Reaching) -> list[Row]:
    """Return when something is sent."""
    quiet = _("từ %(start)s đến %(end)s") % {"start": rule.quiet_from, "end": rule.quiet_until}
    hours = _("%(count)s giờ") % {"count": rule.urgent_hours}
    return [
        (_("Giờ yên tĩnh, không gửi thông báo"), quiet, ""),
        (_("Gửi bản gộp trong ngày lúc"), rule.gathered_at, "gathered_at"),
        (_("Gửi ngay nếu buổi sinh hoạt thay đổi trong vòng"), hours, "urgent_hours"),
    ]


def commitments(rule: Commitments) -> list[Row]:
    """Return what is registered, by when, and when it is looked back on."""
    kinds = [
        (kind.name_vi, _("mọi đảng viên") if kind.required else _("đảng viên đăng ký"), "kinds") for kind in rule.kinds
    ]
    due = _("ngày %(day)s/%(month)s hằng năm") % {"day": f"{rule.due_day:02d}", "month": f"{rule.due_month:02d}"}
    return [
        *kinds,
        (_("Gửi chi bộ chậm nhất"), due, ""),
        (_("Kiểm điểm giữa năm"), _("tháng %(month)s") % {"month": rule.mid_year_month}, "mid_year_month"),
        (_("Kiểm điểm cuối năm"), _("tháng %(month)s") % {"month": rule.year_end_month}, "year_end_month"),
    ]


def special(rule: SpecialMeeting) -> list[Row]:
    """Return how often such a meeting is held, what it stands for and decides, and its agenda."""
    words = _("chỉ bầu tổ trưởng, tổ phó") if rule.decides else _("theo quy định về biểu quyết")
    replaces = _("có") if rule.replaces_regular else _("không")
    return [
        (_("Số lần trong năm ít nhất"), str(rule.times_a_year), "times_a_year"),
        (_("Thay sinh hoạt thường kỳ của chi bộ"), replaces, "replaces_regular"),
        (_("Được quyết định"), words, "decides"),
        *(
            (_("Chương trình, mục %(number)s") % {"number": number}, row.title_vi, "agenda")
            for number, row in enumerate(rule.agenda, start=1)
        ),
    ]
