"""Pages of a meeting before it is opened: who gets which, what a refused form keeps, how many queries."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.cast import Cast, Player

from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.meetings import services
from chibo.meetings.models import AgendaItem, Guest, Material, Meeting, Opinion, ReplyRow
from chibo.meetings.states import Kind, Reply, State
from chibo.meetings.tests.factories import DECEMBER, EVENING, a_called, a_draft, a_plan, a_registered, on

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def as_(client: Client) -> Callable[[Player], Client]:
    def sign_in(player: Player) -> Client:
        client.force_login(player.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture
def called(cast: Cast) -> Meeting:
    with on(25):
        return a_called(cast.secretary.actor, cast.cell)


def at(name: str, *args: Any) -> str:
    return reverse(f"meetings:{name}", args=args)


def plan_data(**changes: str) -> dict[str, str]:
    usual = {"held_on": "03/12/2026", "starts_at": "19h30", "ends_at": "21:10", "place": "Nhà văn hóa thôn"}
    return usual | changes


# -- who sees which page
@pytest.mark.parametrize(
    ("player", "status"),
    [
        ("secretary", 200),
        ("member", 200),
        ("probationary", 200),
        ("assigned", 200),
        ("office", 200),
        ("inspection", 200),
        ("committee_member", 200),
        ("sibling_secretary", 404),
        ("sibling_member", 404),
        ("foreign_office", 404),
        ("operator", 404),
    ],
)
def test_the_public_face_reaches_the_cell_and_the_line_above(
    cast: Cast, called: Meeting, as_: Callable[[Player], Client], player: str, status: int
) -> None:
    assert as_(getattr(cast, player)).get(at("detail", called.pk)).status_code == status


@pytest.mark.parametrize("player", ["member", "assigned", "office", "sibling_secretary"])
def test_a_draft_is_for_those_who_prepare_it(cast: Cast, as_: Callable[[Player], Client], player: str) -> None:
    with on(20):
        draft = a_draft(cast.secretary.actor, cast.cell)
    assert as_(getattr(cast, player)).get(at("detail", draft.pk)).status_code == 404


def test_the_committees_own_meeting_is_not_for_plain_members(cast: Cast, as_: Callable[[Player], Client]) -> None:
    with on(20):
        services.register_new(
            actor=cast.secretary.actor,
            unit_id=cast.cell.pk,
            month=DECEMBER,
            kind=Kind.COMMITTEE,
            plan=a_plan(),
        )
    meeting = Meeting.objects.get(kind=Kind.COMMITTEE)
    assert as_(cast.member).get(at("detail", meeting.pk)).status_code == 404
    assert as_(cast.cell_committee).get(at("detail", meeting.pk)).status_code == 200
    assert as_(cast.office).get(at("detail", meeting.pk)).status_code == 200


def test_from_above_no_opinion_and_no_prompt_is_readable(
    cast: Cast, called: Meeting, as_: Callable[[Player], Client]
) -> None:
    AgendaItem.objects.filter(meeting=called).update(prompts="Câu hỏi riêng", text="Lời phát biểu")
    Opinion.objects.create(meeting=called, person_id=cast.member.id, text="Ý kiến riêng", sent_at=called.called_at)
    page = as_(cast.office).get(at("detail", called.pk)).content.decode()
    assert "Thảo luận" in page
    assert not {word for word in ("Câu hỏi riêng", "Lời phát biểu", "Ý kiến riêng") if word in page}
    assert as_(cast.office).get(at("opinions", called.pk)).status_code == 404
    assert "Ý kiến riêng" in as_(cast.other_member).get(at("opinions", called.pk)).content.decode()


# -- registering
def test_a_meeting_is_registered_through_its_form(cast: Cast, as_: Callable[[Player], Client]) -> None:
    with on(19):
        answer = as_(cast.secretary).post(
            at("new") + "?thang=2026-12", plan_data(chair=str(cast.secretary.id), clerk=str(cast.member.id))
        )
    meeting = Meeting.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, at("detail", meeting.pk))
    assert (str(meeting.held_on), meeting.planned_minutes, meeting.state) == ("2026-12-03", 100, State.REGISTERED)


def test_a_refused_plan_comes_back_as_typed(cast: Cast, as_: Callable[[Player], Client]) -> None:
    with on(19):
        answer = as_(cast.secretary).post(
            at("new") + "?thang=2026-12", plan_data(chair=str(cast.secretary.id), ends_at="18:00")
        )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Giờ kết thúc 18:00 phải sau giờ bắt đầu 19:30." in page
    assert 'value="Nhà văn hóa thôn"' in page
    assert not Meeting.objects.exists()


def test_last_month_is_kept_by_one_button(cast: Cast, as_: Callable[[Player], Client]) -> None:
    with on(19, month=10):
        a_registered(cast.secretary.actor, cast.cell, Month(2026, 11))
    with on(15):
        client = as_(cast.secretary)
        page = client.get(at("list")).content.decode()
        assert "Tháng 12/2026: chưa đăng ký" in page
        client.post(at("like_last_month"), {"thang": "2026-12"})
    assert Meeting.objects.get(month_on="2026-12-01").state == State.REGISTERED


def test_members_and_offices_register_nothing(cast: Cast, as_: Callable[[Player], Client]) -> None:
    for player, status in ((cast.member, 403), (cast.assigned, 403), (cast.inspection, 403)):
        assert as_(player).get(at("new")).status_code == status
        assert as_(player).post(at("like_last_month"), {"thang": "2026-12"}).status_code == status


@pytest.mark.parametrize("page", ["register", "bench", "postpone", "cancel", "add_item"])
def test_the_form_of_an_act_is_shown_to_nobody_above_who_may_only_read(
    cast: Cast, called: Meeting, as_: Callable[[Player], Client], page: str
) -> None:
    """The committee's secretary does this at the committee's own meetings; the form names the members of the cell."""
    address = at(page, called.pk)
    with on(26):
        assert as_(cast.committee_secretary).get(address).status_code == 403
        assert as_(cast.committee_secretary).post(address, {}).status_code == 403
        assert as_(cast.secretary).get(address).status_code == 200


def test_a_refused_form_shows_nobody_above_who_comes_or_what_members_read(
    cast: Cast, called: Meeting, as_: Callable[[Player], Client]
) -> None:
    with on(26):
        assert as_(cast.office).post(at("invite", called.pk), {}).status_code == 403
        assert as_(cast.committee_secretary).post(at("reply", called.pk), {}).status_code == 403
        assert as_(cast.committee_secretary).post(at("write_opinion", called.pk), {}).status_code == 403


def test_a_move_is_asked_for_its_reason(cast: Cast, called: Meeting, as_: Callable[[Player], Client]) -> None:
    data = plan_data(held_on="4/12/2026", chair=str(cast.secretary.id), version=str(called.version))
    with on(28):
        client = as_(cast.secretary)
        assert client.post(at("register", called.pk), data).status_code == 422
        assert client.post(at("register", called.pk), data | {"reason": "Mưa lũ"}).status_code == 302
    called.refresh_from_db()
    assert (str(called.held_on), called.state) == ("2026-12-04", State.REGISTERED)


def test_the_level_above_agrees_to_a_postponement(cast: Cast, called: Meeting, as_: Callable[[Player], Client]) -> None:
    with on(28):
        as_(cast.secretary).post(at("postpone", called.pk), {"reason": "Bão", "version": called.version})
        page = as_(cast.office).get(at("detail", called.pk))
        assert "Đồng ý cho hoãn" in page.content.decode()
        as_(cast.office).post(at("agree", called.pk))
    called.refresh_from_db()
    assert called.change_agreed


# -- the agenda
def test_an_item_is_added_edited_moved_and_taken_off(
    cast: Cast, called: Meeting, as_: Callable[[Player], Client]
) -> None:
    client = as_(cast.secretary)
    with on(25):
        client.post(at("add_item", called.pk), {"title": "Góp ý  nhân sự", "planned_minutes": "10"})
        item = AgendaItem.objects.get(title="Góp ý nhân sự")
        data = {"title": "Góp ý nhân sự ban công tác", "planned_minutes": "8", "version": item.version}
        assert client.post(at("edit_item", called.pk, item.pk), data).status_code == 302
        client.post(at("move_item", called.pk, item.pk, 1))
        item.refresh_from_db()
        assert (item.position, item.planned_minutes) == (1, 8)
        client.post(at("remove_item", called.pk, item.pk))
    assert not AgendaItem.objects.filter(pk=item.pk).exists()


def test_an_item_changed_meanwhile_is_not_overwritten(
    cast: Cast, called: Meeting, as_: Callable[[Player], Client]
) -> None:
    item = AgendaItem.objects.get(meeting=called, line="report")
    data = {"title": "Khác", "planned_minutes": "8", "version": item.version - 1}
    with on(25):
        assert as_(cast.secretary).post(at("edit_item", called.pk, item.pk), data).status_code in (409, 422)
    item.refresh_from_db()
    assert item.title != "Khác"


def test_htmx_gets_the_work_alone_and_the_row_editor_in_its_place(
    cast: Cast, called: Meeting, as_: Callable[[Player], Client]
) -> None:
    client = as_(cast.secretary)
    item = AgendaItem.objects.get(meeting=called, line="report")
    with on(25):
        editor = client.get(at("edit_item", called.pk, item.pk), **HTMX)
        moved = client.post(at("move_item", called.pk, item.pk, 2), **HTMX)
    assert editor.content.decode().lstrip().startswith(f'<tr id="item-{item.pk}"')
    assert (moved.status_code, moved["HX-Retarget"]) == (200, "#work")
    assert "<html" not in moved.content.decode()


def test_a_thematic_paper_is_refused_on_the_form(cast: Cast, called: Meeting, as_: Callable[[Player], Client]) -> None:
    with on(25):
        answer = as_(cast.secretary).post(
            at("add_item", called.pk), {"title": "Chuyên đề quý IV", "planned_minutes": "20"}
        )
    assert answer.status_code == 422
    assert "Chuyên đề không lồng vào sinh hoạt thường kỳ" in answer.content.decode()


# -- notice, materials, replies, opinions
def test_the_notice_is_sent_and_says_who_has_to_be_told_in_person(cast: Cast, as_: Callable[[Player], Client]) -> None:
    with on(25):
        meeting = a_registered(cast.secretary.actor, cast.cell)
        page = as_(cast.secretary).post(at("call", meeting.pk), {"version": meeting.version}, follow=True)
    assert "2 đồng chí chưa có tài khoản" in page.content.decode()
    meeting.refresh_from_db()
    assert meeting.state == State.CALLED


def test_a_file_is_added_read_by_those_called_and_taken_away(
    cast: Cast, called: Meeting, as_: Callable[[Player], Client]
) -> None:
    with on(25):
        upload = SimpleUploadedFile("bao-cao.txt", "Báo cáo tháng 11".encode())
        answer = as_(cast.secretary).post(at("materials", called.pk), {"file": upload, "title": "Báo cáo"})
        assert answer.status_code == 302
    material = Material.objects.get()
    read = at("material", called.pk, material.pk)
    for player in (cast.member, cast.assigned):
        answer = as_(player).get(read)
        assert b"".join(answer.streaming_content).decode() == "Báo cáo tháng 11"  # type: ignore[attr-defined]
    for player in (cast.office, cast.sibling_secretary):
        assert as_(player).get(read).status_code == 404
    with on(25):
        as_(cast.secretary).post(at("drop_material", called.pk, material.pk))
    assert as_(cast.member).get(read).status_code == 404


def test_a_member_answers_by_one_button_and_asks_for_an_excuse_with_a_reason(
    cast: Cast, called: Meeting, as_: Callable[[Player], Client]
) -> None:
    client = as_(cast.member)
    with on(26):
        client.post(at("reply", called.pk), {"du": "1"})
        assert ReplyRow.objects.get().state == Reply.COMING
        assert client.post(at("reply", called.pk), {"du": "0"}).status_code == 422
        client.post(at("reply", called.pk), {"reason": "illness", "note": "Nằm viện"})
        assert ReplyRow.objects.get().state == Reply.EXCUSE_ASKED
        page = as_(cast.secretary).get(at("replies", called.pk)).content.decode()
        assert "Nằm viện" in page
        row = ReplyRow.objects.get()
        as_(cast.secretary).post(at("answer_excuses", called.pk), {"reply": [str(row.pk)], "dong-y": "1"})
    row.refresh_from_db()
    assert row.state == Reply.EXCUSE_GRANTED


def test_the_overview_of_answers_is_not_for_members_and_not_for_those_above(
    cast: Cast, called: Meeting, as_: Callable[[Player], Client]
) -> None:
    for player in (cast.member, cast.office, cast.assigned):
        assert as_(player).get(at("replies", called.pk)).status_code == 403


def test_an_opinion_is_kept_sent_and_refused_when_empty(
    cast: Cast, called: Meeting, as_: Callable[[Player], Client]
) -> None:
    client = as_(cast.member)
    with on(26):
        assert client.post(at("write_opinion", called.pk), {"text": " ", "gui": "1"}).status_code == 422
        answer = client.post(at("write_opinion", called.pk), {"text": "Đường ngõ 4", "gui": "0"}, follow=True)
        assert f'data-draft-saved="meetings.opinion.{called.pk}"' in answer.content.decode()
        kept = Opinion.objects.get()
        assert kept.sent_at is None
        sending = {"version": kept.version, "gui": "1"}
        answer = client.post(at("decide_opinion", called.pk, kept.pk), sending, follow=True)
    assert "Đã gửi ý kiến." in answer.content.decode()
    kept.refresh_from_db()
    assert kept.sent_at is not None


def test_the_day_goes_into_anybodys_calendar(cast: Cast, called: Meeting, as_: Callable[[Player], Client]) -> None:
    entry = as_(cast.member).get(at("calendar", called.pk)).content.decode()
    assert "DTSTART:20261203T123000Z\r\nDTEND:20261203T141000Z" in entry
    assert "SUMMARY:Sinh hoạt chi bộ thường kỳ tháng 12/2026" in entry.replace("\r\n ", "")
    assert all(len(line.encode()) <= 75 for line in entry.split("\r\n"))


def test_guests_are_invited_on_the_page_of_answers(
    cast: Cast, called: Meeting, as_: Callable[[Player], Client]
) -> None:
    client = as_(cast.secretary)
    with on(26):
        assert client.post(at("invite", called.pk), {"name": " "}).status_code == 422
        client.post(at("invite", called.pk), {"name": "Trần Văn Tuyên", "office": "Trưởng thôn"})
    assert Guest.objects.filter(meeting=called, name="Trần Văn Tuyên").exists()


def test_the_list_is_filtered_and_comes_as_a_spreadsheet(
    cast: Cast, called: Meeting, as_: Callable[[Player], Client]
) -> None:
    with on(26):
        other = a_registered(cast.sibling_secretary.actor, cast.sibling_cell, Month(2027, 1), held_on=DECEMBER.day(31))
        client = as_(cast.office)
        shown = client.get(at("list")).content.decode()
        assert called.title in shown
        assert cast.sibling_cell.name in shown
        filtered = client.get(at("list") + "?thang=12/2026&loai=regular", **HTMX).content.decode()
        assert (called.title in filtered, other.title in filtered, "<html" in filtered) == (True, False, False)
        assert "Không có buổi họp nào" in client.get(at("list") + "?trang=closed").content.decode()
        sheet = client.get(at("list") + "?tep=xlsx")
        assert b"".join(sheet.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
        assert cast.cell.name not in as_(cast.foreign_office).get(at("list")).content.decode()


def test_on_its_day_the_page_leads_to_opening_and_to_what_was_held_on_paper(
    cast: Cast, called: Meeting, as_: Callable[[Player], Client]
) -> None:
    def acts() -> str:
        return as_(cast.secretary).get(at("detail", called.pk)).content.decode().partition('id="more"')[0]

    on_paper = f'class="btn" href="{at("open", called.pk)}?giay=1"'
    with on(25):
        assert on_paper not in acts()
    with clock.at(EVENING):
        assert on_paper in acts()


def test_an_agenda_longer_than_the_meeting_is_told_and_not_refused(
    cast: Cast, called: Meeting, as_: Callable[[Player], Client]
) -> None:
    client = as_(cast.secretary)
    planned = sum(AgendaItem.objects.filter(meeting=called).values_list("planned_minutes", flat=True))
    Meeting.objects.filter(pk=called.pk).update(planned_minutes=planned)
    assert "dài hơn thời gian đã đăng ký" not in client.get(at("detail", called.pk)).content.decode()
    with on(25):
        client.post(at("add_item", called.pk), {"title": "Góp ý nhân sự", "planned_minutes": "10"})
    told = f"Các nội dung cộng lại {planned + 10} phút, dài hơn thời gian đã đăng ký ({planned} phút) 10 phút."
    assert told in client.get(at("detail", called.pk)).content.decode()


def test_the_page_says_who_sees_the_meeting_and_why(
    cast: Cast, called: Meeting, as_: Callable[[Player], Client]
) -> None:
    page = as_(cast.member).get(at("readers", called.pk)).content.decode()
    assert "Nguyễn Thị Liên" in page
    assert "Xem nội dung nội bộ của buổi mình dự" in page
    assert "Hồ Sỹ Nghĩa" not in page
    assert as_(cast.sibling_secretary).get(at("readers", called.pk)).status_code == 404


def test_a_committee_is_offered_its_own_meeting_and_no_cells(cast: Cast, as_: Callable[[Player], Client]) -> None:
    with on(15):
        client = as_(cast.committee_secretary)
        page = client.get(at("list")).content.decode()
        assert "Tháng 12/2026: chưa đăng ký, Hội nghị cấp ủy" in page
        form = client.get(at("new") + "?thang=2026-12&loai=thematic").content.decode()
        assert "Hội nghị cấp ủy, tháng 12/2026" in form
        client.post(at("draft"), {"thang": "2026-12"})
    assert Meeting.objects.get().kind == Kind.SUPERIOR
