"""Votes by name: who answered what stands in the minutes and goes out; of all other votes nobody's name ever does."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast, sign_in

from chibo.ballots import portable
from chibo.ballots.models import Tap
from chibo.kernel import clock
from chibo.meetings import papers, services
from chibo.meetings.models import AgendaItem
from chibo.meetings.papers.words import named_words
from chibo.meetings.selectors.named import named_of
from chibo.meetings.selectors.recorded import recorded
from chibo.meetings.services import Put
from chibo.meetings.tests.factories import voters_of
from chibo.members.tests.factories import actor_of
from chibo.regulations.states import Method

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("evening")]
HEAD = "Ghi tên biểu quyết"


def a_put(method: Method) -> Put:
    return Put(decision="resolution", method=method, is_tapped=True)


def answered(cast: Cast, item: AgendaItem, method: Method) -> list[str]:
    """Hold a vote on phones: 9 for, 2 against, 1 of another opinion. Return the names in the order of the roll."""
    people = voters_of(item.meeting)
    vote = services.put_to_vote(actor=cast.member.actor, item_id=item.pk, put=a_put(method))
    for number, person in enumerate(people):
        choice = "for" if number < 9 else "against" if number < 11 else "other"
        services.answer_vote(
            actor=actor_of(person), meeting=item.meeting, vote_id=vote.pk, version=vote.version, choice=choice
        )
    services.finish_vote(actor=cast.member.actor, item_id=item.pk, vote_id=vote.pk, version=vote.version)
    return [person.full_name for person in people]


def exported() -> list[tuple[str, str]]:
    parts = [part.rows for part in portable.tables(lambda action: AgendaItem.objects.values("meeting__unit"))]
    return [(row.person.full_name, row.choice) for rows in parts if rows.model is Tap for row in rows]


def test_the_minutes_name_who_answered_what_in_the_order_of_the_roll(
    cast: Cast, client: Client, item: AgendaItem
) -> None:
    names = answered(cast, item, Method.NAMED)
    found = recorded(item.meeting)
    order = [row.name for row in found.roll.rows if row.name in names]
    [named] = named_of(item.meeting)
    assert [(code, *given) for code, _label, given in named.answers] == [
        ("for", *[name for name in order if name in names[:9]]),
        ("against", *[name for name in order if name in names[9:11]]),
        ("other", names[11]),
    ]
    assert named_words(named) in str(papers.minutes_paper(found))
    assert dict(exported())[names[11]] == "other"
    sign_in(client, cast.other_member)
    page = client.get(reverse("meetings:record", args=[item.meeting_id])).content.decode()
    assert ", ".join(named.answers[0][2]) in page


def test_the_report_to_the_committee_above_names_nobody(cast: Cast, item: AgendaItem) -> None:
    answered(cast, item, Method.NAMED)
    assert HEAD in str(papers.minutes_paper(recorded(item.meeting)))
    assert HEAD not in str(papers.report_paper(recorded(item.meeting), clock.today()))


def test_a_vote_of_numbers_only_names_nobody(cast: Cast, item: AgendaItem) -> None:
    answered(cast, item, Method.HAND)
    assert not named_of(item.meeting)
    assert HEAD not in str(papers.minutes_paper(recorded(item.meeting)))
    assert not exported()


def test_a_vote_by_name_that_still_runs_names_nobody(cast: Cast, item: AgendaItem) -> None:
    put = a_put(Method.NAMED)
    vote = services.put_to_vote(actor=cast.member.actor, item_id=item.pk, put=put)
    answer = {"vote_id": vote.pk, "version": vote.version, "choice": "for"}
    services.answer_vote(actor=cast.other_member.actor, meeting=item.meeting, **answer)
    assert not named_of(item.meeting)
    assert HEAD not in str(papers.minutes_paper(recorded(item.meeting)))
    assert not exported()


def test_a_secret_vote_names_nobody(cast: Cast, item: AgendaItem) -> None:
    box = services.open_secret(actor=cast.secretary.actor, item_id=item.pk)
    for person in voters_of(item.meeting):
        ballot = {"box_id": box.pk, "version": box.version, "chosen": {"for": 1}}
        services.cast_secret(actor=actor_of(person), meeting=item.meeting, **ballot)
    before = str(papers.minutes_paper(recorded(item.meeting)).body).count(cast.other_member.actor.name)
    services.close_secret(actor=cast.secretary.actor, item_id=item.pk, box_id=box.pk, version=box.version)
    after = str(papers.minutes_paper(recorded(item.meeting)).body)
    assert "phiếu kín" in after
    assert after.count(cast.other_member.actor.name) == before
    assert not named_of(item.meeting)
    assert not exported()
