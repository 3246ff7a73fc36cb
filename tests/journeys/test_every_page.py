"""Every page that somebody can reach by its links: no accessibility fault, and nothing that scrolls sideways.

One demo, one browser; each role follows the links it is shown. A page is checked by the first role that comes to it,
on a light laptop and on a dark phone.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import Error, Page

from chibo.ballots.models import PaperCount
from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.meetings import selectors as meetings
from chibo.meetings import services as sitting
from chibo.meetings.models import Meeting
from chibo.meetings.selectors.sitting import items_of
from chibo.web.demo import months
from chibo.web.demo.entrance import GUISES, user_behind
from chibo.web.demo.ground import Ground
from chibo.web.demo.make import make
from chibo.web.demo.months import Turn
from tests import postgres
from tests.browser import SignIn
from tests.site import Site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(postgres.is_chosen(), reason="pages look the same on both engines"),
]

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
LAPTOP, PHONE, NARROW = 1280, 390, 360
FILE = re.compile(r"/(static|tep)/|\.(xlsx|csv|docx|pdf|ics|zip|png|svg)$|[?&]tep=")
LINKS = "Array.from(document.querySelectorAll('a[href]'), (link) => link.getAttribute('href'))"
DRESS = """(theme) => {
  document.documentElement.dataset.theme = theme;
  for (const change of document.getAnimations()) change.finish();
}"""
"""Change the theme at once: a colour that still fades would be measured half way."""
ROLES = ("bi-thu", "van-phong", "dang-vien", "bi-thu-cho", "phu-trach", "kiem-tra", "quan-tri")


class Walk:
    """Goes through the pages of one role after another and gathers what is wrong with them."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        """Views that were asked for, files among them."""
        self.checked: list[str] = []
        self.faults: list[str] = []

    def follow(self, page: Page, *starts: str) -> None:
        """Check the pages at `starts` and what their links lead to, one address for each view not seen before."""
        waiting, always = list(starts), set(starts)
        while waiting:
            address = waiting.pop(0)
            view = view_at(address)
            is_due = address in always or (view != "" and view not in self.seen)
            self.seen.add(view)
            always.discard(address)
            if is_due and self._is_page(page, address):
                waiting += [link for link in page.evaluate(LINKS) if link.startswith("/") and not FILE.search(link)]
                self.checked.append(address)
                self.check(page)

    def _is_page(self, page: Page, address: str) -> bool:
        """Go there; False for a file, and for a link that leads nowhere, which is a fault."""
        try:
            answer = page.goto(address)
        except Error as error:
            if "Download is starting" not in str(error):
                raise
            return False
        if answer is None or answer.status >= 400:
            self.faults.append(f"{address}: a link leads to {answer and answer.status}")
            return False
        return "html" in answer.headers.get("content-type", "")

    def check(self, page: Page) -> None:
        self._axe(page, LAPTOP, "light")
        self._axe(page, PHONE, "dark")
        page.set_viewport_size({"width": NARROW, "height": 800})
        beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if beyond > 0:
            self.faults.append(f"{page.url}: {beyond} pixels wider than a phone of {NARROW}")

    def _axe(self, page: Page, width: int, theme: str) -> None:
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(DRESS, theme)
        found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        self.faults += [
            f"{page.url} ({theme}, {width}): {fault['id']}: {fault['help']}\n    {node['html'][:200]}"
            for fault in found
            for node in fault["nodes"]
        ]


def view_at(address: str) -> str:
    """Return the name of the view behind an address; empty where there is none of ours."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


@pytest.fixture
def demo(site: Site) -> Iterator[Ground]:
    site.clock(NOW)
    with clock.at(NOW):
        yield make(today=TODAY, password="Nuoc-sach-2026", behind=1)


def meeting_of(ground: Ground, cell: int) -> Meeting:
    found = meetings.regular_of(ground.cells[cell].pk, Month.of(TODAY))
    assert found is not None
    return found


def test_no_page_of_any_role_has_a_fault(site: Site, demo: Ground, sign_in: SignIn) -> None:
    walk = Walk()
    users = {guise.key: user_behind(guise) for guise in GUISES}
    for key in ROLES:
        walk.follow(sign_in(users[key]), "/")
    walk.follow(sign_in(users["bi-thu-cho"]), f"/sinh-hoat/{meeting_of(demo, 1).pk}/")
    count = PaperCount.objects.get()
    walk.follow(sign_in(users["bi-thu"]), count.door_url, count_page(count))
    ready = open_with_a_vote(demo)
    room = f"/sinh-hoat/{ready.pk}/phong/"
    walk.follow(sign_in(users["thu-ky"]), room)
    member = sign_in(users["dang-vien"])
    member.goto(room)
    walk.check(member)
    assert not walk.faults, f"{len(walk.faults)} faults on {len(walk.checked)} pages:\n" + "\n".join(walk.faults)
    assert len(walk.checked) > 80


def count_page(count: PaperCount) -> str:
    return f"{count.door_url}kiem-phieu/{count.pk}/"


def open_with_a_vote(ground: Ground) -> Meeting:
    """Open the first cell's meeting, with its agenda up for the vote."""
    turn = Turn(0, Month.of(TODAY), TODAY)
    meeting = months.open_(ground, turn, meeting_of(ground, 0))
    clerk = ground.actor(ground.clerk(0))
    agenda = next(one.item for one in items_of(meeting) if one.item.line == "agenda")
    sitting.start_item(actor=clerk, item_id=agenda.pk)
    sitting.put_to_vote(actor=clerk, item_id=agenda.pk)
    return meeting
