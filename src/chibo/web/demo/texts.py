"""What is reported, said and decided in the demo's meetings: six months of topics, taken in turn."""

from dataclasses import dataclass

GUIDANCE = """1. Nội dung trọng tâm: {guidance}.
2. Chi bộ đưa vào chương trình sinh hoạt thường kỳ, phân công đảng viên cụ thể, có thời hạn.
3. Kết quả thực hiện ghi trong nghị quyết hoặc kết luận, gửi cùng báo cáo sau sinh hoạt."""
TAKEN_UP = "Chi bộ nghe quán triệt và thảo luận cách thực hiện: {guidance}."
STUDY = (
    "18 việc làm theo đã đăng ký được thực hiện đúng tiến độ; nổi bật là tiết kiệm điện ở trạm bơm.",
    "Chi bộ kể chuyện về tinh thần tận tụy với công việc; mỗi đảng viên đăng ký một việc làm theo cụ thể.",
    "Việc đăng ký nêu gương gắn với nhiệm vụ được giao; ba đồng chí có việc làm tốt được nêu trước chi bộ.",
)
STANDING = {
    "member_tasks": "Bí thư nêu kết quả từng nhiệm vụ đến hạn; việc chưa xong được nêu rõ nguyên nhân và hạn mới.",
    "superior_opinion": "Đồng chí đảng ủy viên phụ trách đánh giá cao phần thảo luận, đề nghị việc giao cho đảng viên "
    "phải có thời hạn và có kiểm tra. Chủ trì tiếp thu.",
    "summary": "Chủ trì tổng hợp ý kiến, thống nhất việc giao cho từng đồng chí và thời hạn như kết luận ở trên.",
    "petitions": "Không có kiến nghị mới; các kiến nghị trước đã được trả lời.",
}
"""What the minutes say under the standing lines of the agenda."""


@dataclass(frozen=True, slots=True)
class Topic:
    """The words of one month. Tasks are (what, days after the meeting)."""

    guidance: str
    report: str
    ideology: str
    speeches: tuple[str, ...]
    conclusion: str
    tasks: tuple[tuple[str, int], ...]
    praise: str
    remind: str = ""
    shortcoming: tuple[str, str, str] = ("", "", "")
    """Shortcoming, cause, remedy."""


