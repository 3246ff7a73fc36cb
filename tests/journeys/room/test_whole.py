"""A whole meeting in nine browsers: by code and from away, votes open and secret, paper counted twice, the seal.

Chair, clerk, wall, three phones, one from away, two tellers' desks among them, and at the end somebody who has only the
PDF. One phone's network is cut while a vote is put.
"""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from chibo.ballots.models import OpenVote, PaperCount, SecretBox
from chibo.kernel import clock
from chibo.meetings import services
from chibo.meetings.models import AgendaItem, Attendance, Meeting
from chibo.meetings.rules import Absence
from chibo.meetings.services import ItemPlan
from chibo.meetings.states import Form, Outcome, Presence, Reason, State
from chibo.meetings.tests.factories import EVENING, a_called, on
from chibo.meetings.tests.test_counting_browser import VOTES, enter, fill_in
from chibo.members.models import Person
from chibo.members.tests.factories import actor_of
from chibo.organisations.selectors import place_of
from chibo.regulations.services import set_override
from tests.browser import SignIn
from tests.cast import Cast, Player
from tests.relay import Relay
from tests.site import Site

pytestmark = pytest.mark.browser
WITHOUT_ACCOUNT = ("Hà Thị Xuân", "Lương Văn Ổn")
AWAY = "Nguyễn Thị Mai"
LATER = EVENING + timedelta(minutes=20)


@pytest.fixture
def meeting(site: Site, cast: Cast) -> Meeting:
    """Opened; the committee has permitted taking part from away, and secret votes on phones."""
    site.clock(EVENING)
    _permit(cast, "meeting-conduct", {"online.permitted": True})
    _permit(cast, "minutes-remarks", {"open_hours": 24})
    methods = ["hand", "secret_electronic"]
    _permit(cast, "vote-majorities", {f"{kind}.methods": methods for kind in ("conclusion", "resolution")})
    with on(19):
        called = a_called(
            cast.secretary.actor,
            cast.cell,
            chair_id=cast.secretary.id,
            clerk_id=cast.cell_committee.id,
            form=Form.BOTH,
            link="https://hop.example/chi-bo",
        )
        services.add_item(actor=cast.secretary.actor, meeting_id=called.pk, plan=ItemPlan("Bầu chi ủy", 20))
    with clock.at(EVENING):
        return services.open_meeting(actor=cast.secretary.actor, meeting_id=called.pk, version=called.version)


def _permit(cast: Cast, rule_id: str, values: dict[str, object]) -> None:
    with on(2):
        set_override(
            actor=cast.office.actor,
            place=place_of(cast.committee),
            rule_id=rule_id,
            values=values,
            basis_number="15-QĐ/ĐU",
            basis_on=date(2026, 10, 30),
            valid_from=date(2026, 11, 1),
        )


class Table:
    """Everybody at the table, each in a browser profile of their own."""

    def __init__(self, sign_in: SignIn, cast: Cast, meeting: Meeting, relay: Relay) -> None:
        self.meeting, self.cast, self.relay = meeting, cast, relay
        self.chair, self.clerk = sign_in(cast.secretary.user), sign_in(cast.cell_committee.user)
        self.wall = sign_in(cast.secretary.user)
        self.away = sign_in(cast.people[AWAY].user)
        self.phones = [self._phone(sign_in, player) for player in (cast.member, cast.other_member, cast.deputy)]

    def _phone(self, sign_in: SignIn, player: Player) -> Page:
        page = sign_in(player.user)
        page.set_viewport_size({"width": 390, "height": 844})
        return page

    def go(self, page: Page, where: str, base: str = "") -> Page:
        page.goto(f"{base}/sinh-hoat/{self.meeting.pk}/{where}")
        return page

    def item(self, **which: object) -> AgendaItem:
        found = AgendaItem.objects.filter(meeting=self.meeting, **which).order_by("position").first()
        assert found is not None
        return found

    def begin(self, item: AgendaItem) -> None:
        """The clerk goes to an item by its line in the agenda."""
        self.go(self.clerk, f"phong/?muc={item.pk}")
        begin = self.clerk.get_by_role("button", name=re.compile("Mở (lại )?mục này"))
        if begin.count():
            begin.click()
            expect(begin).to_have_count(0)
        expect(self.clerk.locator(".mins__item h2")).to_have_text(item.title)

    def others(self) -> list[Person]:
        """Full members there who have no browser in this test."""
        rows = Attendance.objects.filter(meeting=self.meeting, presence="present", standing="official")
        seated = {self.cast.member.id, self.cast.other_member.id, self.cast.deputy.id, self.cast.people[AWAY].pk}
        people = [row.person for row in rows.select_related("person__user") if row.status == "official"]
        return [person for person in people if person.pk not in seated and person.user_id]


@pytest.fixture
def table(sign_in: SignIn, cast: Cast, meeting: Meeting, relay: Relay) -> Table:
    return Table(sign_in, cast, meeting, relay)


