"""A cell goes through its month in a browser, from registration to the closed minutes."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page
from pypdf import PdfReader

from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.states import State
from chibo.meetings.tests.factories import a_registered
from chibo.resolutions.models import Resolution
from chibo.scoring.models import Line, Score
from chibo.tasks.models import Task
from tests.browser import SignIn
from tests.cast import Cast
from tests.journeys.acts import Acts, named
from tests.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MONTH = Month(2026, 2)
EVENING = datetime(2026, 2, 3, 12, 30, tzinfo=UTC)
SPEAKERS = 11
TASKS = ("Kiểm tra tuyến ống", "Thu hồ sơ", "Vận động 2 hộ", "Lập sổ theo dõi", "Dọn nhà văn hóa")


@pytest.fixture
def last_month(cast: Cast) -> Meeting:
    """January is registered, so that February can be kept like it."""
    with clock.at(datetime(2026, 1, 2, 3, tzinfo=UTC)):
        return a_registered(
            cast.secretary.actor,
            cast.cell,
            Month(2026, 1),
            chair_id=cast.secretary.id,
            clerk_id=cast.member.id,
        )


def test_a_month_of_a_cell_of_twenty(
    site: Site, cast: Cast, last_month: Meeting, sign_in: SignIn, tmp_path: Path
) -> None:
    acts = Acts()
    secretary, clerk, member = (sign_in(who.user) for who in (cast.secretary, cast.member, cast.other_member))

    site.clock(datetime(2026, 1, 19, 2, tzinfo=UTC))
    acts.begin("register")
    secretary.goto("/sinh-hoat/")
    acts.press(named(secretary, "Giữ như tháng trước").first)
    meeting = Meeting.objects.get(unit=cast.cell, month_on=MONTH.first_on)
    assert meeting.state == State.REGISTERED

    acts.begin("call")
    secretary.goto(f"/sinh-hoat/{meeting.pk}/")
    acts.press(named(secretary, "Gửi thông báo sinh hoạt và tài liệu").first)
    meeting.refresh_from_db()
    assert meeting.state == State.CALLED

    member.goto(f"/sinh-hoat/{meeting.pk}/")
    named(member, "Tôi sẽ dự").first.click()
    member.wait_for_load_state("networkidle")

    site.clock(EVENING)
    acts.begin("open, roll call")
    secretary.goto(f"/sinh-hoat/{meeting.pk}/khai-mac/")
    acts.press(named(secretary, "Khai mạc buổi sinh hoạt"))
    clerk.goto(f"/sinh-hoat/{meeting.pk}/diem-danh/")
    for person, said in ((cast.deputy, "excused-illness"), (cast.cell_committee, "unexcused")):
        acts.choose(clerk.locator(f"[name='p-{person.id}']"), said)
    acts.press(named(clerk, "Có mặt đủ, trừ các đồng chí đã đánh dấu"))

    _walk_the_agenda(clerk, acts)
    _adopt_the_resolution(secretary, clerk, acts, meeting)
    assert Task.objects.filter(unit=cast.cell).count() == len(TASKS)
    assert Resolution.objects.get(meeting=meeting).number_text.startswith("01-")
    assert AgendaItem.objects.get(meeting=meeting, line="agenda").outcome is not None
    _score(secretary, acts, meeting)
    _close(secretary, clerk, acts, meeting)
    acts.keep("month-acts.md")
    assert acts.total <= 100, acts.table()

    _confirm(sign_in(cast.assigned.user), sign_in(cast.office.user), meeting, site)
    score = Score.objects.get(meeting=meeting)
    assert (score.state, score.notice_number) == ("decided", "05-TB/ĐU")
    for reader in (sign_in(cast.inspection.user), member):
        reader.goto(f"/cham-diem/{score.pk}/")
        assert "05-TB/ĐU" in reader.content()
    _read_the_resolution(secretary, meeting, tmp_path)


def _walk_the_agenda(clerk: Page, acts: Acts) -> None:
    """Formal items by one act each, reports by a paragraph, the discussion with eleven speakers and five tasks."""
    acts.begin("agenda")
    acts.press(named(clerk, "Tất cả đồng ý"))
    for _ in range(20):
        title = clerk.locator(".mins__item h2").inner_text()
        if "Thảo luận" in title:
            _discuss(clerk, acts)
        elif "nghị quyết" in title or "Kết luận" in title or clerk.locator("#conclusion").count() == 0:
            break
        else:
            acts.begin("reports")
            acts.fill(clerk.locator("#text"), "Đã báo cáo; chi bộ nhất trí.")
        acts.press(named(clerk, "Xong mục"))


def _discuss(clerk: Page, acts: Acts) -> None:
    acts.begin("speakers")
    for number in range(SPEAKERS):
        acts.press(clerk.locator(".queue button[name='person']").nth(number))
        acts.fill(clerk.locator("#speech"), f"Ý kiến thứ {number + 1}: nhất trí, đề nghị làm sớm.")
    acts.begin("tasks")
    for title in TASKS:
        acts.fill(clerk.locator(".taskline [name='title']"), title)
        acts.press(named(clerk, "Giao việc"))
    acts.begin("conclusion")
    acts.fill(clerk.locator("#conclusion"), "Thống nhất năm việc trong tháng.")


def _adopt_the_resolution(secretary: Page, clerk: Page, acts: Acts, meeting: Meeting) -> None:
    acts.begin("resolution")
    item = AgendaItem.objects.get(meeting=meeting, outcome_kind="conclusion")
    clerk.goto(f"/sinh-hoat/{meeting.pk}/phong/?muc={item.pk}")
    secretary.goto(f"/nghi-quyet/muc/{item.pk}/")
    acts.press(secretary.get_by_role("button").filter(has_text="Dự thảo").first)
    acts.press(secretary.get_by_role("button").filter(has_text="Tất cả đồng ý").first)


def _score(secretary: Page, acts: Acts, meeting: Meeting) -> None:
    """What can be counted stands there; the rest is entered in full, and voted in the meeting."""
    acts.begin("score")
    secretary.goto(f"/cham-diem/cuoc-hop/{meeting.pk}/")
    acts.press(named(secretary, "Lập phiếu chấm điểm"))
    lines = Line.objects.filter(score__meeting=meeting).order_by("position")
    for line in lines:
        if line.self_points is None and line.applies:
            field = secretary.locator(f"[name='{line.code}'], [name='p-{line.code}'], [name$='{line.code}']").first
            acts.fill(field, str(line.max_points // 100))
    acts.press(named(secretary, "Tất cả đồng ý, ghi vào biên bản"))
    assert Score.objects.get(meeting=meeting).state == "self_scored"


def _close(secretary: Page, clerk: Page, acts: Acts, meeting: Meeting) -> None:
    acts.begin("minutes, close")
    item = AgendaItem.objects.get(meeting=meeting, outcome_kind="minutes")
    clerk.goto(f"/sinh-hoat/{meeting.pk}/phong/?muc={item.pk}")
    acts.press(clerk.get_by_role("button", name="Mở mục này"))
    acts.press(named(clerk, "Tất cả đồng ý"))
    secretary.goto(f"/sinh-hoat/{meeting.pk}/phong/")
    acts.press(named(secretary, "Kết thúc buổi sinh hoạt"))
    meeting.refresh_from_db()
    assert meeting.state == State.CLOSED
    assert (meeting.due_count, meeting.present_count, meeting.spoke_count) == (16, 14, SPEAKERS)


def _confirm(assigned: Page, office: Page, meeting: Meeting, site: Site) -> None:
    """Above: the assigned member appraises, the committee's decision is entered with the number of its notice."""
    score = Score.objects.get(meeting=meeting)
    site.clock(datetime(2026, 2, 5, 2, tzinfo=UTC))
    assigned.goto(f"/cham-diem/{score.pk}/")
    named(assigned, "Gửi thẩm định, đề nghị").click()
    assigned.wait_for_load_state("networkidle")
    site.clock(datetime(2026, 2, 9, 2, tzinfo=UTC))
    office.goto(f"/cham-diem/{score.pk}/")
    office.locator("[name='decided_on']").fill("09/02/2026")
    office.locator("[name='notice_number']").fill("05-TB/ĐU")
    named(office, "Ghi quyết định công nhận").click()
    office.wait_for_load_state("networkidle")


