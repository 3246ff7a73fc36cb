"""What the chair says, line by line of the standard agenda. Vietnamese, as the papers are; data, no code.

The words are customary and bind nobody; a unit writes its own into the printed script (Word).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cue:
    """What a line asks of the chair."""

    say: str
    """Words to say. May name %(unit)s, %(title)s, %(chair)s, %(clerk)s, %(guests)s, %(presenter)s, %(item)s."""
    conclude: str = ""
    """Words to end the item with."""


OPEN = "Thưa các đồng chí, chúng ta chuyển sang nội dung: %(item)s. Mời %(presenter)s."
OPEN_TO_ALL = "Thưa các đồng chí, chúng ta chuyển sang nội dung: %(item)s. Mời các đồng chí cho ý kiến."
OPEN_BY_CHAIR = "Thưa các đồng chí, chúng ta chuyển sang nội dung: %(item)s. Tôi xin trình bày."
CLOSE_BY_CHAIR = "Các đồng chí có ý kiến gì thêm không? Nếu không, tôi xin kết luận nội dung này như sau:"
INVITE, MYSELF = "Mời %(presenter)s", "Tôi xin"
"""Where the chair presents, nobody is called."""
CLOSE = "Cảm ơn đồng chí. Các đồng chí có ý kiến gì thêm không? Nếu không, tôi xin kết luận nội dung này như sau:"

CUES: dict[str, Cue] = {
    "opening": Cue(
        "Kính thưa các đồng chí. Hôm nay %(unit)s tiến hành %(title)s. Đến dự có %(guests)s. Tôi, %(chair)s, được "
        "phân công chủ trì. Đề nghị chi bộ cử đồng chí %(clerk)s làm thư ký, ghi biên bản. Các đồng chí có "
        "nhất trí không?",
        "Chi bộ nhất trí. Mời đồng chí thư ký làm việc.",
    ),
    "roll_call": Cue(
        "Mời đồng chí thư ký điểm danh, báo cáo số có mặt, vắng có lý do, vắng không có lý do; mời chi ủy thông báo "
        "tình hình thu, nộp đảng phí.",
        "Như vậy có mặt ….. / ….. đồng chí. Đủ số để biểu quyết: ….. đảng viên chính thức có mặt.",
    ),
    "agenda": Cue("Nội dung, chương trình đã gửi trước đến các đồng chí. Đồng chí nào có ý kiến bổ sung?"),
    "report": Cue(
        "Mời %(presenter)s báo cáo kết quả lãnh đạo tháng trước, dự kiến nhiệm vụ tháng này và nêu những vấn đề cần "
        "thảo luận."
    ),
    "member_tasks": Cue(
        "Mời %(presenter)s đánh giá kết quả thực hiện nhiệm vụ của từng đảng viên; đồng chí được nhắc tên "
        "báo cáo thêm.",
        "Biểu dương: ….. Nhắc nhở: ….. Nhiệm vụ chuyển sang tháng này, thời hạn mới: …..",
    ),
    "ideology": Cue(
        "Mời %(presenter)s thông tin thời sự, văn bản mới và nêu tình hình tư tưởng chung, không nêu tên cá nhân."
    ),
    "study": Cue("Mời %(presenter)s báo cáo kết quả học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh."),
    "discussion": Cue(
        "Đề nghị các đồng chí thảo luận, tự phê bình và phê bình; mỗi ý kiến ngắn gọn, đi thẳng vào vấn đề. Mời đồng "
        "chí đầu tiên.",
        "Cảm ơn các đồng chí. Đã có ….. ý kiến phát biểu.",
    ),
    "superior_opinion": Cue(
        "Trân trọng mời %(guests)s phát biểu ý kiến chỉ đạo.",
        "Thay mặt chi bộ, tôi xin tiếp thu ý kiến của đồng chí.",
    ),
    "summary": Cue(
        "Tôi xin tổng hợp ý kiến và phân công nhiệm vụ. Mỗi nhiệm vụ nêu rõ việc gì, ai làm, xong ngày nào.",
        "Đồng chí nào có khó khăn gì với nhiệm vụ được giao, xin nêu ngay.",
    ),
    "petitions": Cue("Đồng chí nào có kiến nghị, đề xuất? Tôi xin trả lời những nội dung thuộc thẩm quyền của chi bộ."),
    "resolution": Cue(
        "Mời đồng chí thư ký đọc dự thảo nghị quyết. Đồng chí nào có ý kiến khác hoặc xin bảo lưu ý kiến?"
    ),
    "conclusion": Cue("Mời đồng chí thư ký đọc dự thảo. Đồng chí nào có ý kiến khác hoặc xin bảo lưu ý kiến?"),
    "self_score": Cue("Mời %(presenter)s báo cáo dự kiến tự chấm điểm, nêu nội dung còn yếu và cách khắc phục."),
    "minutes": Cue(
        "Mời đồng chí thư ký đọc biên bản. Đồng chí nào đề nghị sửa, bổ sung?",
        "Buổi sinh hoạt kết thúc lúc ….. giờ ….. Cảm ơn các đồng chí.",
    ),
}

VOTE = (
    "Đồng chí nào đồng ý, xin giơ thẻ.",
    "Xin thôi. Không đồng ý?",
    "Ý kiến khác?",
    "Kết quả: ….. / %(base)s đồng chí tán thành (cần %(needed)s).",
)
SECRET_VOTE = (
    "Nội dung này bỏ phiếu kín. Đề nghị chi bộ bầu tổ kiểm phiếu.",
    "Mời tổ kiểm phiếu hướng dẫn cách ghi phiếu, phát phiếu và kiểm phiếu.",
    "Kết quả: ….. / %(base)s đồng chí tán thành (cần %(needed)s).",
)
