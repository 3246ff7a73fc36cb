"""Papers that the tests print: an ordinary resolution, minutes, and one full of signs."""

from chibo.documents.figures import (
    Banner,
    Blank,
    Bullet,
    Column,
    Fact,
    Grounds,
    Head,
    Heading,
    Pagebreak,
    Paper,
    Paragraph,
    Quote,
    Signature,
    Table,
)

RESOLUTION = Paper(
    head=Head(
        superior="ĐẢNG BỘ XÃ SƠN LỘC",
        issuer="CHI BỘ THÔN 3",
        number="Số 05-NQ/CB",
        place_date="Sơn Lộc, ngày 03 tháng 02 năm 2026",
        type_name="NGHỊ QUYẾT",
        subject="lãnh đạo thực hiện nhiệm vụ tháng 02 năm 2026",
    ),
    body=(
        Grounds(("Căn cứ Điều lệ Đảng Cộng sản Việt Nam", "Căn cứ Chương trình công tác năm 2026 của chi bộ;")),
        Paragraph(
            "Ngày 03/02/2026, Chi bộ thôn 3 họp phiên thường kỳ; có mặt 18/20 đảng viên, trong đó 17 đảng viên "
            "chính thức. Sau khi thảo luận, chi bộ thống nhất quyết nghị những nội dung sau đây."
        ),
        Banner("QUYẾT NGHỊ"),
        Heading("KẾT QUẢ THỰC HIỆN NHIỆM VỤ THÁNG 01"),
        Heading("Công tác chính trị, tư tưởng", 2),
        Paragraph("Tình hình tư tưởng của cán bộ, đảng viên và nhân dân ổn định, tin tưởng vào sự lãnh đạo của Đảng."),
        Heading("Kết quả từng nhiệm vụ", 2),
        Table(
            (
                Column("TT", 1, "center"),
                Column("Nhiệm vụ", 7),
                Column("Tình trạng đầu kỳ", 4),
                Column("Kết quả, %", 2, "right"),
            ),
            (
                ("1", "Vận động nhân dân làm đường liên thôn", "Đang thực hiện", "85,00"),
                ("2", "Thu đảng phí quý I", "Chưa thực hiện", "100,00"),
                ("", "Cộng", "", "92,50"),
            ),
            strong=(2,),
        ),
        Heading("NHIỆM VỤ THÁNG 02"),
        Heading("Phân công", 2),
        Heading("Về sản xuất", 3),
        Bullet("Đồng chí Nguyễn Văn Ẩm phụ trách gieo cấy vụ xuân, hoàn thành trước ngày 20/02/2026."),
        Bullet("Từng hộ đảng viên đăng ký diện tích.", 2),
        Paragraph("Chi ủy theo dõi, báo cáo chi bộ tại kỳ sinh hoạt tháng 3.", lead="Tổ chức thực hiện:"),
    ),
    signatures=(Signature("Nguyễn Văn A", "BÍ THƯ", "T/M CHI BỘ"),),
    recipients=("Đảng ủy xã (để báo cáo)", "Các đồng chí đảng viên", "Lưu Chi bộ"),
)

MINUTES = Paper(
    head=Head(
        superior="ĐẢNG BỘ XÃ SƠN LỘC",
        issuer="CHI BỘ THÔN 3",
        type_name="BIÊN BẢN",
        subject="sinh hoạt chi bộ thường kỳ tháng 12 năm 2026",
    ),
    body=(
        Fact("Thời gian", "19 giờ 30, ngày 03/12/2026"),
        Fact("Địa điểm:", "Nhà văn hóa thôn 3"),
        Quote("Đề nghị chi bộ quan tâm đến các hộ khó khăn.", "đồng chí Trần Thị Ước"),
        Blank(2),
        Pagebreak(),
        Paragraph("Biên bản đã được thông qua lúc 21 giờ 30."),
    ),
    signatures=(
        Signature("Lê Thị Bưởi", "NGƯỜI GHI BIÊN BẢN", note="(ký, ghi rõ họ tên)"),
        Signature("Phạm Quỳnh Ngọc Ễnh", "CHỦ TRÌ", note="(ký, ghi rõ họ tên)"),
    ),
)

SIGNS = "<b> & # $x$ [y] *z* _u_ \\n \\ \" ' ` @a ~ {{ x }} {% y %} -- --- ... // /* */ fi ffl 𝑥 “ ” ½ ₫"
EVERY_LETTER = (
    "aàảãáạ ăằẳẵắặ âầẩẫấậ bcdđ eèẻẽéẹ êềểễếệ ghi ìỉĩíị klmn oòỏõóọ ôồổỗốộ ơờởỡớợ pqrst uùủũúụ ưừửữứự vx yỳỷỹýỵ "
    "AÀẢÃÁẠ ĂẰẲẴẮẶ ÂẦẨẪẤẬ BCDĐ EÈẺẼÉẸ ÊỀỂỄẾỆ GHI ÌỈĨÍỊ KLMN OÒỎÕÓỌ ÔỒỔỖỐỘ ƠỜỞỠỚỢ PQRST UÙỦŨÚỤ ƯỪỬỮỨỰ VX YỲỶỸÝỴ"
)
