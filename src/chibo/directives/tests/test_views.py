"""Pages of directives: who gets in, what a refusal keeps, how many queries."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook
from tests.cast import Cast, sign_in

from chibo.directives import selectors
from chibo.directives.models import Delivery, Directive
from chibo.directives.states import State
from chibo.directives.tests.factories import a_drafted, an_issued
from chibo.kernel import clock
from chibo.kernel.ids import uuid7
from chibo.organisations.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def eighteenth_of_november() -> Iterator[None]:
    with clock.at(datetime(2026, 11, 18, 2, tzinfo=UTC)):
        yield


def typed(**changes: str) -> dict[str, str]:
    usual = {"kind": "guidance", "month": "12/2026", "subject": "Định hướng tháng 12", "body": "Bàn việc tiết kiệm."}
    return {**usual, "number": "", "discuss_by_on": "", **changes}


@pytest.mark.parametrize(
    ("player", "status"),
    [
        ("secretary", 200),
        ("member", 200),
        ("assigned", 200),
        ("office", 200),
        ("sibling_secretary", 404),
        ("foreign_office", 404),
        ("operator", 403),
    ],
)
def test_a_directive_is_shown_to_those_in_reach(client: Client, cast: Cast, player: str, status: int) -> None:
    directive = an_issued(cast.office.actor, cast.committee, to=[cast.cell.pk])
    sign_in(client, getattr(cast, player))
    assert client.get(reverse("directives:detail", args=[directive.pk])).status_code == status
    assert client.get(reverse("directives:list")).status_code == (403 if player == "operator" else 200)


def test_the_office_writes_attaches_and_issues(client: Client, cast: Cast) -> None:
    sign_in(client, cast.office)
    assert client.post(reverse("directives:new"), typed()).status_code == 302
    draft = Directive.objects.get()
    at = lambda name: reverse(f"directives:{name}", args=[draft.pk])  # noqa: E731
    file = SimpleUploadedFile("dinh-huong.pdf", b"%PDF-1.7\n")
    assert client.post(at("attach"), {"file": file, "title": "Định hướng"}).status_code == 302
    assert client.post(at("issue"), {"version": 1, "to": "cells"}).status_code == 302
    assert Delivery.objects.count() == 3
    sign_in(client, cast.member)
    page = client.get(at("detail")).content.decode()
    assert "Bàn việc tiết kiệm." in page and at("note") not in page
    (attachment,) = selectors.attachments_of(draft)
    answer = client.get(reverse("directives:attachment", args=[draft.pk, attachment.pk]))
    assert b"".join(answer) == b"%PDF-1.7\n"  # type: ignore[arg-type]
    sign_in(client, cast.sibling_member)
    assert client.get(reverse("directives:attachment", args=[draft.pk, uuid7()])).status_code == 404


def test_refused_forms_keep_what_was_typed(client: Client, cast: Cast) -> None:
    sign_in(client, cast.office)
    answer = client.post(reverse("directives:new"), typed(kind="monthly_resolution", subject="Nghị quyết tháng 12"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Nghị quyết tháng chưa có số" in page and 'value="Nghị quyết tháng 12"' in page
    draft = a_drafted(cast.office.actor, cast.committee)
    chosen = client.post(reverse("directives:issue", args=[draft.pk]), {"version": 1, "to": "chosen"})
    assert chosen.status_code == 422 and "Chưa chọn nơi nhận" in chosen.content.decode()
    secret = {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7\n"), "is_secret": "on"}
    assert client.post(reverse("directives:attach", args=[draft.pk]), secret).status_code == 422
    assert Directive.objects.get().state == State.DRAFT


@pytest.mark.parametrize("name", ["change", "attach", "issue", "withdraw"])
def test_those_who_only_read_may_not_write(client: Client, cast: Cast, name: str) -> None:
    directive = an_issued(cast.office.actor, cast.committee)
    sign_in(client, cast.secretary)
    assert client.post(reverse(f"directives:{name}", args=[directive.pk]), typed(version="2")).status_code == 403
    sign_in(client, cast.member)
    assert client.post(reverse(f"directives:{name}", args=[directive.pk]), typed(version="2")).status_code == 403


def test_the_secretary_takes_note_with_one_act(client: Client, cast: Cast) -> None:
    directive = an_issued(cast.office.actor, cast.committee)
    sign_in(client, cast.secretary)
    page = client.get(reverse("directives:detail", args=[directive.pk]))
    assert "Tài liệu mới từ cấp trên" in page.content.decode()
    assert not Delivery.objects.filter(noted_at__isnull=False).exists(), "a GET writes nothing"
    assert client.post(reverse("directives:note", args=[directive.pk])).status_code == 302
    noted = Delivery.objects.get(unit=cast.cell)
    assert noted.noted_by == cast.secretary.actor.name
    assert "Tài liệu mới" not in client.get(reverse("directives:detail", args=[directive.pk])).content.decode()


def test_progress_opens_into_units_and_a_spreadsheet(client: Client, cast: Cast) -> None:
    directive = an_issued(cast.office.actor, cast.committee)
    address = reverse("directives:progress", args=[directive.pk])
    sign_in(client, cast.office)
    page = client.get(address).content.decode()
    assert cast.cell.name in page and cast.sibling_cell.name in page
    assert cast.cell.name not in client.get(address + "?xem=dealt_with").content.decode()
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(client.get(address + "?tep=xlsx"))))
    assert cast.cell.name in {row[0] for row in book.get_sheet_by_index(0).to_python()}
    sign_in(client, cast.secretary)
    assert cast.sibling_cell.name not in client.get(address).content.decode()


@pytest.mark.parametrize("rows", [1, 300])
def test_lists_cost_the_same_for_one_and_for_many(client: Client, cast: Cast, rows: int) -> None:
    directive = an_issued(cast.office.actor, cast.committee)
    units = [
        Unit(
            name=f"Chi bộ {n}",
            sort_name=f"{n:04}",
            path=f"{cast.committee.path}9{n:04}",
            node_no=90000 + n,
            kind="cell",
        )
        for n in range(rows - 1)
    ]
    Unit.objects.bulk_create(units)
    now = clock.now()
    Delivery.objects.bulk_create(Delivery(directive=directive, unit=unit, received_at=now) for unit in units)
    same = [
        Directive(
            unit=cast.committee,
            kind="guidance",
            month_on=directive.month_on,
            subject=f"Số {n}",
            issued_at=now,
            state="issued",
        )
        for n in range(rows - 1)
    ]
    Directive.objects.bulk_create(same)
    Delivery.objects.bulk_create(Delivery(directive=one, unit=cast.cell, received_at=now) for one in same)
    progress, listing = reverse("directives:progress", args=[directive.pk]), reverse("directives:list")
    # frame: session, user, person, mandates, new notices
    expected = [
        (cast.office, progress, 5 + 3),  # directive, a page of arrivals, their sums
        (cast.office, listing, 5 + 2),  # own unit, a page of directives with counts
        (cast.secretary, listing, 5 + 2),  # own unit, a page of arrivals
    ]
    for player, address, queries in expected:
        sign_in(client, player)
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(address)
        assert len(seen) == queries, [query["sql"][:150] for query in seen]