TOPICS = (
    Topic(
        "Tập trung chống thất thoát nước sạch; đọc và làm theo Chỉ thị 50-CT/TW về sinh hoạt chi bộ",
        "Tháng qua tỷ lệ thất thoát nước còn 17,4 %, giảm 0,6 điểm. Đã thay 42 đồng hồ hỏng, xử lý 11 điểm rò rỉ. "
        "Hai việc chưa xong là lập bản đồ van và kiểm tra tuyến ống thôn Nà Sản.",
        "Đảng viên, người lao động yên tâm công tác. Dư luận quan tâm việc sắp xếp lại tổ đội sau khi hợp nhất.",
        (
            "Tuyến ống cũ nên kiểm tra ban đêm mới thấy rõ chỗ rò. Đề nghị phân công hai người một ca.",
            "Tự phê bình: tôi chậm nộp sơ đồ van do chưa phối hợp với đội bạn. Xin lùi hạn 10 ngày.",
            "Đề nghị thông báo trước cho các hộ khi cắt nước, ít nhất một ngày.",
            "Đồng hồ mới lắp cần lập sổ theo dõi ngay, tránh làm lại.",
            "Nhất trí với báo cáo. Nên chọn một tuyến làm mẫu rồi nhân ra.",
            "Đảng viên nhận đỡ đầu mỗi người một tuyến để theo dõi.",
        ),
        "Thống nhất chọn tuyến Nà Sản làm mẫu; mỗi đảng viên nhận theo dõi một tuyến ống, báo cáo trong kỳ sau.",
        (
            ("Lập sơ đồ van tuyến Nà Sản", 20),
            ("Kiểm tra ban đêm 3 tuyến ống cũ", 15),
            ("Lập sổ theo dõi đồng hồ mới", 25),
        ),
        "Hoàn thành thay 42 đồng hồ trước hạn",
        "Chậm nộp sơ đồ van",
        ("Chậm lập bản đồ van", "Chưa phân công rõ đội chủ trì", "Giao một đội chủ trì, báo cáo hằng tuần"),
    ),
    Topic(
        "An toàn lao động mùa mưa lũ; nêu gương của cán bộ, đảng viên",
        "Không để xảy ra mất an toàn. Đã kiểm tra 6 trạm bơm, gia cố 2 nhà trạm. Còn thiếu áo phao ở trạm số 4.",
        "Tư tưởng ổn định. Một số lao động lo việc trực đêm mùa mưa; chi bộ đã giải thích chế độ.",
        (
            "Trạm số 4 cần bổ sung áo phao và đèn trước khi mưa lớn.",
            "Lịch trực nên luân phiên, đảng viên nhận ca khó trước.",
            "Đề nghị diễn tập một buổi, mời đội dân phòng cùng dự.",
            "Sổ trực phải ghi đủ giờ giao ca.",
            "Tôi nhận kiểm tra dây cứu hộ của bốn trạm.",
        ),
        "Đảng viên nhận ca trực khó; hoàn thành bổ sung phương tiện cứu hộ trước ngày 20.",
        (("Bổ sung áo phao, đèn cho trạm số 4", 12), ("Tổ chức diễn tập phòng, chống lũ", 18)),
        "Trực đủ 6 ca đêm trong đợt mưa lớn",
    ),
    Topic(
        "Thực hành tiết kiệm, chống lãng phí trong sử dụng điện, vật tư",
        "Điện bơm giảm 3,1 % so với cùng kỳ. Vật tư tồn kho đã kiểm kê xong hai kho, còn kho phía Tây.",
        "Người lao động đồng tình với khoán điện; có ý kiến đề nghị công khai số liệu hằng tháng.",
        (
            "Nên công khai số điện từng trạm ngay tại nhà trạm.",
            "Kho phía Tây kiểm kê chậm vì thiếu người; xin thêm hai đồng chí.",
            "Đề nghị tận dụng ống tháo ra còn tốt cho tuyến nhánh.",
            "Phải gắn kết quả tiết kiệm với đánh giá đảng viên cuối năm.",
            "Tự phê bình: tổ tôi để đèn sân bơm sáng cả ngày trong hai tuần.",
            "Nhất trí khoán điện đến từng ca.",
        ),
        "Công khai số liệu điện hằng tháng; kiểm kê xong kho phía Tây trong tháng.",
        (("Kiểm kê kho phía Tây", 22), ("Lập bảng công khai điện từng trạm", 10), ("Thu hồi ống còn dùng được", 26)),
        "Sáng kiến tận dụng ống cũ cho tuyến nhánh",
        "Để đèn sân bơm sáng ban ngày",
        ("Kiểm kê kho chậm", "Phân công người chưa đủ", "Tăng cường hai đảng viên trong một tuần"),
    ),
    Topic(
        "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh; giữ gìn đoàn kết sau hợp nhất",
        "Sau hợp nhất, nền nếp đã ổn định; quy chế làm việc được thông qua. Việc chung một sổ giao ca còn lúng túng.",
        "Nội bộ đoàn kết. Đảng viên hai đội cũ đã quen việc chung.",
        (
            "Sổ giao ca nên dùng một mẫu cho cả hai đội.",
            "Đề nghị mỗi tháng một lần trao đổi chéo giữa hai đội.",
            "Đảng viên lớn tuổi cần được hướng dẫn dùng điện thoại để nhận tài liệu.",
            "Tôi nhận hướng dẫn ba đồng chí dùng Sổ tay đảng viên điện tử.",
        ),
        "Dùng thống nhất một mẫu sổ giao ca; đảng viên trẻ giúp đảng viên lớn tuổi dùng điện thoại.",
        (("In mẫu sổ giao ca chung", 8), ("Hướng dẫn 3 đảng viên dùng Sổ tay điện tử", 20)),
        "Tận tình hướng dẫn đảng viên lớn tuổi",
    ),
    Topic(
        "Chăm lo nguồn phát triển Đảng; giúp đỡ đảng viên dự bị",
        "Hai quần chúng ưu tú đã học lớp bồi dưỡng nhận thức về Đảng. Hồ sơ của một người còn thiếu xác nhận.",
        "Đoàn viên trẻ phấn khởi, mong được giao việc cụ thể.",
        (
            "Giao việc cụ thể cho quần chúng ưu tú để có căn cứ nhận xét.",
            "Hồ sơ thiếu xác nhận phải đi lấy ngay, tránh quá hạn.",
            "Đồng chí được phân công giúp đỡ cần báo cáo hằng tháng.",
            "Nhất trí với danh sách nguồn.",
            "Đề nghị công đoàn giới thiệu thêm hai người ở ca sản xuất.",
        ),
        "Hoàn thiện hồ sơ nguồn trong tháng; giao việc cụ thể cho quần chúng ưu tú.",
        (("Bổ sung xác nhận cho hồ sơ quần chúng ưu tú", 14), ("Nhận xét đảng viên dự bị hằng tháng", 25)),
        "Giúp đỡ quần chúng ưu tú hoàn thành việc được giao",
        "",
        ("Hồ sơ nguồn thiếu xác nhận", "Chưa kiểm tra hồ sơ khi nhận", "Kiểm tra đủ thành phần trước khi nhận"),
    ),
    Topic(
        "Chất lượng phục vụ; trả lời kiến nghị của người dùng nước đúng hạn",
        "Nhận 23 kiến nghị, trả lời đúng hạn 21. Hai kiến nghị về áp lực nước yếu ở cuối tuyến chưa xong.",
        "Dư luận tốt hơn sau khi lắp thêm bơm tăng áp.",
        (
            "Hai hộ cuối tuyến cần khảo sát lại, có thể do ống nhánh nhỏ.",
            "Trả lời kiến nghị phải có người ký và ngày hẹn.",
            "Đề nghị ghi số hộ, không ghi tên dân trong biên bản.",
            "Tôi nhận theo dõi hai kiến nghị còn lại.",
            "Bơm tăng áp chạy ổn, nên lắp thêm một điểm.",
            "Cần lịch bảo dưỡng bơm hằng quý.",
        ),
        "Giải quyết xong hai kiến nghị tồn; mọi trả lời có người ký và ngày hẹn.",
        (("Khảo sát áp lực nước cuối tuyến", 10), ("Lập lịch bảo dưỡng bơm hằng quý", 24)),
        "Trả lời kiến nghị đúng hạn, được người dùng ghi nhận",
    ),
)
