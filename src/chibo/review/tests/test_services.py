"""Commitments: written by the member, gone through in a meeting, looked back on, mended; read by the cell alone."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast, Player, sign_in

from chibo.access import Denied
from chibo.audit.models import Look
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal
from chibo.meetings import services as meetings
from chibo.meetings.models import Meeting
from chibo.meetings.tests.factories import a_registered, on
from chibo.organisations.models import Unit
from chibo.review import selectors, services
from chibo.review.models import Commitment, LookBack
from chibo.review.states import Stage, State
from chibo.tasks.models import Task

pytestmark = pytest.mark.django_db
WORDS = {"Về đạo đức, lối sống": "Sống giản dị, gần dân."}


def written(player: Player, send: bool = True, kind: str = "cultivation", words: dict[str, str] = WORDS) -> Commitment:
    return services.write(actor=player.actor, year=2026, kind=kind, words=words, send=send)


def in_the_meeting(cast: Cast) -> None:
    """Bring what was sent before the meeting of December and open it."""
    leader = cast.secretary.actor
    with on(18):
        a_registered(leader, cast.cell, chair_id=cast.secretary.id, clerk_id=cast.member.id)
    with on(2, 12):
        services.bring(actor=leader, unit=cast.cell, year=2026)
        services.bring(actor=leader, unit=cast.cell, year=2026)  # twice is once
        meeting = Meeting.objects.get()
        meeting = meetings.call_meeting(actor=leader, meeting_id=meeting.pk, version=meeting.version).meeting
    with on(3, 12, 20):
        meetings.open_meeting(actor=leader, meeting_id=meeting.pk, version=meeting.version)


def adopted(cast: Cast) -> Commitment:
    row = written(cast.member)
    in_the_meeting(cast)
    with on(3, 12, 20):
        assert services.adopt(actor=cast.secretary.actor, unit=cast.cell, year=2026) == 1
    row.refresh_from_db()
    return row


def test_a_draft_is_the_members_alone_until_it_is_sent(cast: Cast) -> None:
    row = written(cast.member, send=False)
    with pytest.raises(Missing):
        selectors.commitment_for(cast.secretary.actor, row.pk)
    written(cast.member)
    assert selectors.commitment_for(cast.secretary.actor, row.pk).state == State.SENT
    assert Commitment.objects.count() == 1


@pytest.mark.parametrize("player", ["other_member", "assigned", "committee_secretary", "office", "sibling_secretary"])
def test_the_words_never_go_up_or_aside(cast: Cast, player: str) -> None:
    row = written(cast.member)
    with pytest.raises(Missing):
        selectors.commitment_for(getattr(cast, player).actor, row.pk)


def test_cultivation_and_setting_an_example_are_two_papers(cast: Cast) -> None:
    written(cast.member)
    written(cast.member, kind="example", words={"Nội dung nêu gương": "Đi đầu hiến đất."})
    assert set(selectors.own(cast.member.actor, 2026)) == {"cultivation", "example"}


@pytest.mark.parametrize(
    ("kind", "words", "code"), [("cultivation", {}, "review.empty"), ("other", WORDS, "review.kind_unknown")]
)
def test_what_cannot_be_sent(cast: Cast, kind: str, words: dict[str, str], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        written(cast.member, kind=kind, words=words)
    assert refused.value.code == code


def test_the_secretary_sees_who_has_not_sent(cast: Cast) -> None:
    written(cast.member)
    seen = selectors.cell_year(cast.secretary.actor, cast.cell, 2026)
    assert cast.member.id not in {one.person_id for one in seen.silent}
    assert cast.other_member.id in {one.person_id for one in seen.silent}
    assert len(seen.silent) == seen.whole - 1


def test_the_cell_goes_through_them_in_a_meeting_and_the_minutes_get_the_number(cast: Cast) -> None:
    row = adopted(cast)
    assert (row.state, f"{row.adopted_on}") == (State.ADOPTED, "2026-12-03")
    item = Meeting.objects.get().items.get(pk=row.item_id)
    assert item.outcome["lines"] == ["Chi bộ đã thông qua 1 bản cam kết, đăng ký năm 2026."]
    assert "giản dị" not in str(item.outcome)
    with pytest.raises(Refusal) as refused:
        written(cast.member)
    assert refused.value.code == "review.already_adopted"


def test_outside_the_meeting_nothing_is_adopted(cast: Cast) -> None:
    written(cast.member)
    with pytest.raises(Refusal) as refused, on(3, 12):
        services.adopt(actor=cast.secretary.actor, unit=cast.cell, year=2026)
    assert refused.value.code == "review.not_in_meeting"
    with pytest.raises(Refusal) as refused:
        services.bring(actor=cast.secretary.actor, unit=cast.cell, year=2026)
    assert refused.value.code == "review.no_meeting"
    with pytest.raises(Denied):
        services.adopt(actor=cast.member.actor, unit=cast.cell, year=2026)


def test_the_member_looks_back_and_the_remedy_is_a_task(cast: Cast) -> None:
    row = adopted(cast)
    with on(20, 12):
        for text in ("Còn chậm.", "Còn chậm, đã sửa."):
            services.look_back(actor=cast.member.actor, commitment_id=row.pk, stage=Stage.YEAR_END, text=text)
        assert LookBack.objects.get().text == "Còn chậm, đã sửa."
        with pytest.raises(Denied):
            services.look_back(actor=cast.secretary.actor, commitment_id=row.pk, stage=Stage.YEAR_END, text="x")
        given = {"commitment_id": row.pk, "version": row.version, "title": "Dự đủ buổi", "due_on": row.adopted_on}
        with pytest.raises(Denied):
            services.give_remedy(actor=cast.member.actor, **given)  # type: ignore[arg-type]
        given["due_on"] = row.adopted_on.replace(day=31)  # type: ignore[union-attr]
        services.give_remedy(actor=cast.secretary.actor, **given)  # type: ignore[arg-type]
    task = Task.objects.get()
    assert (task.person_id, list(selectors.remedies(row))) == (cast.member.id, [task])


def test_before_the_cell_went_through_it_there_is_nothing_to_look_back_on(cast: Cast) -> None:
    row = written(cast.member)
    with pytest.raises(Refusal) as refused:
        services.look_back(actor=cast.member.actor, commitment_id=row.pk, stage=Stage.MID_YEAR, text="x")
    assert refused.value.code == "review.not_adopted"


def test_only_counts_go_up(cast: Cast, client: Client) -> None:
    written(cast.member)
    sign_in(client, cast.office)
    shown = client.get(reverse("review:counts"), {"nam": "2026"}).content.decode()
    assert "1/" in shown
    assert re.search(r"Tất cả: 1/\d+ đảng viên đã đăng ký", shown)
    assert "giản dị" not in shown
    assert "Mẩy" not in shown


def test_looks_at_anothers_words_are_logged_and_papers_print(cast: Cast, client: Client) -> None:
    row = written(cast.member)
    sign_in(client, cast.secretary)
    assert "giản dị" in client.get(reverse("review:detail", args=[row.pk])).content.decode()
    assert Look.objects.filter(part="review.commitment", person_id=cast.member.id).count() == 1
    for kind, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert client.get(reverse("review:printed", args=[row.pk, kind])).content.startswith(start)


def test_one_writes_sends_and_reads_on_the_pages(cast: Cast, client: Client) -> None:
    sign_in(client, cast.member)
    address = reverse("review:write", args=["cultivation"])
    assert client.get(address).status_code == 200
    assert client.post(address, {"part0": "", "send": "1"}).status_code == 422
    assert client.post(address, {"part1": "Sống giản dị."}).status_code == 302
    assert Commitment.objects.get().state == State.DRAFT
    assert client.post(address, {"part1": "Sống giản dị.", "send": "1"}).status_code == 302
    shown = client.get(reverse("review:list")).content.decode()
    assert "đã gửi chi bộ" in shown
    assert "2.026" not in shown


def test_a_cell_that_is_no_more_is_counted_where_somebody_had_registered_in_it(cast: Cast) -> None:
    written(cast.member)
    Unit.objects.filter(pk__in=[cast.cell.pk, cast.sibling_cell.pk]).update(dissolved_on=date(2026, 6, 1))
    shown = {year: {unit.pk for unit in selectors.counted_cells(cast.office.actor, year)} for year in (2025, 2026)}
    assert shown[2026] - shown[2025] == {cast.cell.pk}
    assert cast.sibling_cell.pk not in shown[2026]


@pytest.mark.parametrize("number", [1, 12])
def test_queries_of_the_cell_do_not_grow(cast: Cast, number: int, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    for person in cast.roll[:number]:
        Commitment.objects.create(
            unit=cast.cell, person=person, year=2026, kind="cultivation", state="sent", sent_at=clock.now()
        )
    actor = cast.secretary.actor
    with django_assert_num_queries(10):  # three for the rule along the line; commitments; six of the roster
        assert len(selectors.cell_year(actor, cast.cell, 2026).rows) == number
    cells = selectors.counted_cells(cast.office.actor, 2026)
    with django_assert_num_queries(6):  # units; registered; members; the same three in all
        found = selectors.counts(list(cells), 2026)
        in_all = selectors.count_of_all(cells, 2026)
    assert in_all == (number, sum(one.whole for one in found))
    assert sum(one.registered for one in found) == number
