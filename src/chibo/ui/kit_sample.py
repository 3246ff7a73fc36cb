"""Invented data for the component sheet: no person, unit or paper in it exists."""

from datetime import UTC, date, datetime

from django import forms

from chibo.kernel.share import Share
from chibo.ui.fields import CardsField, DayField, FileField, PersonField, TidyCharField, TidyTextField, TimeField
from chibo.ui.forms import Form
from chibo.ui.paging import Page
from chibo.ui.shapes import Crumb, Event, Fact, Figure, Part, Rule, Step, Tab
from chibo.ui.widgets import FileDrop, Switch

STATES = (
    ("wait", "Chưa đến"),
    ("draft", "Bản nháp"),
    ("info", "Đang làm"),
    ("now", "Còn 2 ngày"),
    ("ok", "Đã xong"),
    ("late", "Chậm 4 ngày"),
    ("no", "Bị từ chối"),
    ("lock", "Đã khóa"),
)
STEPS = (
    Step("Định hướng", "ok", "18/10", "#k4"),
    Step("Đăng ký", "ok", "19/10", "#k4"),
    Step("Chuẩn bị", "ok", "30/10", "#k4"),
    Step("Sinh hoạt", "late", "Chậm 3 ngày", "#k4"),
    Step("Hoàn thiện văn bản", "now", "Còn 2 việc, chậm nhất 05/11", "#k4", is_current=True),
    Step("Báo cáo", "wait", "Hạn 05/11"),
    Step("Cấp trên công nhận", "wait", "10/11"),
)


ROWS = (
    {
        "what": "Vận động 6 hộ hiến đất",
        "who": "Ngô Đình Thắng",
        "due_on": date(2026, 11, 20),
        "done": "4/6",
        "state": "late",
        "word": "Chậm 4 ngày",
    },
    {
        "what": "Thu đảng phí quý IV",
        "who": "Phạm Thị Ngọc Ánh",
        "due_on": date(2026, 11, 26),
        "done": "20/21",
        "state": "now",
        "word": "Còn 2 ngày",
    },
)


class SampleForm(Form):
    held_on = DayField(label="Ngày họp", help_text="Ví dụ 03/12/2026")
    starts_at = TimeField(label="Giờ bắt đầu")
    place = TidyCharField(label="Nơi họp")
    topic = TidyCharField(label="Chuyên đề", required=False)
    who = PersonField(label="Người chuẩn bị", required=False)
    note = TidyTextField(label="Lý do vắng", required=False, help_text="Chỉ bí thư và thư ký đọc được.")
    form = CardsField(
        label="Hình thức",
        choices=[
            ("here", "Trực tiếp", "Họp tại một nơi"),
            ("online", "Trực tuyến", "Khi quá nửa đảng viên không thể tập trung"),
        ],
    )
    paper = forms.BooleanField(label="In giấy mời cho đồng chí không dùng điện thoại", required=False)
    remind = forms.BooleanField(label="Nhắc trước 1 ngày", required=False, widget=Switch)
    file = FileField(
        label="Tài liệu",
        required=False,
        widget=FileDrop(kinds=".docx,.pdf", most="Word, PDF; mỗi tệp đến 20 MB"),
    )


def sample_form() -> SampleForm:
    """Return a form that was refused: two things missing, one mistyped."""
    form = SampleForm({"held_on": "31/02/2026", "topic": "Chống lãng phí", "remind": "on"})
    people = (("1", "Nguyễn Thị Hương Giang", "Chi hội Phụ nữ"), ("2", "Nguyễn Thị Hường", "Tổ đảng 2"))
    form.fields["who"].offer(people)  # type: ignore[attr-defined]
    return form


def context() -> dict[str, object]:
    """Return what ui/kit.html shows."""
    return {
        "form": sample_form(),
        "rows": ROWS,
        "page": Page(ROWS, before="a", after="b"),
        "states": STATES,
        "steps": STEPS,
        "wizard": (
            Step("Chọn tệp", "ok"),
            Step("Xem từng dòng", "now", is_current=True),
            Step("Cập nhật", "wait"),
        ),
        "crumbs": (Crumb("Sinh hoạt", "#"), Crumb("Tháng 12/2026", "#"), Crumb("Biên bản")),
        "tabs": (
            Tab("Đang mở", "#k3", is_current=True, count=9),
            Tab("Đã xong", "#k3"),
            Tab("Quá hạn", "#k3", count=1, state="now"),
        ),
        "leaf_day": date(2026, 12, 3),
        "share": Share(17, 20),
        "figures": (
            Figure(
                "Đảng viên dự, tháng 11",
                share=Share(20, 21),
                of="đảng viên phải dự",
                url="#k6",
                trend=(90.5, 95.2, 85.7, 90.5, 95.2, 95.2),
            ),
            Figure("Nhiệm vụ đúng hạn, quý IV", share=Share(7, 9), of="nhiệm vụ", url="#k6"),
        ),
        "parts": (Part("Tốt", 8, "ok"), Part("Khá", 3, "info"), Part("Trung bình", 1, "late")),
        "rule": Rule(
            title="Cần quá nửa",
            text="Quá nửa số đảng viên chính thức có mặt đồng ý.",
            basis="Tài liệu mẫu, điểm 1",
            since=date(2026, 1, 1),
            certainty="secondary",
            here="Có mặt 18, cần 10",
        ),
        "facts": (
            Fact("Ngày", "03/12/2026"),
            Fact("Nơi họp", "Nhà văn hóa thôn"),
            Fact("Chủ trì", "Hoàng Văn Lâm"),
        ),
        "events": (
            Event("Hoàng Văn Lâm", "gửi biên bản", datetime(2026, 11, 4, 13, 15, tzinfo=UTC), "ok"),
            Event(
                "Lê Minh Đức",
                "sửa số người có mặt",
                datetime(2026, 11, 3, 14, 32, tzinfo=UTC),
                before="19",
                after="20",
            ),
            Event("Đảng ủy xã", "trả lại phiếu: thiếu lý do", datetime(2026, 11, 3, 14, 10, tzinfo=UTC), "late"),
        ),
    }
