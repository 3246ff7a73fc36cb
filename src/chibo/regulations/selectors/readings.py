"""The value of a rule in words, line by line, for people who do not read files."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from chibo.regulations.figures import (
    AttendanceStates,
    Bar,
    DaysOff,
    DisciplineBallot,
    Elections,
    Figures,
    Majority,
    MeetingAgenda,
    MeetingConduct,
    MemberDates,
    Membership,
    MinutesRemarks,
    PaperLayout,
    PaperTypes,
    Petitions,
    Posts,
    ScoreSheet,
    ScoreSheetChoice,
    UnitKinds,
    VoteMajorities,
)
from chibo.regulations.phrases import METHODS
from chibo.regulations.selectors import told
from chibo.regulations.selectors.amounts import (
    day_in_month,
    day_of_month,
    how_often,
    months_long,
    points_of,
    size_of,
    working_days,
)
from chibo.regulations.selectors.library import versions_of
from chibo.ui import write


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that the rule says. `key` is where it stands in the value; empty where it is a mixture."""

    label: str
    text: str
    key: str = ""


def lines_of(value: Figures) -> list[Line]:
    """Return the value in words."""
    return _READERS[type(value).__name__](value)


def in_words(value: object) -> str:
    """Return one value in words: a number, yes or no, a share, ways to vote, a score sheet."""
    if value is None:
        return _("không quy định")
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, Bar):
        return _bar(value)
    if isinstance(value, tuple | list):
        return _either([str(METHODS.get(str(item), item)) for item in value])
    if isinstance(value, str) and value.startswith("score-sheet-"):
        return versions_of(value)[-1].file.title_vi
    return write.number(value) if isinstance(value, int) else str(value)


def _bar(bar: Bar) -> str:
    share = f"{bar.part}{write.NBSP}%" if bar.whole == 100 else f"{bar.part}/{bar.whole}"
    return _("trên %(share)s") % {"share": share} if bar.strict else _("ít nhất %(share)s") % {"share": share}


