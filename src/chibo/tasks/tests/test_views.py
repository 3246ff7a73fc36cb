"""Pages of tasks: who gets in, what a refusal keeps, and how many queries a list costs."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast, sign_in

from chibo.kernel import clock
from chibo.tasks.models import Task
from chibo.tasks.selectors import counts_by_person
from chibo.tasks.states import State
from chibo.tasks.tests.factories import a_task

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def third_of_december() -> Iterator[None]:
    with clock.at(datetime(2026, 12, 3, 13, tzinfo=UTC)):
        yield


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("secretary", 200),
        ("cell_committee", 200),
        ("member", 200),
        ("office", 200),
        ("inspection", 200),
        ("assigned", 200),
        ("sibling_secretary", 404),
        ("foreign_office", 404),
        ("operator", 403),
    ],
)
def test_a_task_is_shown_to_those_in_reach(client: Client, cast: Cast, who: str, status: int) -> None:
    task = a_task(cast.secretary.actor, cast.cell)
    sign_in(client, getattr(cast, who))
    assert client.get(reverse("tasks:detail", args=[task.pk])).status_code == status


@pytest.mark.parametrize("page", ["change", "report", "settle"])
def test_the_form_of_an_act_is_shown_to_nobody_who_may_only_read(client: Client, cast: Cast, page: str) -> None:
    """The committee's secretary reads the cell's tasks; the form would list the members of the cell."""
    task = a_task(cast.secretary.actor, cast.cell)
    address = reverse(f"tasks:{page}", args=[task.pk])
    sign_in(client, cast.committee_secretary)
    assert client.get(address).status_code == 403
    assert client.post(address, {}).status_code == 403
    sign_in(client, cast.sibling_secretary)
    assert client.get(address).status_code == 404


def test_nobody_signed_in_is_sent_to_the_entrance(client: Client) -> None:
    assert client.get(reverse("tasks:list")).status_code == 302


def test_a_member_sees_no_button_to_hand_out_and_may_not(client: Client, cast: Cast) -> None:
    sign_in(client, cast.member)
    assert reverse("tasks:new") not in client.get(reverse("tasks:list")).content.decode()
    assert client.post(reverse("tasks:new"), {"title": "X"}).status_code == 403


def test_a_refused_form_keeps_what_was_typed_and_says_why(client: Client, cast: Cast) -> None:
    sign_in(client, cast.secretary)
    typed = {"title": "Thu hồ sơ", "due_on": "1/12/2026", "kind": "monthly", "person": "", "helpers": ""}
    answer = client.post(reverse("tasks:new"), typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "sớm hơn ngày giao 03/12/2026" in page
    assert 'value="Thu hồ sơ"' in page
    assert not Task.objects.exists()


def test_what_is_handed_out_twice_is_one_task_and_another_title_another(client: Client, cast: Cast) -> None:
    sign_in(client, cast.secretary)
    shown = client.get(reverse("tasks:new")).content.decode()
    key = shown.partition('name="draft_key" value="')[2].partition('"')[0]
    typed = {"title": "Thu hồ sơ", "due_on": "10/12/2026", "kind": "monthly", "draft_key": key}
    assert [client.post(reverse("tasks:new"), typed).status_code for _time in range(2)] == [302, 302]
    assert (len(key), Task.objects.count()) == (32, 1)
    client.post(reverse("tasks:new"), typed | {"title": "Nộp hồ sơ"})
    assert set(Task.objects.values_list("title", flat=True)) == {"Thu hồ sơ", "Nộp hồ sơ"}


def test_the_secretary_hands_out_and_the_member_reports(client: Client, cast: Cast) -> None:
    sign_in(client, cast.secretary)
    typed = {"title": "Thu hồ sơ", "due_on": "10/12", "kind": "monthly", "person": str(cast.member.id), "helpers": ""}
    assert client.post(reverse("tasks:new"), typed).status_code == 302
    task = Task.objects.get()
    assert (task.title, task.due_on) == ("Thu hồ sơ", date(2026, 12, 10))
    sign_in(client, cast.member)
    assert "Thu hồ sơ" in client.get(reverse("tasks:mine")).content.decode()
    client.post(reverse("tasks:report", args=[task.pk]), {"version": 1, "text": "Đã thu đủ."})
    task.refresh_from_db()
    assert task.state == State.REPORTED


def test_a_report_on_a_changed_task_is_kept_and_shown_again(client: Client, cast: Cast) -> None:
    task = a_task(cast.secretary.actor, cast.cell, person_id=cast.member.id)
    Task.objects.filter(pk=task.pk).update(version=2)
    sign_in(client, cast.member)
    answer = client.post(reverse("tasks:report", args=[task.pk]), {"version": 1, "text": "Đã vận động 2 hộ."})
    assert answer.status_code == 422
    assert "Đã vận động 2 hộ." in answer.content.decode()


@pytest.mark.parametrize("rows", [1, 300])
def test_the_list_costs_the_same_for_one_and_for_many(client: Client, cast: Cast, rows: int) -> None:
    first = a_task(cast.secretary.actor, cast.cell)
    Task.objects.bulk_create(
        Task(unit=first.unit, kind=first.kind, month_on=first.month_on, title=f"{n}", due_on=first.due_on, state="open")
        for n in range(rows - 1)
    )
    sign_in(client, cast.secretary)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(reverse("tasks:list")).status_code == 200
    # session, user, person, mandates, the page of tasks, the bell
    assert len(queries) == 6, [query["sql"][:90] for query in queries]


def test_what_is_open_since_last_year_stays_with_its_member(cast: Cast) -> None:
    one = a_task(cast.secretary.actor, cast.cell, person_id=cast.member.id)
    found = counts_by_person(cast.cell.pk, one.due_on.replace(year=2027, month=1))
    assert found == {cast.member.id: {"open": 1, "late": 1, "done": 0}}


def test_the_roll_by_member_names_who_has_nothing(client: Client, cast: Cast) -> None:
    a_task(cast.secretary.actor, cast.cell, person_id=cast.member.id)
    sign_in(client, cast.secretary)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(reverse("tasks:by_member")).content.decode()
    # session, user, person, mandates, unit, counts, six for the roster, the bell
    assert len(queries) == 13, [query["sql"][:90] for query in queries]
    assert "19 đồng chí" in page


def test_the_spreadsheet_is_a_spreadsheet(client: Client, cast: Cast) -> None:
    a_task(cast.secretary.actor, cast.cell)
    sign_in(client, cast.secretary)
    answer = client.get(reverse("tasks:list") + "?tep=xlsx")
    assert b"".join(answer.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