def _read_the_resolution(secretary: Page, meeting: Meeting, folder: Path) -> None:
    """The same head, number, vote and tasks in Word and in PDF."""
    resolution = Resolution.objects.get(meeting=meeting)
    for text in (
        _words_of_docx(saved(secretary, f"/nghi-quyet/{resolution.pk}/van-ban.docx", folder)),
        _words_of_pdf(saved(secretary, f"/nghi-quyet/{resolution.pk}/van-ban.pdf", folder)),
    ):
        for wanted in ("ĐẢNG CỘNG SẢN VIỆT NAM", resolution.number_text, "NGHỊ QUYẾT", *TASKS):
            assert wanted in text, f"{wanted!r} is missing in {text[:400]!r}"


def _words_of_docx(place: Path) -> str:
    document = Document(str(place))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return " ".join(" ".join((*(paragraph.text for paragraph in document.paragraphs), *cells)).split())


def _words_of_pdf(place: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(place).pages).split())


def saved(page: Page, path: str, folder: Path) -> Path:
    """Fetch a paper with the page's session and keep it."""
    answer = page.request.get(path)
    assert answer.status == 200, f"{path}: {answer.status}"
    place = folder / path.rstrip("/").rsplit("/", 1)[-1]
    place.write_bytes(answer.body())
    return place
