"""A cell goes through its month in a browser, from registration to the closed minutes."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page

from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.states import State
from chibo.meetings.tests.factories import a_registered
from chibo.resolutions.models import Resolution
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


def test_a_month_of_a_cell_of_twenty(site: Site, cast: Cast, last_month: Meeting, sign_in: SignIn) -> None:
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
    assert acts.total <= 100, acts.table()


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


def saved(page: Page, path: str, folder: Path) -> Path:
    """Fetch a paper with the page's session and keep it."""
    answer = page.request.get(path)
    assert answer.status == 200, f"{path}: {answer.status}"
    place = folder / path.rstrip("/").rsplit("/", 1)[-1]
    place.write_bytes(answer.body())
    return place
