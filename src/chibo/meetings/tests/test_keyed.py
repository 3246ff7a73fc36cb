"""A vote on phones whose key three tellers keep: who sees a code and when, how it is opened, and what it brings."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast, sign_in

from chibo.audit.models import Entry
from chibo.ballots import selectors as ballots
from chibo.ballots.models import CountedBallot, KeyKeeper, SealedBallot, SecretBox
from chibo.ballots.tests.factories import allow_electronic
from chibo.kernel.errors import Refusal
from chibo.meetings import services
from chibo.meetings.models import AgendaItem, Meeting
from chibo.meetings.rules import Absence
from chibo.meetings.selectors.counting import duty_in
from chibo.meetings.selectors.voting import voting_now
from chibo.meetings.services.counting import open_discipline, open_election, open_motion, vote_again
from chibo.meetings.states import Presence, Reason
from chibo.meetings.tests.counting import HAI, SON, an_election, election_item
from chibo.meetings.tests.factories import WITHOUT_ACCOUNT, a_called, on, voters_of
from chibo.meetings.views.live_shown import parts_of
from chibo.members.tests.factories import actor_of
from chibo.regulations.figures import DISCIPLINE, Decision

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("evening")]
KEEPERS = ("Vũ Đình Quang", "Đặng Văn Bình", "Đỗ Thị Nga")


def a_held(cast: Cast) -> Meeting:
    """Open the meeting with an item for the election in hand; the two members without an account are ill."""
    with on(19):
        called = a_called(cast.secretary.actor, cast.cell, chair_id=cast.secretary.id, clerk_id=cast.member.id)
        plan = services.ItemPlan("Bầu chi ủy", 20)
        services.add_item(actor=cast.secretary.actor, meeting_id=called.pk, plan=plan)
    opened = services.open_meeting(actor=cast.secretary.actor, meeting_id=called.pk, version=called.version)
    ill = {cast.people[name].pk: Absence(Presence.EXCUSED, Reason.ILLNESS) for name in WITHOUT_ACCOUNT}
    services.take_roll(actor=cast.member.actor, meeting_id=opened.pk, absent=ill)
    services.start_item(actor=cast.secretary.actor, item_id=election_item(opened).pk)
    return opened


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    allow_electronic(cast, Decision.ELECTION, Decision.CLASSIFICATION, *DISCIPLINE)
    return a_held(cast)


@pytest.fixture
def item(meeting: Meeting) -> AgendaItem:
    return election_item(meeting)


@pytest.fixture
def box(cast: Cast, item: AgendaItem) -> SecretBox:
    """One of two, prepared."""
    return prepared(cast, item)


def prepared(cast: Cast, item: AgendaItem) -> Any:
    election = an_election(cast, HAI, SON, seats=1)
    act: dict[str, Any] = {"actor": cast.secretary.actor, "item_id": item.pk, "tellers": team(cast)}
    return open_election(election=election, on_phones=True, **act)


def team(cast: Cast) -> list[Any]:
    return [cast.people[name].pk for name in KEEPERS]


def keepers(cast: Cast) -> list[Any]:
    return [actor_of(cast.people[name]) for name in KEEPERS]


def codes_of(cast: Cast, item: AgendaItem, box: SecretBox) -> list[str]:
    return [services.take_code(actor=keeper, item_id=item.pk, box_id=box.pk) for keeper in keepers(cast)]


def opened(cast: Cast, item: AgendaItem, box: SecretBox) -> SecretBox:
    return services.open_keyed(actor=cast.secretary.actor, item_id=item.pk, box_id=box.pk, version=box.version)


def shut(cast: Cast, meeting: Meeting, item: AgendaItem, box: SecretBox, votes: int = 9) -> SecretBox:
    """Let everybody vote, so many for Hải and the rest for Sơn, and end the voting."""
    for number, person in enumerate(voters_of(meeting)):
        key = str(cast.people[HAI if number < votes else SON].pk)
        act: dict[str, Any] = {"meeting": meeting, "box_id": box.pk, "version": box.version, "chosen": {key: 1}}
        services.cast_secret(actor=actor_of(person), **act)
    return services.close_secret(actor=cast.secretary.actor, item_id=item.pk, box_id=box.pk, version=box.version)


def give(cast: Cast, item: AgendaItem, box: SecretBox, place: int, code: str) -> SecretBox:
    return services.give_code(actor=keepers(cast)[place], item_id=item.pk, box_id=box.pk, typed=code)


def test_an_election_on_phones_ends_as_the_outcome_of_its_item(cast: Cast, meeting: Meeting, item: AgendaItem) -> None:
    box = prepared(cast, item)
    codes = codes_of(cast, item, box)
    waiting = shut(cast, meeting, item, opened(cast, item, box))
    give(cast, item, waiting, 2, codes[2])
    done = give(cast, item, waiting, 0, codes[0])
    item.refresh_from_db()
    assert done.state == "counted"
    assert item.outcome is not None
    assert "Trúng cử: Nguyễn Văn Hải" in item.outcome["tally"]
    assert "bỏ phiếu kín trên điện thoại, 12 đồng chí được bỏ phiếu, 12 phiếu đã bỏ" in item.outcome["lines"][0]
    assert item.outcome_url == reverse("meetings:counting", args=[meeting.pk, box.pk])
    assert voting_now(meeting) is None
    entry = Entry.objects.filter(action="meetings.code.give").latest("recorded_at")
    assert codes[0].encode() not in bytes(entry.body)


def test_a_wrong_code_is_refused_and_its_try_is_kept(cast: Cast, meeting: Meeting, item: AgendaItem) -> None:
    box = prepared(cast, item)
    codes = codes_of(cast, item, box)
    waiting = shut(cast, meeting, item, opened(cast, item, box))
    with pytest.raises(Refusal) as refused:
        give(cast, item, waiting, 0, codes[1])
    assert (refused.value.code, refused.value.facts) == ("ballots.code_wrong", {"left": 4})
    assert KeyKeeper.objects.get(person_id=team(cast)[0]).wrong_times == 1
    with pytest.raises(Refusal, match=r"ballots\.code_shape"):
        give(cast, item, waiting, 0, "12")
    assert KeyKeeper.objects.get(person_id=team(cast)[0]).wrong_times == 1


def test_nobody_elected_leads_to_a_further_round_on_phones(cast: Cast, meeting: Meeting, item: AgendaItem) -> None:
    box = prepared(cast, item)
    codes = codes_of(cast, item, box)
    waiting = shut(cast, meeting, item, opened(cast, item, box), votes=6)
    for place in (0, 1):
        give(cast, item, waiting, place, codes[place])
    act: dict[str, Any] = {"actor": cast.secretary.actor, "item_id": item.pk, "count_id": box.pk}
    again = vote_again(**act, names=[str(cast.people[HAI].pk)], tellers=team(cast))
    assert (again.way, again.round_no, again.state) == ("secret", 2, "prepared")


def test_discipline_goes_onto_phones_where_each_of_its_forms_is_allowed(cast: Cast) -> None:
    allow_electronic(cast, Decision.REPRIMAND)
    item = election_item(a_held(cast))
    act: dict[str, Any] = {"actor": cast.secretary.actor, "item_id": item.pk, "tellers": team(cast)}
    with pytest.raises(Refusal, match=r"ballots\.electronic_not_set"):
        open_discipline(**act, person_id=cast.people[SON].pk, forms=["expulsion", "warning"], on_phones=True)
    found = open_discipline(**act, person_id=cast.people[SON].pk, forms=["warning"], on_phones=True)
    assert found.state == "prepared"


def test_classification_takes_a_split_key(cast: Cast, item: AgendaItem) -> None:
    act: dict[str, Any] = {"actor": cast.secretary.actor, "item_id": item.pk, "tellers": team(cast)}
    assert open_motion(**act, decision=Decision.CLASSIFICATION, on_phones=True).state == "prepared"


def test_a_teller_is_led_to_what_is_due(cast: Cast, meeting: Meeting, item: AgendaItem) -> None:
    box = prepared(cast, item)
    first = keepers(cast)[0]

    def due() -> str | None:
        found = duty_in(first, meeting)
        return found.kind if found else None

    assert (due(), duty_in(cast.member.actor, meeting)) == ("take", None)
    codes = codes_of(cast, item, box)
    assert due() is None
    waiting = shut(cast, meeting, item, opened(cast, item, box))
    assert due() == "give"
    give(cast, item, waiting, 0, codes[0])
    assert due() is None


def at(name: str, meeting: Meeting, box: SecretBox) -> str:
    return reverse(f"meetings:{name}", args=[meeting.pk, box.pk])


def as_keeper(client: Client, cast: Cast, place: int) -> None:
    client.force_login(cast.people[KEEPERS[place]].user)


def test_a_code_is_shown_in_one_answer_alone(client: Client, cast: Cast, meeting: Meeting, box: SecretBox) -> None:
    as_keeper(client, cast, 0)
    assert "Nhận mã giữ khóa" in client.get(at("counting", meeting, box)).content.decode()
    answer = client.post(at("take_code", meeting, box))
    groups = re.findall(r"<li>(\d{4})</li>", answer.content.decode())
    assert (answer.status_code, len(groups), "no-store" in answer["Cache-Control"]) == (200, 8, True)
    again = client.get(at("counting", meeting, box)).content.decode()
    assert not re.findall(r"<li>\d{4}</li>", again)
    assert "1/3" in again
    assert "".join(groups) not in re.sub(r"\s|<[^>]*>", "", again)


@pytest.mark.parametrize(
    ("name", "player", "status"),
    [
        ("take_code", "other_member", 403),
        ("take_code", "sibling_secretary", 404),
        ("give_code", "other_member", 403),
        ("open_keyed", "other_member", 403),
        ("close_keyed", "other_member", 403),
        ("void_keyed", "other_member", 403),
        ("close_keyed", "sibling_secretary", 404),
        ("void_keyed", "secretary", 422),
        ("open_keyed", "secretary", 422),
        ("close_keyed", "secretary", 422),
    ],
)
def test_who_may_do_what(client: Client, cast: Cast, box: SecretBox, name: str, player: str, status: int) -> None:
    meeting = AgendaItem.objects.get(pk=box.origin_id).meeting
    sign_in(client, getattr(cast, player))
    assert client.post(at(name, meeting, box)).status_code == status


@pytest.mark.parametrize(("player", "status"), [("member", 200), ("office", 200), ("sibling_secretary", 404)])
def test_who_may_read_how_far_it_is(client: Client, cast: Cast, box: SecretBox, player: str, status: int) -> None:
    meeting = AgendaItem.objects.get(pk=box.origin_id).meeting
    sign_in(client, getattr(cast, player))
    assert client.get(at("counting", meeting, box)).status_code == status


def test_a_box_has_nothing_of_a_count_on_paper(client: Client, cast: Cast, meeting: Meeting, box: SecretBox) -> None:
    sign_in(client, cast.secretary)
    assert client.get(reverse("meetings:ballot_sheets", args=[meeting.pk, box.pk, "pdf"])).status_code == 404
    assert client.post(at("stop_count", meeting, box)).status_code == 404
    as_keeper(client, cast, 0)
    assert client.post(at("enter_count", meeting, box)).status_code == 404


def test_the_pages_lead_from_the_choice_of_the_way_to_the_result(
    client: Client, cast: Cast, meeting: Meeting, item: AgendaItem
) -> None:
    sign_in(client, cast.secretary)
    form = reverse("meetings:open_count", args=[meeting.pk, item.pk])
    assert 'name="way"' in client.get(f"{form}?loai=bau-cu").content.decode()
    leader, clerk, third = team(cast)
    typed = {
        "way": "secret",
        "body": "secretary",
        "subject": "Bầu bí thư",
        "seats": 1,
        "leader": leader,
        "clerk": clerk,
    }
    listed = {f"c-{cast.people[HAI].pk}": "proposed"}
    assert "đúng ba đồng chí" in client.post(f"{form}?loai=bau-cu", typed | listed).content.decode()
    client.post(f"{form}?loai=bau-cu", typed | listed | {"third": third})
    box = SecretBox.objects.get()
    codes = []
    for place in range(3):
        as_keeper(client, cast, place)
        page = client.post(at("take_code", meeting, box)).content.decode()
        codes.append(" ".join(re.findall(r"<li>(\d{4})</li>", page)))
    sign_in(client, cast.secretary)
    client.post(at("open_keyed", meeting, box), {"version": box.version})
    box.refresh_from_db()
    key = ballots.box(box.pk).sheet["options"][0]
    for person in voters_of(meeting):
        client.force_login(person.user)
        answer = reverse("meetings:answer", args=[meeting.pk, box.pk])
        sent = {"kind": "secret", "version": box.version, f"tung-{key}": "for"}
        assert client.post(answer, {"kind": "secret", "version": box.version}).status_code == 422
        asked = client.post(answer, sent).content.decode()
        assert "Đồng ý: Nguyễn Văn Hải" in asked
        assert f'name="tung-{key}" value="for"' in asked
        assert client.post(answer, sent | {"sure": "1"}).status_code == 302
    assert SealedBallot.objects.count() == 12
    sign_in(client, cast.secretary)
    client.post(at("close_keyed", meeting, box), {"version": box.version})
    assert "Chờ mã của 2 đồng chí" in client.get(at("counting", meeting, box)).content.decode()
    for place in (1, 2):
        as_keeper(client, cast, place)
        wrong = client.post(at("give_code", meeting, box), {"code": codes[0]})
        assert (wrong.status_code, "Còn 4 lần nhập" in wrong.content.decode()) == (422, True)
        assert wrong.wsgi_request.sensitive_post_parameters == ("code",)  # so no report of a fault shows it
        assert codes[0].replace(" ", "") not in wrong.content.decode().replace(" ", "")
        assert client.post(at("give_code", meeting, box), {"code": codes[place]}).status_code == 302
    page = client.get(at("counting", meeting, box)).content.decode()
    assert "Trúng cử" in page
    assert CountedBallot.objects.count() == 12
    for kind in ("pdf", "docx"):
        assert client.get(reverse("meetings:count_minutes", args=[meeting.pk, box.pk, kind])).status_code == 200


def test_without_permission_only_paper_is_offered(client: Client, cast: Cast) -> None:
    meeting = a_held(cast)
    sign_in(client, cast.secretary)
    page = client.get(reverse("meetings:open_count", args=[meeting.pk, election_item(meeting).pk])).content.decode()
    assert 'name="way"' not in page


def test_everybody_in_the_room_sees_what_it_waits_for(cast: Cast, meeting: Meeting, item: AgendaItem) -> None:
    box = prepared(cast, item)
    kinds = frozenset({"member.vi", "wall.vi", "chair.vi"})

    def shown() -> str:
        return "".join("".join(map(str, parts.values())) for parts in live_parts(meeting, kinds))

    assert "đang nhận mã giữ khóa" in shown()
    codes_of(cast, item, box)
    shut(cast, meeting, item, opened(cast, item, box))
    assert "nhập mã để mở hòm" in shown()


def live_parts(meeting: Meeting, kinds: frozenset[str]) -> list[Any]:
    found = parts_of(meeting.pk, kinds)
    return [getattr(parts, "regions", parts) for parts in found.values()]