def test_a_whole_meeting_that_everybody_follows(table: Table, site: Site, page: Page, tmp_path: Path) -> None:
    _roll_call(table)
    _speaking(table)
    _open_vote_with_one_cut_off(table)
    _secret_vote(table)
    _paper_count(table)
    _end_and_seal(table, site, page, tmp_path)


def _roll_call(table: Table) -> None:
    table.go(table.clerk, "diem-danh/")
    table.clerk.get_by_role("button", name="Điểm danh bằng mã trên màn hình").click()
    table.go(table.wall, "trinh-chieu/")
    code = table.wall.locator("#live-code b").inner_text()
    for page in (*table.phones, table.clerk, table.chair):
        table.go(page, "hop/diem-danh/")
        page.get_by_label("Mã điểm danh").fill(code)
        page.get_by_role("button", name="Điểm danh", exact=True).click()
        expect(page.get_by_role("button", name="Đăng ký phát biểu")).to_be_visible()
    table.go(table.away, "").get_by_role("button", name="Tôi dự từ xa").click()
    expect(table.away.get_by_text("Đã ghi đồng chí dự từ xa.")).to_be_visible()
    expect(table.wall.locator("#live-wall")).to_contain_text("6/")
    with clock.at(EVENING):  # those without a phone, by the clerk's list
        ill = {table.cast.people[name].pk: Absence(Presence.EXCUSED, Reason.ILLNESS) for name in WITHOUT_ACCOUNT}
        away = {table.cast.people[AWAY].pk}
        clerk = table.cast.cell_committee.actor
        services.take_roll(actor=clerk, meeting_id=table.meeting.pk, absent=ill, online=away)
    expect(table.wall.locator("#live-wall")).not_to_contain_text("6/")


def _speaking(table: Table) -> None:
    table.begin(table.item(is_formal=False))
    table.go(table.away, "hop/").get_by_role("button", name="Đăng ký phát biểu").click()
    expect(table.clerk.locator("#live-wishes li")).to_have_count(1)
    table.go(table.chair, "dieu-hanh/").get_by_role("button", name=f"Mời {AWAY}").click()
    expect(table.wall.locator("#live-wall")).to_contain_text(AWAY)
    expect(table.clerk.locator("#live-wishes li")).to_have_count(0)


def _open_vote_with_one_cut_off(table: Table) -> None:
    cut = table.go(table.phones[0], "hop/", table.relay.url)
    for phone in table.phones[1:]:
        table.go(phone, "hop/")
    table.relay.cut()
    expect(cut.locator("[data-live-line]")).to_contain_text("Mất mạng từ")
    item = table.item(is_formal=False)
    table.begin(item)
    table.clerk.locator("summary", has_text="biểu quyết việc khác").click()
    table.clerk.get_by_role("button", name="Bấm trên điện thoại", exact=True).click()
    expect(table.clerk.locator(".turnout")).to_contain_text("0/")
    for page in (*table.phones[1:], table.away):
        _tap(page)
    table.relay.mend()
    _tap(cut)
    vote = OpenVote.objects.get()
    with clock.at(EVENING):
        for person in table.others():
            services.answer_vote(
                actor=actor_of(person), meeting=table.meeting, vote_id=vote.pk, version=vote.version, choice="for"
            )
    expect(table.wall.locator("#live-wall")).to_contain_text(f"{vote.voters_count}/{vote.voters_count}")
    table.clerk.get_by_role("button", name="Kết thúc biểu quyết").click()
    expect(table.wall.locator("#live-wall")).to_contain_text("Thông qua")
    vote.refresh_from_db()
    assert (vote.for_count, vote.against_count, vote.other_count) == (vote.voters_count, 0, 0)


def _tap(page: Page) -> None:
    page.get_by_text("Tán thành", exact=True).click()
    page.get_by_role("button", name="Gửi: Tán thành").click()
    expect(page.get_by_text("Đã biểu quyết: Tán thành")).to_be_visible()


