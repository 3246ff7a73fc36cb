"""Every paper that the month left behind, opened as Word and as PDF: what must stand in it, and the same in both."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator

from docx import Document
from playwright.sync_api import Page
from pypdf import PdfReader

from chibo.meetings.models import Guest
from chibo.resolutions.models import Resolution
from chibo.scoring.models import Score
from chibo.scoring.rules import written
from tests.journeys.month.table import GUIDANCE, NOTICE, SPEAKERS, TASKS, Table

PARTY, CELL, COMMITTEE = "ĐẢNG CỘNG SẢN VIỆT NAM", "CHI BỘ THÔN TRUNG HÒA", "ĐẢNG BỘ XÃ SƠN LỘC"
HEAD = (PARTY, CELL, COMMITTEE)
DAY = "Sơn Lộc, ngày {:02d} tháng 02 năm 2026"
TITLE = "sinh hoạt chi bộ thường kỳ tháng 2/2026"
WHEN = "19 giờ 30"


def open_papers_before(table: Table) -> None:
    """Notice, agenda, roll-call list, chair's script and the guest's invitation."""
    secretary, address = table.secretary, f"/sinh-hoat/{table.meeting.pk}"
    on = "Sơn Lộc, ngày 19 tháng 01 năm 2026"
    guest = Guest.objects.get(meeting=table.meeting)
    same(secretary, f"{address}/van-ban/thong-bao.%s", (*HEAD, on, "THÔNG BÁO", TITLE, WHEN, "-TB/CB", GUIDANCE))
    same(secretary, f"{address}/van-ban/chuong-trinh.%s", (*HEAD, "CHƯƠNG TRÌNH", TITLE, "Thảo luận", GUIDANCE))
    roll = [person.full_name for person in table.cast.roll]
    same(secretary, f"{address}/van-ban/diem-danh.%s", (*HEAD, "DANH SÁCH ĐIỂM DANH", *roll, guest.name))
    script = ("KỊCH BẢN ĐIỀU HÀNH", "Đồng chí nào đồng ý, xin giơ thẻ.", "/ 14 đồng chí tán thành (cần 8)")
    same(secretary, f"{address}/van-ban/kich-ban.%s", (*HEAD, *script))
    invitation = (*HEAD, on, "GIẤY MỜI", f"Kính mời: Đồng chí {guest.name}", WHEN, "Nhà văn hóa thôn", "T/M CHI BỘ")
    same(secretary, f"{address}/giay-moi/{guest.pk}.%s", invitation)


def open_papers_after(table: Table) -> None:
    """Minutes, extract, resolution, report, score sheet, both books and the package."""
    secretary, address = table.secretary, f"/sinh-hoat/{table.meeting.pk}"
    minutes = (*HEAD, "BIÊN BẢN", TITLE, *_attendance(), *_speeches(), *_votes(), *_tasks(), *_score(table))
    same(secretary, f"{address}/bien-ban.%s", (*minutes, "NGƯỜI GHI BIÊN BẢN", "CHỦ TRÌ", "Nguyễn Thị Liên"))
    summary = table.item(line="summary")
    extract = same(
        secretary, f"{address}/trich-bien-ban/?muc={summary.pk}&tep=%s", (*HEAD, "TRÍCH BIÊN BẢN", *_tasks())
    )
    assert "Ý kiến thứ 1" not in extract
    resolution = Resolution.objects.get(meeting=table.meeting)
    adopted = (*HEAD, DAY.format(3), "Số 01-NQ/CB", "NGHỊ QUYẾT", "có mặt 14/16 đảng viên", "12/14 đồng chí tán thành")
    signed = ("T/M CHI BỘ", "BÍ THƯ", "Hoàng Văn Lâm", "Nơi nhận:", "- Lưu Chi bộ.")
    same(secretary, f"/nghi-quyet/{resolution.pk}/van-ban.%s", (*adopted, *TASKS, *signed))
    report = (*HEAD, DAY.format(4), "Số 01-BC/CB", "BÁO CÁO", "14/16 đồng chí phải dự", "01-NQ/CB", *TASKS)
    said = same(secretary, f"{address}/bao-cao.%s", (*report, *_score(table), *signed))
    assert "Lý Thị Mẩy" not in said  # nobody absent is named above
    found = Score.objects.get(meeting=table.meeting)
    sheet = (*HEAD, "PHIẾU CHẤM ĐIỂM", *_score(table), "12/14 đồng chí tán thành", NOTICE, "09/02/2026")
    same(secretary, f"/cham-diem/{found.pk}/phieu/%s/", sheet)
    book = f"to_chuc={table.cast.cell.pk}&nam=2026&ky=2026&tep=%s"
    same(secretary, f"/sinh-hoat/so-bien-ban/?{book}", (*HEAD, "SỔ BIÊN BẢN", "14/16", *_attendance(), *_speeches()))
    same(secretary, f"/nghi-quyet/so-nghi-quyet/?{book}", (*HEAD, "SỔ NGHỊ QUYẾT", "01-NQ/CB", "12/14", *TASKS))
    _open_package(secretary, f"{address}/hoan-thien/goi-dang.zip")


def open_report_above(table: Table) -> None:
    """The synthesis of the month, issued by the committee's office."""
    wanted = (
        PARTY,
        "ĐẢNG ỦY XÃ SƠN LỘC",
        "BÁO CÁO",
        "-BC/ĐU",
        "T/M ĐẢNG ỦY",
        "14/16 (87,50 %)",
        "Chi bộ thôn Trung Hòa",
    )
    same(table.office, "/bao-cao/2026-02/tep/%s/", (*wanted, written(Score.objects.get().decided_points or 0)))


