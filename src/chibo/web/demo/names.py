"""Invented units and persons. The first of each cell is its secretary, the second its deputy."""

from dataclasses import dataclass

COMMITTEE = "Đảng bộ Trung tâm Nước sạch Hà Xuyên"
PLACE = "Hà Xuyên"
HOMES = ("xã Hà Xuyên", "xã Bình Lâm", "phường Tân Hà", "xã Thượng Quan", "xã Nậm Sơn")
RESIDENCE = "xã Hà Xuyên"
OCCUPATIONS = (
    "Kỹ sư cấp thoát nước",
    "Công nhân vận hành",
    "Kỹ thuật viên khảo sát",
    "Kế toán viên",
    "Công nhân kỹ thuật",
)
ETHNICITIES = {
    "Vi Văn Kiểm": "Tày",
    "Lý Thị Mẩy": "Dao",
    "Lương Văn Ổn": "Thái",
    "Hà Thị Xuân": "Mường",
    "Sầm Văn Páo": "Nùng",
    "Quách Thị Ước": "Mường",
    "Lò Văn Pản": "Thái",
    "Y Blơk Êban": "Ê Đê",
    "Hứa Thị Sen": "Tày",
    "Giàng A Tủa": "Mông",
}
"""Whoever is not named here is Kinh."""


@dataclass(frozen=True, slots=True)
class CellPlan:
    """A cell, the teams it was merged from, and its members."""

    name: str
    room: str
    """Where it meets."""
    members: tuple[str, ...]
    teams: tuple[str, ...] = ()
    """Names of the two cells before the merger; empty for a cell that was always one."""


CELLS = (
    CellPlan(
        "Chi bộ Văn phòng Trung tâm",
        "Phòng họp tầng 2, trụ sở Trung tâm",
        (
            "Hoàng Văn Lâm", "Đỗ Thị Bích Liên", "Phạm Thị Ngọc Ánh", "Trương Quốc Toàn", "Nguyễn Thị Mai Chi",
            "Đinh Công Thành", "Vi Văn Kiểm", "Nguyễn Hữu Phước", "Lê Minh Đức", "Bùi Thị Huyền", "Cao Thị Lệ Thủy",
            "Phan Thế Vinh", "Ngô Đình Thắng", "Vũ Thị Yến", "Tạ Quang Huy", "Mai Xuân Thưởng", "Lý Thị Mẩy",
            "Nguyễn Thị Phương Thảo Nguyên",
        ),
    ),
    CellPlan(
        "Chi bộ Liên đội Khảo sát và Thiết kế",
        "Phòng họp Liên đội Khảo sát và Thiết kế",
        (
            "Hồ Sỹ Nghĩa", "Trần Thị Kim Oanh", "Nguyễn Văn Hải", "Lương Văn Ổn", "Đặng Văn Bình", "Hà Thị Xuân",
            "Trịnh Tiến Dũng", "Lê Thị Thu", "Vũ Đình Quang", "Tống Khánh Ly",
        ),
        ("Chi bộ Đội Khảo sát", "Chi bộ Đội Thiết kế"),
    ),
    CellPlan(
        "Chi bộ Liên đội Vận hành Đông và Tây",
        "Nhà điều hành trạm bơm số 2",
        (
            "Nguyễn Trọng Khôi", "Dương Thị Hạnh", "Phùng Văn Sáu", "Trần Văn Sơn", "Đỗ Thị Nga", "Ngô Văn Tiến",
            "Sầm Văn Páo", "Nguyễn Thị Mai", "Kiều Anh Tuấn", "Quách Thị Ước",
        ),
        ("Chi bộ Đội Vận hành Đông", "Chi bộ Đội Vận hành Tây"),
    ),
    CellPlan(
        "Chi bộ Liên đội Sửa chữa và Kiểm định",
        "Hội trường xưởng sửa chữa",
        (
            "Lò Văn Pản", "Đoàn Thị Thanh", "Y Blơk Êban", "Chu Văn Ất", "Tô Thị Ỷ", "Nguyễn Đăng Khoa",
            "Hứa Thị Sen", "Giàng A Tủa", "Phạm Quốc Trịnh", "Khổng Thị Vỹ",
        ),
        ("Chi bộ Đội Sửa chữa", "Chi bộ Đội Kiểm định"),
    ),
)  # fmt: skip

COMMITTEE_SECRETARY, COMMITTEE_DEPUTY, COMMITTEE_THIRD = "Trương Quốc Toàn", "Đinh Công Thành", "Vi Văn Kiểm"
"""With the four secretaries of the cells they are the committee of seven."""
OFFICE = ("Nguyễn Thị Mai Chi", "Lê Minh Đức")
PARTY_BUILDING = ("Vũ Thị Yến", "Nguyễn Hữu Phước")
"""With the office they are the four helpers."""
INSPECTOR = COMMITTEE_THIRD
ASSIGNED = {
    0: "Nguyễn Trọng Khôi",
    1: COMMITTEE_DEPUTY,
    2: COMMITTEE_THIRD,
    3: COMMITTEE_DEPUTY,
}
"""Cell by position, and the member of the committee in charge of it."""
PROBATIONARY = {"Tạ Quang Huy": 340, "Tống Khánh Ly": 160}
"""Members on probation, and how many days ago they were admitted."""
EXEMPT = ("Cao Thị Lệ Thủy", "Chu Văn Ất")
AWAY = "Kiều Anh Tuấn"
"""A member of the third cell who is in the first for a while."""
MEMBER = "Bùi Thị Huyền"
"""The member without an office whom a visitor plays."""
WITHOUT_PHONE = ("Lương Văn Ổn", "Hứa Thị Sen", "Sầm Văn Páo", "Giàng A Tủa")
TYPED = (
    "Hoàng Văn Lâm",
    "Phạm Thị Ngọc Ánh",
    MEMBER,
    "Trương Quốc Toàn",
    "Nguyễn Thị Mai Chi",
    "Đinh Công Thành",
)
"""Who can also sign in by name and password; the others by one click only, since a good hash takes its time."""
OPERATOR = ("quantri", "Quản trị hệ thống")