def _secret_vote(table: Table) -> None:
    item = table.item(outcome_kind=Outcome.CONCLUSION)
    AgendaItem.objects.filter(pk=item.pk).update(decision="conclusion")
    table.go(table.away, "").get_by_role("button", name="Tôi rời cuộc họp").click()
    expect(table.away.get_by_text("Đã ghi đồng chí rời cuộc họp.")).to_be_visible()
    table.begin(item)
    table.go(table.chair, f"phong/?muc={item.pk}")
    table.chair.locator("summary", has_text="biểu quyết việc khác").click()
    table.chair.get_by_role("button", name="Bỏ phiếu kín trên điện thoại").click()
    for phone in table.phones:
        phone.get_by_text("Đồng ý", exact=True).click()
        phone.get_by_role("button", name="Gửi: Đồng ý").click()
        phone.get_by_role("button", name="Bỏ phiếu", exact=True).click()
        expect(phone.get_by_text("Đã bỏ phiếu")).to_be_visible()
    box = SecretBox.objects.get()
    expect(table.wall.locator("#live-wall")).to_contain_text(f"3/{box.voters_count}")
    with clock.at(EVENING):
        for person in table.others():
            services.cast_secret(
                actor=actor_of(person), meeting=table.meeting, box_id=box.pk, version=box.version, chosen={"for": 1}
            )
    expect(table.wall.locator("#live-wall")).to_contain_text(f"{box.voters_count}/{box.voters_count}")
    table.go(table.chair, f"phong/?muc={item.pk}").get_by_role("button", name="Kết thúc bỏ phiếu").click()
    expect(table.wall.locator("#live-wall")).to_contain_text("Thông qua")
    box.refresh_from_db()
    assert (box.state, box.is_adopted, box.cast_count) == ("counted", True, box.voters_count)


def _paper_count(table: Table) -> None:
    item = table.item(title="Bầu chi ủy")
    table.begin(item)
    table.go(table.chair, f"phong/?muc={item.pk}")
    table.chair.get_by_role("link", name="Bỏ phiếu kín (bầu cử, kỷ luật, kết nạp)").click()
    fill_in(table.chair)
    table.chair.get_by_role("button", name="Mở bỏ phiếu kín").click()
    expect(table.chair.get_by_text("Đang bỏ phiếu, kiểm phiếu").first).to_be_visible()
    issued = PaperCount.objects.get().voters_count
    one, other = table.phones[0], table.phones[1]
    for teller in (one, other):
        teller.goto(table.chair.url)
    votes = dict(zip(VOTES, (issued, issued - 1, issued - 3, 4), strict=True))
    enter(one, votes, issued=issued)
    expect(one.get_by_text("Chờ đồng chí cùng đếm nhập")).to_be_visible()
    enter(other, {**votes, "Trần Văn Sơn": issued - 4}, issued=issued)
    expect(other.locator(".notice", has_text="Lệch với")).to_contain_text("Trần Văn Sơn")
    expect(table.wall.get_by_text("Đang kiểm phiếu")).to_be_visible()
    enter(other, votes, issued=issued)
    expect(other.get_by_text("Trúng cử: Nguyễn Văn Hải, Phạm Thị Ngọc Ánh, Trần Văn Sơn")).to_be_visible()
    expect(table.wall.get_by_text("trúng cử").first).to_be_visible()


def _end_and_seal(table: Table, site: Site, page: Page, folder: Path) -> None:
    """The rest of the agenda by the shortest way; then remarks, the seal, and the check by somebody outside."""
    with clock.at(LATER):
        waiting = AgendaItem.objects.filter(meeting=table.meeting, outcome__isnull=True)
        for item in waiting.exclude(outcome_kind=Outcome.NONE):
            if item.outcome_kind == Outcome.SCORE:
                services.record_outcome(actor=table.cast.secretary.actor, item_id=item.pk, block={"title": "Tự chấm"})
            else:
                services.all_agree(actor=table.cast.secretary.actor, item_id=item.pk)
    site.clock(LATER)
    table.go(table.chair, "phong/").locator("#end-sure summary").click()
    table.chair.get_by_role("button", name="Kết thúc, khóa nội dung").click()
    expect(table.phones[2].get_by_text("Buổi sinh hoạt đã kết thúc")).to_be_visible()
    table.meeting.refresh_from_db()
    assert table.meeting.state == State.READ
    _remark(table, site)
    table.go(table.chair, "bien-ban/")
    with table.chair.expect_download() as download:
        table.chair.get_by_role("link", name="Tải biên bản PDF").click()
    place = folder / "bien-ban.pdf"
    download.value.save_as(place)
    for content, answer in ((place.read_bytes(), True), (place.read_bytes() + b"\n", False)):
        place.write_bytes(content)
        page.goto("/sinh-hoat/kiem-tra/")
        page.set_input_files("input[type=file]", place)
        page.get_by_role("button", name="Kiểm tra").click()
        expect(page.get_by_text("Đúng là bản đã khóa")).to_have_count(int(answer))


def _remark(table: Table, site: Site) -> None:
    phone = table.go(table.phones[2], "bien-ban/")
    phone.get_by_label("Góp ý").last.fill("Mục 4 ghi thiếu 3 hộ")
    phone.get_by_role("button", name="Gửi góp ý").click()
    table.go(table.chair, "bien-ban/").get_by_label("Trả lời").fill("Đúng, đọc là 15 hộ")
    table.chair.get_by_role("button", name="Tiếp thu", exact=True).click()
    site.clock(LATER + timedelta(hours=25))
    table.go(table.chair, "bien-ban/").get_by_role("button", name="Khóa biên bản").click()
    expect(table.chair.get_by_text("Biên bản đã được khóa.")).to_be_visible()