def _attendance() -> Iterator[str]:
    yield "Tổng số đảng viên: 20 đồng chí (chính thức 14, dự bị 2"
    yield "Tính trên số phải dự: 14/16 đồng chí"
    yield "Vắng có lý do: 1 đồng chí: Lý Thị Mẩy (ốm)"
    yield "Vắng không có lý do: 1 đồng chí: Nguyễn Văn Hải"


def _speeches() -> list[str]:
    return [f"Ý kiến thứ {number + 1}: nhất trí, đề nghị làm sớm." for number in range(SPEAKERS)]


def _votes() -> Iterator[str]:
    for subject in ("nội dung, chương trình sinh hoạt", "thông qua", "biên bản"):
        yield f"{subject}: giơ thẻ, tán thành 12/14 đồng chí, đạt 85,71 %; không tán thành 0; ý kiến khác 0"
    yield (
        "Lùi ngày làm đường sang tháng 3: giơ thẻ, tán thành 10/14 đồng chí, đạt 71,43 %; không tán thành 0; "
        "ý kiến khác 1; được thông qua."
    )


def _tasks() -> list[str]:
    return [f"Giao nhiệm vụ: {title}; đồng chí" for title in TASKS]


def _score(table: Table) -> Iterator[str]:
    points = Score.objects.get(meeting=table.meeting).self_points
    yield f"{written(points or 0)} điểm"
    yield "xếp loại Tốt"


def _open_package(page: Page, path: str) -> None:
    """Named in order, each file a PDF that says what its name promises; texts to copy; no minutes."""
    with zipfile.ZipFile(io.BytesIO(fetched(page, path))) as package:
        names = sorted(package.namelist())
        assert names == ["00-noi-dung-dang.txt", "01-NQ-01.pdf", "02-phieu-cham-diem.pdf", "03-BC-01.pdf"]
        assert "14/16 đồng chí" in package.read(names[0]).decode()
        for name, wanted in zip(names[1:], ("NGHỊ QUYẾT", "PHIẾU TỰ CHẤM ĐIỂM", "BÁO CÁO"), strict=True):
            assert squeezed(wanted) in pdf_text(package.read(name))


def same(page: Page, path: str, wanted: Iterable[str]) -> str:
    """Open a paper as Word and as PDF: both say what is wanted, and the PDF every text of the Word file.

    `path` has a `%s` for the kind. Returns the words of the Word file.
    """
    texts = docx_texts(fetched(page, path % "docx"))
    in_word, in_pdf = squeezed("\n".join(texts)), pdf_text(fetched(page, path % "pdf"))
    for one in wanted:
        assert squeezed(one) in in_word, f"{one!r} is missing in {path} as Word: {texts}"
        assert squeezed(one) in in_pdf, f"{one!r} is missing in {path} as PDF"
    for text in texts:
        assert squeezed(text) in in_pdf, f"{text!r} stands in Word only: {path}"
    return "\n".join(texts)


def docx_texts(content: bytes) -> list[str]:
    """Return every paragraph of a Word file, those in tables too."""
    document = Document(io.BytesIO(content))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    paragraphs = [*document.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]
    return [paragraph.text for paragraph in paragraphs if paragraph.text.strip()]


def pdf_text(content: bytes) -> str:
    """Return the letters of a PDF without its page numbers, which must begin on the second page."""
    first, *others = (page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    for number, text in enumerate(others, start=2):
        assert text.startswith(str(number)), f"page {number} has no number: {text[:60]!r}"
    return squeezed(first + "".join(text.removeprefix(str(number)) for number, text in enumerate(others, start=2)))


def squeezed(text: str) -> str:
    return unicodedata.normalize("NFC", re.sub(r"\s+", "", text))


def fetched(page: Page, path: str) -> bytes:
    """Fetch a file with the page's session."""
    answer = page.request.get(path)
    assert answer.status == 200, f"{path}: {answer.status}"
    return answer.body()
