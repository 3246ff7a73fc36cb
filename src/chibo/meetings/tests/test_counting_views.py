"""The pages of the counting desk: who is let in, what is refused as a page, what a teller sees, what they cost."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from tests.cast import Cast, sign_in

from chibo.ballots.models import PaperCount
from chibo.kernel import clock
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.papers.counting import ballots_paper
from chibo.meetings.services.counting import enter_count, open_motion
from chibo.meetings.tests.counting import (
    ANH,
    FIRST,
    HAI,
    QUANG,
    SON,
    a_count,
    a_held,
    agreed,
    election_item,
    figures,
    team,
)
from chibo.meetings.tests.factories import EVENING
from chibo.meetings.views.live_shown import parts_of

pytestmark = pytest.mark.django_db
READERS = {
    "secretary": 200,
    "member": 200,
    "deputy": 200,
    "office": 200,
    "assigned": 200,
    "sibling_secretary": 404,
    "foreign_secretary": 404,
}


@pytest.fixture(autouse=True)
def the_evening_of_the_third() -> Iterator[None]:
    with clock.at(EVENING):
        yield


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return a_held(cast)


@pytest.fixture
def item(meeting: Meeting) -> AgendaItem:
    return election_item(meeting)


@pytest.fixture
def count(cast: Cast, item: AgendaItem) -> PaperCount:
    return a_count(cast, item)


def at(name: str, count: PaperCount, meeting: Meeting, *more: Any) -> str:
    return reverse(f"meetings:{name}", args=[meeting.pk, count.pk, *more])


def typed(cast: Cast, **changes: Any) -> dict[str, Any]:
    """What a teller types: names stand on the ballot as Ánh, Hải, Quang, Sơn."""
    usual = {"issued": 14, "returned": 14, "valid": 14, "invalid": 0, "v0": 12, "v1": 13, "v2": 5, "v3": 9}
    return usual | changes


@pytest.mark.parametrize(("who", "status"), READERS.items())
def test_who_reads_the_meeting_reads_its_count(
    client: Client, cast: Cast, meeting: Meeting, count: PaperCount, who: str, status: int
) -> None:
    sign_in(client, getattr(cast, who))
    assert client.get(at("counting", count, meeting)).status_code == status


@pytest.mark.parametrize(
    ("who", "status"), [("secretary", 200), ("cell_committee", 200), ("member", 403), ("sibling_secretary", 404)]
)
def test_who_holds_the_meeting_opens_a_count(
    client: Client, cast: Cast, meeting: Meeting, item: AgendaItem, who: str, status: int
) -> None:
    sign_in(client, getattr(cast, who))
    for kind in ("bau-cu", "ky-luat", "noi-dung"):
        assert (
            client.get(reverse("meetings:open_count", args=[meeting.pk, item.pk]) + f"?loai={kind}").status_code
            == status
        )


def test_a_list_without_a_surplus_is_said_above_what_was_typed(
    client: Client, cast: Cast, meeting: Meeting, item: AgendaItem
) -> None:
    sign_in(client, cast.secretary)
    leader, clerk = team(cast)
    form = {"body": "committee", "subject": "Bầu chi ủy", "seats": 2, "leader": str(leader), "clerk": str(clerk)}
    names = {f"c-{cast.people[name].pk}": "proposed" for name in (HAI, ANH)}
    address = reverse("meetings:open_count", args=[meeting.pk, item.pk]) + "?loai=bau-cu"
    refused = client.post(address, form | names)
    assert refused.status_code == 422
    assert "Danh sách bầu phải có số dư" in refused.content.decode()
    assert 'value="proposed" selected' in refused.content.decode()
    assert client.post(address, form | names | {"seats": 1}).status_code == 302


def test_discipline_and_motions_are_opened_from_their_own_forms(
    client: Client, cast: Cast, meeting: Meeting, item: AgendaItem
) -> None:
    sign_in(client, cast.secretary)
    leader, clerk = team(cast)
    address, people = reverse("meetings:open_count", args=[meeting.pk, item.pk]), {"leader": leader, "clerk": clerk}
    form = {"person": str(cast.people[SON].pk), "kinds": ["warning", "reprimand"]}
    assert client.post(f"{address}?loai=ky-luat", form | people).status_code == 302
    first = PaperCount.objects.get()
    assert first.subject == f"Hình thức kỷ luật đối với đồng chí {SON}"
    stop = at("stop_count", first, meeting)
    assert client.post(stop, {"version": first.version, "reason": ""}).status_code == 422
    assert client.post(stop, {"version": first.version, "reason": "Phát nhầm phiếu"}).status_code == 302
    motion = {"decision": "admission", "subject": "Kết nạp quần chúng Lò Thị Vân"}
    assert client.post(f"{address}?loai=noi-dung", motion | people).status_code == 302


def test_a_teller_enters_alone_and_is_told_only_where_it_differs(
    client: Client, cast: Cast, meeting: Meeting, count: PaperCount
) -> None:
    enter_count(
        actor=cast.other_member.actor,
        item_id=count.origin_id,
        count_id=count.pk,
        figures=figures(cast, (ANH, 12), (HAI, 13), (QUANG, 5), (SON, 8)),
    )
    sign_in(client, cast.member)
    page = client.get(at("counting", count, meeting)).content.decode()
    assert 'name="v3"' in page
    assert 'value="8"' not in page
    refused = client.post(at("enter_count", count, meeting), typed(cast, valid=13))
    assert refused.status_code == 422
    assert "cộng lại khác số phiếu thu về (14)" in refused.content.decode()
    assert client.post(at("enter_count", count, meeting), typed(cast, v3="")).status_code == 422
    assert client.post(at("enter_count", count, meeting), typed(cast)).status_code == 302
    page = client.get(at("counting", count, meeting)).content.decode()
    assert f"</b> {SON}. " in page
    assert "Kết quả kiểm phiếu" not in page


@pytest.mark.parametrize("who", ["secretary", "deputy", "guest", "office"])
def test_nobody_else_enters(client: Client, cast: Cast, meeting: Meeting, count: PaperCount, who: str) -> None:
    sign_in(client, getattr(cast, who))
    assert client.post(at("enter_count", count, meeting), typed(cast)).status_code == 403
    assert 'name="v0"' not in client.get(at("counting", count, meeting)).content.decode()


def test_papers_of_a_count_are_the_cells_and_of_whoever_was_there(
    client: Client, cast: Cast, meeting: Meeting, item: AgendaItem, count: PaperCount
) -> None:
    sign_in(client, cast.secretary)
    assert client.get(at("count_minutes", count, meeting, "pdf")).status_code == 404
    agreed(cast, item, count, figures(cast, (ANH, 12), (HAI, 13), (QUANG, 5), (SON, 9)))
    pdf = client.get(at("count_minutes", count, meeting, "pdf"))
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf.content)).pages)
    assert "BIÊN BẢN KIỂM PHIẾU" in text
    assert "TỔ TRƯỞNG TỔ KIỂM PHIẾU" in text
    word = Document(BytesIO(client.get(at("count_minutes", count, meeting, "docx")).content))
    assert f"Trúng cử: {HAI}, {ANH}, {SON}." in "\n".join(line.text for line in word.paragraphs)
    sheet = BytesIO(b"".join(client.get(at("elected_list", count, meeting)).streaming_content))  # type: ignore[attr-defined]
    rows = CalamineWorkbook.from_filelike(sheet).get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows[1:]] == [HAI, ANH, SON]
    sign_in(client, cast.office)
    assert client.get(at("counting", count, meeting)).status_code == 200
    assert client.get(at("count_minutes", count, meeting, "pdf")).status_code == 404
    assert client.get(at("elected_list", count, meeting)).status_code == 404


def test_a_further_round_is_offered_where_one_is_due_only(
    client: Client, cast: Cast, meeting: Meeting, item: AgendaItem, count: PaperCount
) -> None:
    sign_in(client, cast.secretary)
    again = at("vote_again", count, meeting)
    assert client.get(again).status_code == 404
    agreed(cast, item, count, figures(cast, *FIRST))
    assert client.get(again).status_code == 200
    leader, clerk = team(cast)
    tied = [str(cast.people[name].pk) for name in (QUANG, SON)]
    assert client.post(again, {"names": tied, "leader": leader, "clerk": clerk}).status_code == 302
    assert client.post(again, {"names": tied, "leader": leader, "clerk": clerk}).status_code == 422


def test_ballots_are_as_many_as_voters_and_none_is_cut_by_a_page(
    client: Client, cast: Cast, meeting: Meeting, item: AgendaItem
) -> None:
    sign_in(client, cast.secretary)
    subject = "Đề nghị công nhận đảng viên chính thức đối với đảng viên dự bị Nguyễn Thị Phương Thảo " * 3
    act = {"actor": cast.secretary.actor, "item_id": item.pk, "tellers": team(cast)}
    count = open_motion(**act, decision="recognition", subject=subject)
    pdf = PdfReader(BytesIO(client.get(at("ballot_sheets", count, meeting, "pdf")).content))
    pages = [page.extract_text() for page in pdf.pages]
    assert sum(page.count("PHIẾU BIỂU QUYẾT") for page in pages) == count.voters_count == 14
    assert all(page.count("PHIẾU BIỂU QUYẾT") == page.count("Ý kiến khác") for page in pages)
    assert ballots_paper(meeting, count).is_bare


def test_the_wall_shows_no_figure_before_two_agree(
    cast: Cast, meeting: Meeting, item: AgendaItem, count: PaperCount
) -> None:
    enter = figures(cast, (ANH, 12), (HAI, 13), (QUANG, 5), (SON, 9))
    enter_count(actor=cast.member.actor, item_id=item.pk, count_id=count.pk, figures=enter)
    wall = parts_of(meeting.pk, frozenset({"wall.vi"}))["wall.vi"]["wall"]
    assert "14 đồng chí có mặt được bỏ phiếu." in wall
    assert "Đang kiểm phiếu" in wall
    assert "13/14" not in wall
    agreed(cast, item, count, enter)
    wall = parts_of(meeting.pk, frozenset({"wall.vi"}))["wall.vi"]["wall"]
    assert "13/14 <small>trúng cử</small>" in wall
    assert "5/14</b>" in wall


def test_a_teller_finds_the_desk_from_the_phone_in_the_room(
    client: Client, cast: Cast, meeting: Meeting, count: PaperCount
) -> None:
    for who, finds in ((cast.member, True), (cast.deputy, False)):
        sign_in(client, who)
        page = client.get(reverse("meetings:phone", args=[meeting.pk])).content.decode()
        assert (at("counting", count, meeting) in page) is finds


FRAME = 5
"""Session, user, person, mandates; the number of new notices."""


def test_what_the_page_of_a_count_costs(
    client: Client, cast: Cast, meeting: Meeting, item: AgendaItem, count: PaperCount
) -> None:
    # the meeting; whether it is a box, the count, its item; names of the team; who has entered, twice: for the list
    # and for what differs
    sign_in(client, cast.member)
    client.get(at("counting", count, meeting))
    with CaptureQueriesContext(connection) as seen:
        assert client.get(at("counting", count, meeting)).status_code == 200
    assert len(seen) == FRAME + 1 + 3 + 1 + 2, [one["sql"][:90] for one in seen]
    agreed(cast, item, count, figures(cast, (ANH, 12), (HAI, 13), (QUANG, 5), (SON, 9)))
    with CaptureQueriesContext(connection) as seen:
        assert client.get(at("counting", count, meeting)).status_code == 200
    assert len(seen) == FRAME + 1 + 3 + 1 + 1, [one["sql"][:90] for one in seen]  # names of the tellers in the minutes


def test_the_form_of_a_new_count_costs_the_same_for_any_cell(
    client: Client, cast: Cast, meeting: Meeting, item: AgendaItem
) -> None:
    # the meeting and the item; who may stand; who may count: the roll, who is there, their names
    sign_in(client, cast.secretary)
    address = reverse("meetings:open_count", args=[meeting.pk, item.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    assert len(seen) == FRAME + 2 + 1 + 3, [one["sql"][:90] for one in seen]
