"""Minutes to trust: remarks after the reading, the seal, addenda, and the check that anyone can make."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import Cast, undone

from chibo.access import Denied
from chibo.documents import selectors as documents
from chibo.kernel import clock
from chibo.kernel.errors import Refusal
from chibo.meetings import papers, selectors, services
from chibo.meetings.models import Addendum, AgendaItem, Attendance, Meeting, RemarkRow
from chibo.meetings.rules import check_may_seal, check_remarks_taken, new_code, shown_code, typed_code
from chibo.meetings.selectors.recorded import recorded
from chibo.meetings.services import Correction
from chibo.meetings.states import Adopted, Kind, Outcome, RemarkState, State
from chibo.meetings.tests.factories import DECEMBER, EVENING, a_called, a_closed, a_plan, on
from chibo.notices.models import Notice
from chibo.organisations.selectors import place_of
from chibo.regulations.services import set_override

pytestmark = pytest.mark.django_db
END = EVENING + timedelta(minutes=95)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    cache.clear()
    return tmp_path


@pytest.fixture(autouse=True)
def the_evening_of_the_third() -> Iterator[None]:
    with clock.at(EVENING):
        yield


def hours_of_remarks(cast: Cast, hours: int) -> None:
    with on(2):
        set_override(
            actor=cast.secretary.actor,
            place=place_of(cast.cell),
            rule_id="minutes-remarks",
            values={"open_hours": hours},
            basis_number="05-QC/CB",
            basis_on=date(2026, 10, 30),
            valid_from=date(2026, 11, 1),
        )


def a_held(cast: Cast) -> Meeting:
    """A meeting whose every item has its outcome, at the reading of its minutes."""
    chair, clerk = cast.secretary.actor, cast.member.actor
    with on(19):
        meeting = a_called(chair, cast.cell, chair_id=cast.secretary.id, clerk_id=cast.member.id)
    services.open_meeting(actor=chair, meeting_id=meeting.pk, version=meeting.version)
    services.take_roll(actor=clerk, meeting_id=meeting.pk, absent={})
    for item in AgendaItem.objects.filter(meeting=meeting).exclude(outcome_kind=Outcome.NONE):
        if item.outcome_kind == Outcome.SCORE:
            services.record_outcome(actor=chair, item_id=item.pk, block={"title": "Tự chấm điểm"})
        else:
            services.all_agree(actor=chair, item_id=item.pk)
    meeting.refresh_from_db()
    return meeting


def a_read(cast: Cast, hours: int = 24) -> Meeting:
    hours_of_remarks(cast, hours)
    meeting = a_held(cast)
    with clock.at(END):
        return services.read_out(actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version)


def sealed(cast: Cast, meeting: Meeting, after: timedelta = timedelta(hours=25)) -> Meeting:
    meeting.refresh_from_db()
    with clock.at(END + after):
        return services.close_meeting(actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version)


@given(st.lists(st.integers(0, 31), min_size=12, max_size=12))
def test_a_code_is_found_however_it_is_typed(drawn: list[int]) -> None:
    numbers = iter(drawn)
    code = new_code(lambda below: next(numbers) % below)
    for typed in (shown_code(code), shown_code(code).lower(), f" {code[:5]} {code[5:]} ", code.replace("0", "o")):
        assert typed_code(typed) == code


@pytest.mark.parametrize(
    ("state", "read_out", "late", "code"),
    [
        (State.OPEN, False, False, "meetings.remark_before_reading"),
        (State.CALLED, True, False, "meetings.remark_before_reading"),
        (State.READ, False, True, "meetings.remark_too_late"),
        (State.CLOSED, True, False, "meetings.remark_after_seal"),
    ],
)
def test_remarks_are_taken_from_the_reading_to_the_end_of_their_time(
    state: State, read_out: bool, late: bool, code: str
) -> None:
    now = END + timedelta(hours=2) if late else END
    with pytest.raises(Refusal, match=code):
        check_remarks_taken(state, END + timedelta(hours=1), now, is_read_out=read_out)
    check_remarks_taken(State.OPEN, None, END, is_read_out=True)
    check_remarks_taken(State.READ, END + timedelta(hours=1), END, is_read_out=False)


def test_sealing_waits_for_the_time_and_for_every_answer() -> None:
    check_may_seal([], None, END)
    check_may_seal([RemarkState.TAKEN, RemarkState.NOT_TAKEN], END, END + timedelta(seconds=1))
    with pytest.raises(Refusal, match="remarks_still_open"):
        check_may_seal([], END, END)
    with pytest.raises(Refusal, match="remarks_unanswered"):
        check_may_seal([RemarkState.WAITING], None, END)


def test_without_hours_the_end_seals_at_once_and_remarks_belong_to_the_reading(cast: Cast) -> None:
    meeting = a_held(cast)
    with pytest.raises(Refusal, match="remark_before_reading"), undone():
        services.write_remark(actor=cast.deputy.actor, meeting_id=meeting.pk, text="Sớm quá")
    reading = AgendaItem.objects.get(meeting=meeting, outcome_kind=Outcome.MINUTES)
    services.start_item(actor=cast.member.actor, item_id=reading.pk)
    row = services.write_remark(actor=cast.deputy.actor, meeting_id=meeting.pk, text="Ghi thiếu tên tổ 2")
    meeting.refresh_from_db()
    with clock.at(END), pytest.raises(Refusal, match="remarks_unanswered"), undone():
        services.close_meeting(actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version)
    services.answer_remark(actor=cast.member.actor, remark_id=row.pk, version=1, taken=True, answer="Bổ sung tổ 2")
    closed = sealed(cast, meeting, timedelta())
    assert (closed.state, closed.remarks_until) == (State.CLOSED, None)
    assert closed.minutes_paper is not None
    words = str(closed.minutes_paper.content)
    assert "Ghi thiếu tên tổ 2" in words and "Bổ sung tổ 2" in words


def test_with_hours_the_end_opens_the_minutes_to_those_who_were_there(cast: Cast) -> None:
    meeting = a_read(cast)
    assert (meeting.state, meeting.remarks_until) == (State.READ, END + timedelta(hours=24))
    assert (meeting.ended_at, meeting.closed_at, meeting.minutes_paper) == (END, None, None)
    assert Notice.objects.filter(kind="meetings.notice.read_out").count() >= 2
    with clock.at(END + timedelta(hours=1)):
        own = services.write_remark(actor=cast.deputy.actor, meeting_id=meeting.pk, text="Ghi sai số hộ")
        there = Attendance.objects.get(meeting=meeting, person_id=cast.other_member.id)
        entered = services.enter_remark(actor=cast.member.actor, meeting_id=meeting.pk, who=there.pk, text="Thiếu ý")
        with pytest.raises(Refusal, match="remarks_still_open"), undone():
            services.close_meeting(actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version)
    assert (own.entered_by, entered.entered_by) == ("", cast.member.actor.name)
    assert entered.name == there.name
    with clock.at(END + timedelta(hours=25)):
        with pytest.raises(Refusal, match="remark_too_late"), undone():
            services.write_remark(actor=cast.deputy.actor, meeting_id=meeting.pk, text="Muộn")
        with pytest.raises(Refusal, match="remarks_unanswered"), undone():
            services.close_meeting(actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version)
        for row in (own, entered):
            services.answer_remark(
                actor=cast.secretary.actor, remark_id=row.pk, version=1, taken=False, answer="Đã đúng số"
            )
    closed = sealed(cast, meeting)
    assert closed.closed_at == END + timedelta(hours=25)
    assert list(selectors.check_seals()) == [1]


def test_read_minutes_do_not_change_and_do_not_close_without_their_time(cast: Cast) -> None:
    hours_of_remarks(cast, 24)
    meeting = a_held(cast)
    with clock.at(END), pytest.raises(Refusal, match="remarks_first"), undone():
        services.close_meeting(actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version)
    with clock.at(END):
        read = services.read_out(actor=cast.secretary.actor, meeting_id=meeting.pk, version=meeting.version)
    item = AgendaItem.objects.filter(meeting=read).first()
    assert item is not None
    with pytest.raises(Refusal, match="not_open"):
        services.write_text(actor=cast.member.actor, item_id=item.pk, version=item.version, text="Khác")
    with pytest.raises(Refusal, match="not_open"):
        services.read_out(actor=cast.secretary.actor, meeting_id=read.pk, version=read.version)


def test_whoever_was_not_there_does_not_remark(cast: Cast) -> None:
    meeting = a_read(cast)
    Attendance.objects.filter(meeting=meeting, person_id=cast.deputy.id).update(presence="excused")
    with pytest.raises(Refusal, match="remark_not_there"):
        services.write_remark(actor=cast.deputy.actor, meeting_id=meeting.pk, text="Tôi không dự")
    gone = Attendance.objects.get(meeting=meeting, person_id=cast.deputy.id)
    with pytest.raises(Refusal, match="remark_not_there"):
        services.enter_remark(actor=cast.member.actor, meeting_id=meeting.pk, who=gone.pk, text="Ghi hộ")
    with pytest.raises(Denied):
        services.enter_remark(actor=cast.other_member.actor, meeting_id=meeting.pk, who=gone.pk, text="x")


def test_the_same_words_sent_twice_are_one_remark(cast: Cast) -> None:
    meeting = a_read(cast)
    words = {"actor": cast.deputy.actor, "meeting_id": meeting.pk, "text": "Ghi sai số hộ", "draft_key": "abc"}
    with clock.at(END):
        assert services.write_remark(**words).pk == services.write_remark(**words).pk
    assert RemarkRow.objects.count() == 1


def an_addendum(cast: Cast, meeting: Meeting, **changes: Any) -> Addendum:
    said = {"reason": "Ghi nhầm số hộ", "text": "Đọc là 12 hộ", "adopted": Adopted.BENCH} | changes
    return services.write_addendum(actor=cast.secretary.actor, meeting_id=meeting.pk, correction=Correction(**said))


def test_an_addendum_is_numbered_sealed_and_leaves_the_minutes_as_they_are(cast: Cast) -> None:
    meeting = a_closed(cast)
    first, second = an_addendum(cast, meeting), an_addendum(cast, meeting)
    meeting.refresh_from_db()
    assert [first.number, second.number] == [1, 2]
    assert first.paper is not None and first.paper.sealed_pdf is not None
    assert first.seal and first.seal != second.seal
    assert list(selectors.check_seals()) == [1]
    assert list(selectors.check_addenda()) == [1, 2]
    text = str(first.paper.content)
    assert "BIÊN BẢN BỔ SUNG" in text and "Đọc là 12 hộ" in text and shown_code(meeting.check_code) in text


def test_an_addendum_by_vote_names_a_later_meeting_and_its_majority(cast: Cast) -> None:
    meeting = a_closed(cast)
    with pytest.raises(Refusal, match="addendum_needs_meeting"), undone():
        an_addendum(cast, meeting, adopted=Adopted.MEETING, meeting_id=meeting.pk, for_count=4, base_count=5)
    with on(5, 12):
        later = a_called(
            cast.secretary.actor,
            cast.cell,
            DECEMBER.plus(1),
            chair_id=cast.secretary.id,
            clerk_id=cast.member.id,
            held_on=date(2027, 1, 4),
        )
    moment = datetime(2027, 1, 4, 12, 30, tzinfo=UTC)
    with clock.at(moment):
        services.open_meeting(actor=cast.secretary.actor, meeting_id=later.pk, version=later.version)
        voted = {"adopted": Adopted.MEETING, "meeting_id": later.pk}
        for counts in ((None, None), (6, 5)):
            with pytest.raises(Refusal, match="addendum_without_count"), undone():
                an_addendum(cast, meeting, **voted, for_count=counts[0], base_count=counts[1])
        with pytest.raises(Refusal, match="addendum_not_adopted"), undone():
            an_addendum(cast, meeting, **voted, for_count=2, base_count=4)
        row = an_addendum(cast, meeting, **voted, for_count=3, base_count=4)
    assert (row.adopted_in_id, row.adopted_on) == (later.pk, date(2027, 1, 4))


@pytest.mark.parametrize(
    ("kind", "is_offered"), [(Kind.REGULAR, True), (Kind.EXTRAORDINARY, True), (Kind.COMMITTEE, False)]
)
def test_any_later_meeting_of_the_cell_may_have_voted_but_not_its_committee(
    cast: Cast, kind: Kind, is_offered: bool
) -> None:
    meeting, moment = a_closed(cast), datetime(2027, 1, 4, 12, 30, tzinfo=UTC)
    with clock.at(moment - timedelta(days=3)):
        later = services.register_new(
            actor=cast.secretary.actor,
            unit_id=cast.cell.pk,
            month=DECEMBER.plus(1),
            kind=kind,
            plan=a_plan(held_on=date(2027, 1, 4), chair_id=cast.secretary.id, clerk_id=cast.deputy.id),
        )
    with clock.at(moment):
        services.open_meeting(actor=cast.secretary.actor, meeting_id=later.pk, version=later.version)
    assert [pk for pk, _title, _day in selectors.later_meetings(meeting)] == ([later.pk] if is_offered else [])


def test_an_addendum_needs_a_seal_a_reason_a_text_and_the_right(cast: Cast) -> None:
    meeting = a_held(cast)
    with pytest.raises(Refusal, match="addendum_before_seal"), undone():
        an_addendum(cast, meeting)
    closed = sealed(cast, meeting, timedelta())
    with pytest.raises(Refusal, match="addendum_without_reason"), undone():
        an_addendum(cast, closed, reason=" ")
    with pytest.raises(Refusal, match="addendum_without_text"), undone():
        an_addendum(cast, closed, text=" ")
    with pytest.raises(Denied), undone():
        services.write_addendum(
            actor=cast.other_member.actor, meeting_id=closed.pk, correction=Correction("a", "b", Adopted.BENCH)
        )


@pytest.mark.parametrize("change", [{"text": "Khác"}, {"seal": "0" * 64}, {"for_count": None, "written_by": "Ai"}])
def test_an_addendum_that_was_changed_is_named(cast: Cast, change: dict[str, object]) -> None:
    row = an_addendum(cast, a_closed(cast))
    Addendum.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(Refusal, match="addendum_broken") as refused:
        list(selectors.check_addenda())
    assert refused.value.facts["row"] == str(row.pk)


def test_an_addendum_taken_out_or_put_in_is_missed(cast: Cast) -> None:
    row = an_addendum(cast, a_closed(cast))
    Addendum.objects.filter(pk=row.pk).delete()
    with pytest.raises(Refusal, match="addendum_gone"):
        list(selectors.check_addenda())


def test_one_number_is_given_once(cast: Cast) -> None:
    row = an_addendum(cast, a_closed(cast))
    twin = Addendum.objects.get(pk=row.pk)
    twin._state.adding, twin.check_code = True, "ZZZZZZZZZZZZ"
    twin.id = RemarkRow().id
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def minutes_file(meeting: Meeting) -> SimpleUploadedFile:
    assert meeting.minutes_paper is not None
    return SimpleUploadedFile("bien-ban.pdf", documents.paper_pdf(meeting.minutes_paper))


def test_anyone_can_check_the_file_and_learns_no_content(cast: Cast, client: Client) -> None:
    meeting = a_closed(cast)
    an_addendum(cast, meeting)
    answer = client.post(reverse("meetings:check"), {"file": minutes_file(meeting)})
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "Đúng là bản đã khóa" in shown and cast.cell.name in shown and "số 1, khóa" in shown
    assert meeting.title not in shown and "Đọc là 12 hộ" not in shown
    other = client.post(reverse("meetings:check"), {"file": SimpleUploadedFile("b.pdf", b"%PDF-1.7 khac")})
    assert "Không phải bản đã khóa" in other.content.decode()


def test_a_file_with_one_byte_changed_is_not_the_sealed_one(cast: Cast, client: Client) -> None:
    meeting = a_closed(cast)
    content = bytearray(minutes_file(meeting).read())
    content[len(content) // 2] ^= 1
    answer = client.post(reverse("meetings:check"), {"file": SimpleUploadedFile("a.pdf", bytes(content))})
    assert "Không phải bản đã khóa" in answer.content.decode()


def test_the_code_at_the_foot_finds_minutes_and_addendum(cast: Cast, client: Client, settings: Any) -> None:
    settings.PUBLIC_URL = "https://chibo.example"
    meeting = a_closed(cast)
    row = an_addendum(cast, meeting)
    foot = papers.minutes_paper(recorded(meeting)).foot
    assert shown_code(meeting.check_code) in foot and "https://chibo.example/sinh-hoat/kiem-tra/" in foot
    for code, words in ((meeting.check_code, "Biên bản"), (row.check_code, "Phụ lục số 1 của biên bản")):
        answer = client.post(reverse("meetings:check"), {"code": shown_code(code).lower()})
        assert "Có văn bản mang mã này" in answer.content.decode() and words in answer.content.decode()
    assert (
        "Không có biên bản nào" in client.post(reverse("meetings:check"), {"code": "0000-0000-0000"}).content.decode()
    )
    assert client.post(reverse("meetings:check"), {}).status_code == 422


def test_asking_too_often_is_held_back(client: Client) -> None:
    answers = [client.post(reverse("meetings:check"), {"code": "0000-0000-0000"}).status_code for _ in range(31)]
    assert (answers[:30], answers[30]) == ([200] * 30, 422)


def test_the_page_shows_who_may_do_what(cast: Cast, client: Client) -> None:
    meeting = a_read(cast)
    url = reverse("meetings:record", args=[meeting.pk])
    with clock.at(END + timedelta(hours=1)):
        client.force_login(cast.deputy.user)
        assert "Gửi góp ý" in client.get(url).content.decode()
        sent = client.post(reverse("meetings:remark", args=[meeting.pk]), {"text": "Ghi sai số hộ", "draft_key": "k"})
        assert sent.status_code == 302
        assert client.post(reverse("meetings:remark", args=[meeting.pk]), {"text": ""}).status_code == 422
        row = RemarkRow.objects.get()
        client.force_login(cast.other_member.user)
        page = client.get(url).content.decode()
        assert "Ghi sai số hộ" in page and "Tiếp thu" not in page
        answer_url = reverse("meetings:answer_remark", args=[meeting.pk, row.pk])
        assert client.post(answer_url, {"answer": "x", "version": 1, "act": "taken"}).status_code == 403
        client.force_login(cast.secretary.user)
        client.post(answer_url, {"answer": "Sửa theo góp ý", "version": 1, "act": "taken"})
        row.refresh_from_db()
        assert (row.state, row.answer) == (RemarkState.TAKEN, "Sửa theo góp ý")
        assert "Khóa được sau" in client.get(url).content.decode()
    with clock.at(END + timedelta(hours=25)):
        assert "Khóa biên bản" in client.get(url).content.decode()
        client.post(reverse("meetings:seal", args=[meeting.pk]), {"version": meeting.version})
        meeting.refresh_from_db()
        assert meeting.state == State.CLOSED
        add = reverse("meetings:addendum", args=[meeting.pk])
        said = {"reason": "Nhầm", "text": "Đọc là 12 hộ", "adopted": "bench"}
        assert client.post(add, said).status_code == 302
        assert "Phụ lục số 1" in client.get(url).content.decode()
        file = client.get(reverse("meetings:addendum_file", args=[meeting.pk, 1, "pdf"]))
        assert file.content.startswith(b"%PDF")
        client.force_login(cast.sibling_secretary.user)
        assert client.get(url).status_code == 404


def test_the_end_of_a_meeting_leads_to_the_minutes_where_they_stand_open(cast: Cast, client: Client) -> None:
    hours_of_remarks(cast, 12)
    meeting = a_held(cast)
    client.force_login(cast.secretary.user)
    with clock.at(END):
        answer = client.post(reverse("meetings:close", args=[meeting.pk]), {"version": meeting.version})
    assert answer.headers["Location"] == reverse("meetings:record", args=[meeting.pk])