def _either(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("%(some)s hoặc %(last)s") % {"some": ", ".join(words[:-1]), "last": words[-1]}


def _conduct(rule: MeetingConduct) -> list[Line]:
    return [
        Line(_("Sinh hoạt thường kỳ"), how_often(rule.regular.per), "regular.per"),
        Line(_("Sinh hoạt chuyên đề"), how_often(rule.thematic.per), "thematic.per"),
        Line(_("Họp chi ủy"), how_often(rule.committee.per), "committee.per"),
        Line(_("Ngày sinh hoạt thường kỳ"), day_of_month(rule.meeting_day), "meeting_day"),
        Line(_("Trường hợp đặc biệt, muộn nhất"), day_of_month(rule.exception_until_day), "exception_until_day"),
        Line(
            _("Hạn đăng ký"), day_in_month(rule.registration_day, -rule.registration_months_before), "registration_day"
        ),
        Line(_("Kết thúc tháng"), day_in_month(rule.close_day, rule.close_months_after), "close_day"),
        Line(_("Thời lượng thường kỳ"), _minutes(rule.regular.min_minutes), "regular.min_minutes"),
        Line(_("Thường kỳ và chuyên đề trong một buổi"), _minutes(rule.combined_min_minutes), "combined_min_minutes"),
        Line(
            _("Chuyên đề thay thường kỳ"),
            in_words(rule.thematic_replaces_regular),
            "thematic_replaces_regular",
        ),
        Line(_("Lồng ghép với cuộc họp khác"), in_words(rule.with_other_meeting), "with_other_meeting"),
        Line(_("Tỷ lệ dự cần đạt"), _bar(rule.attendance_aim), "attendance_aim"),
        Line(
            _("Vắng có lý do liên tiếp trong năm"),
            _("không quá %(times)s lần") % {"times": rule.excused_run_max},
            "excused_run_max",
        ),
        Line(_("Gửi tài liệu"), _days_before(rule.materials_days_before), "materials_days_before"),
        Line(_("Đăng văn bản sau sinh hoạt"), _days_after(rule.posting_days_after), "posting_days_after"),
        Line(_("Báo cáo cấp trên"), _days_after(rule.report_days_after), "report_days_after"),
        Line(_("Họp chi ủy trước sinh hoạt chi bộ"), in_words(rule.committee_before_cell), "committee_before_cell"),
        Line(_("Thông báo tình hình đảng phí"), in_words(rule.dues_announced), "dues_announced"),
        Line(_("Chấm điểm trong buổi sinh hoạt"), in_words(rule.score_in_meeting), "score_in_meeting"),
        Line(_("Đọc biên bản trước khi kết thúc"), in_words(rule.minutes_read_before_end), "minutes_read_before_end"),
        Line(
            _("Sinh hoạt trực tuyến"),
            _("đã được phép (thí điểm)") if rule.online.permitted else _("chưa được phép"),
            "online.permitted",
        ),
        Line(_("Nhắc việc sắp đến hạn"), _("trước %(days)s ngày") % {"days": rule.due_soon_days}, "due_soon_days"),
    ]


def _agenda(rule: MeetingAgenda) -> list[Line]:
    names = {
        "regular": _("Thường kỳ"),
        "thematic": _("Chuyên đề"),
        "extraordinary": _("Bất thường"),
        "committee": _("Họp chi ủy"),
        "superior": _("Hội nghị cấp ủy"),
    }
    return [
        Line(
            f"{names[kind]}, {number}",
            _("%(title)s (%(minutes)s phút)") % {"title": row.title_vi, "minutes": row.minutes},
            kind,
        )
        for kind in names
        for number, row in enumerate(rule.rows(kind), start=1)
    ]


def _states(rule: AttendanceStates) -> list[Line]:
    base = {
        "always": _("có trong tổng số biểu quyết"),
        "if_voting": _("có trong tổng số biểu quyết nếu dự và biểu quyết"),
        "never": _("không có trong tổng số biểu quyết"),
    }
    return [
        Line(
            state.name_vi,
            "; ".join(
                [
                    _("tính tỷ lệ dự") if state.in_share else _("không tính tỷ lệ dự"),
                    base[state.in_base],
                    _("được biểu quyết") if state.may_vote else _("không biểu quyết"),
                ]
            ),
            "states",
        )
        for state in rule.states
    ]


def _majorities(rule: VoteMajorities) -> list[Line]:
    def line(key: str, majority: Majority) -> Line:
        text = _("%(share)s; %(methods)s") % {
            "share": _bar(majority.needed),
            "methods": _either([str(METHODS[method]) for method in majority.methods]),
        }
        return Line(majority.name_vi, text, f"{key}.methods")

    return [line(key, getattr(rule, key)) for key in type(rule).model_fields]


def _elections(rule: Elections) -> list[Line]:
    first, last = rule.surplus_prepared_percent
    return [
        Line(_("Trúng cử khi được số phiếu"), _bar(rule.elected), "elected"),
        Line(
            _("Số dư do cấp ủy triệu tập chuẩn bị"),
            _("từ %(first)s đến %(last)s\u00a0%%") % {"first": first, "last": last},
            "surplus_prepared_percent",
        ),
        Line(
            _("Số dư tối đa"),
            _("%(share)s\u00a0%% số lượng cần bầu") % {"share": rule.surplus_max_percent},
            "surplus_max_percent",
        ),
        Line(_("Đề cử tại đại hội cần sự đồng ý của"), _bar(rule.floor_support), "floor_support"),
        Line(_("Số lần bầu nhiều nhất"), in_words(rule.rounds_max), "rounds_max"),
        Line(
            _("Bầu lại giữa các đồng chí bằng phiếu nhau phải quá một nửa"),
            in_words(rule.runoff_needs_majority),
            "runoff_needs_majority",
        ),
        Line(
            _("Báo cáo kết quả bầu cử"),
            _("trong %(days)s ngày làm việc") % {"days": rule.report_working_days},
            "report_working_days",
        ),
        Line(
            _("Chuẩn y kết quả bầu cử"),
            _("trong %(days)s ngày làm việc") % {"days": rule.approve_working_days},
            "approve_working_days",
        ),
    ]


def _discipline(rule: DisciplineBallot) -> list[Line]:
    forms = ", ".join(line.name_vi for line in rule.forms)
    return [
        Line(_("Hình thức trên phiếu"), forms, "forms"),
        Line(
            _("Không hình thức nào đủ tỷ lệ: cộng dồn phiếu từ hình thức cao xuống"),
            in_words(rule.adds_from_heaviest),
            "adds_from_heaviest",
        ),
    ]


def _kinds(rule: UnitKinds) -> list[Line]:
    lines = [
        Line(
            kind.name_vi,
            "; ".join(filter(None, [kind.committee_vi, _("có con dấu") if kind.has_seal else "", kind.note_vi])) or "–",
            "kinds",
        )
        for kind in rule.kinds
    ]
    least = _("từ %(count)s đảng viên chính thức") % {"count": rule.committee_from_official_members}
    return [*lines, Line(_("Chi bộ bầu chi ủy"), least, "committee_from_official_members")]


def _posts(rule: Posts) -> list[Line]:
    return [Line(post.name_vi, "; ".join(place.name_vi for place in post.at), "posts") for post in rule.posts]


def _sheet(rule: ScoreSheet) -> list[Line]:
    lines = []
    for number, group in enumerate(rule.groups, start=1):
        lines.append(Line(f"{number}. {group.title_vi}", points_of(group.max_points), "groups"))
        lines += [
            Line(f"{number}.{place}. {item.title_vi}", points_of(item.max_points), "groups")
            for place, item in enumerate(group.items, start=1)
            if len(group.items) > 1
        ]
    bands = "; ".join(
        _("%(band)s từ %(points)s") % {"band": band.label_vi, "points": points_of(band.min_points)}
        for band in rule.bands
    )
    scaled = in_words(rule.scale_missing)
    return [
        *lines,
        Line(_("Xếp loại"), bands, "bands"),
        Line(_("Quy đổi điểm khi có tiêu chí không áp dụng"), scaled, "scale_missing"),
    ]


def _layout(rule: PaperLayout) -> list[Line]:
    margins = _("trên %(top)s, dưới %(bottom)s, trái %(left)s, phải %(right)s mm") % {
        "top": rule.margin_top_mm,
        "bottom": rule.margin_bottom_mm,
        "left": rule.margin_left_mm,
        "right": rule.margin_right_mm,
    }
    sizes = [
        (_("Tiêu đề ĐẢNG CỘNG SẢN VIỆT NAM"), "party_title"),
        (_("Tổ chức đảng cấp trên"), "superior"),
        (_("Cơ quan ban hành"), "issuer"),
        (_("Số và ký hiệu"), "number"),
        (_("Địa điểm, ngày tháng"), "place_and_date"),
        (_("Tên loại văn bản"), "type_name"),
        (_("Trích yếu"), "subject"),
        (_("Nội dung"), "body"),
        (_("Danh sách nơi nhận"), "recipients_list"),
    ]
    return [
        Line(_("Lề trang"), margins, "margin_left_mm"),
        Line(_("Phông chữ"), rule.font, "font"),
        *(Line(label, size_of(getattr(rule, key)), key) for label, key in sizes),
    ]


def _types(rule: PaperTypes) -> list[Line]:
    within = _("theo từng thể loại, trong một nhiệm kỳ cấp ủy")
    numbered = within if rule.numbered_within == "term" else _("theo từng thể loại, trong một năm")
    return [
        Line(_("Đánh số"), numbered, "numbered_within"),
        *(
            Line(
                f"{paper.code}: {paper.name_vi}",
                _("chi bộ được ban hành") if paper.by_cell else _("chi bộ không ban hành"),
                "types",
            )
            for paper in rule.types
        ),
    ]


def _membership(rule: Membership) -> list[Line]:
    return [
        Line(_("Thời gian dự bị"), months_long(rule.probation_months), "probation_months"),
        Line(
            _("Xét công nhận chính thức sau khi hết dự bị"),
            working_days(rule.recognition_within_working_days),
            "recognition_within_working_days",
        ),
        Line(
            _("Đề nghị xóa tên khi không sinh hoạt, không đóng đảng phí trong năm"),
            months_long(rule.idle_months_to_removal),
            "idle_months_to_removal",
        ),
        Line(
            _("Tạm miễn sinh hoạt dưới"), months_long(rule.short_exemption_months_below), "short_exemption_months_below"
        ),
        Line(_("Hồ sơ kết nạp có giá trị"), months_long(rule.dossier_months), "dossier_months"),
    ]


def _member_dates(rule: MemberDates) -> list[Line]:
    return [
        Line(_("Tuổi Đảng được tặng Huy hiệu Đảng"), ", ".join(map(str, rule.badge_years)), "badge_years"),
        Line(
            _("Chi bộ xét Huy hiệu trước khi đủ tuổi Đảng"), months_long(rule.badge_months_ahead), "badge_months_ahead"
        ),
        Line(_("Nhiệm kỳ của cấp ủy"), months_long(rule.term_months), "term_months"),
        Line(_("Đình chỉ sinh hoạt đảng"), _("%(count)s ngày") % {"count": rule.suspension_days}, "suspension_days"),
    ]


def _minutes_remarks(rule: MinutesRemarks) -> list[Line]:
    hours = _("trong %(hours)s giờ") % {"hours": rule.open_hours} if rule.open_hours else _("ngay tại buổi họp")
    return [Line(_("Góp ý biên bản sau khi đọc"), hours, "open_hours")]


def _petitions(rule: Petitions) -> list[Line]:
    return [Line(term.name_vi, working_days(term.within_working_days), "terms") for term in rule.terms]


def _choice(rule: ScoreSheetChoice) -> list[Line]:
    return [Line(_("Bảng tiêu chí chấm điểm"), in_words(rule.sheet), "sheet")]


def _days_off(rule: DaysOff) -> list[Line]:
    off = [Line(write.day(change.day), change.note_vi, "days_off") for change in rule.days_off]
    worked = [Line(write.day(change.day), change.note_vi, "worked") for change in rule.worked]
    return sorted(off + worked, key=lambda line: line.text)


def _minutes(number: int | None) -> str:
    return _("ít nhất %(minutes)s phút") % {"minutes": number} if number else in_words(None)


def _days_before(number: int | None) -> str:
    return in_words(None) if number is None else _("trước ít nhất %(days)s ngày") % {"days": number}


def _days_after(number: int | None) -> str:
    return in_words(None) if number is None else _("trong %(days)s ngày") % {"days": number}


_READERS: dict[str, Callable[[Any], list[Line]]] = {
    "AttendanceStates": _states,
    "Commitments": lambda rule: [Line(*row) for row in told.commitments(rule)],
    "DaysOff": _days_off,
    "DisciplineBallot": _discipline,
    "Elections": _elections,
    "MeetingAgenda": _agenda,
    "MeetingConduct": _conduct,
    "MemberDates": _member_dates,
    "Membership": _membership,
    "MinutesRemarks": _minutes_remarks,
    "PaperLayout": _layout,
    "PaperTypes": _types,
    "Petitions": _petitions,
    "Posts": _posts,
    "Reaching": lambda rule: [Line(*row) for row in told.reaching(rule)],
    "ScoreSheet": _sheet,
    "ScoreSheetChoice": _choice,
    "SpecialMeeting": lambda rule: [Line(*row) for row in told.special(rule)],
    "UnitKinds": _kinds,
    "VoteMajorities": _majorities,
}
