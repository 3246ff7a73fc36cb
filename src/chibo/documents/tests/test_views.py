"""Pages of papers: who gets them, what they cost, what a refused form says."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast, Player

from chibo.documents import services
from chibo.documents.models import IssuedPaper
from chibo.documents.states import Audience
from chibo.documents.tests.factories import DAY, a_paper


def signed_in(player: Player) -> Client:
    client = Client()
    client.force_login(player.user)
    return client


@pytest.fixture
def issued(cast: Cast) -> IssuedPaper:
    return a_paper(cast.secretary.actor, cast.cell, audience=Audience.INSIDE)


def address(name: str, issued: IssuedPaper, *more: object) -> str:
    return reverse(f"documents:{name}", args=[issued.pk, *more])


@pytest.mark.parametrize(
    ("player", "page", "attach", "cancel"),
    [
        ("secretary", 200, 200, 200),
        ("cell_committee", 200, 200, 403),
        ("member", 200, 403, 403),
        ("committee_member", 404, 403, 403),
        ("office", 404, 404, 404),
        ("sibling_secretary", 404, 404, 404),
        ("foreign_secretary", 404, 404, 404),
        ("operator", 403, 403, 403),
    ],
)
def test_who_gets_a_paper(cast: Cast, issued: IssuedPaper, player: str, page: int, attach: int, cancel: int) -> None:
    client = signed_in(getattr(cast, player))
    answers = [client.get(address(name, issued)).status_code for name in ("paper", "attach", "cancel")]
    assert answers == [page, attach, cancel]
    assert client.get(address("printed", issued, "pdf")).status_code == page


def test_nobody_is_led_to_the_sign_in_page(db: None, client: Client) -> None:
    assert client.get(reverse("documents:list")).status_code == 302


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_paper_is_saved_never_shown(cast: Cast, issued: IssuedPaper, kind: str) -> None:
    answer = signed_in(cast.member).get(address("printed", issued, kind))
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_another_kind_is_not_there(cast: Cast, issued: IssuedPaper) -> None:
    assert signed_in(cast.member).get(address("printed", issued, "exe")).status_code == 404


def test_the_final_version_is_attached_and_handed_out(cast: Cast, issued: IssuedPaper) -> None:
    client = signed_in(cast.secretary)
    upload = SimpleUploadedFile("đã ký.pdf", b"%PDF-1.7 signed")
    answer = client.post(address("attach", issued), {"version": 1, "file": upload})
    assert answer.status_code == 302
    issued.refresh_from_db()
    got = client.get(reverse("documents:file", args=[issued.final_file_id]))
    assert b"".join(got.streaming_content) == b"%PDF-1.7 signed"  # type: ignore[attr-defined]
    assert got["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "đã ký.pdf" in client.get(address("paper", issued)).content.decode()
    stranger = signed_in(cast.foreign_secretary)
    assert stranger.get(reverse("documents:file", args=[issued.final_file_id])).status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "more", "sentence"),
    [
        ("a.exe", b"MZ", {}, "không đúng loại"),
        ("a.pdf", b"%PDF", {"is_secret": "on"}, "dấu độ mật"),
        ("a.pdf", b"%PDF", {"version": 7}, ""),
        ("", b"", {}, "Chưa chọn tệp."),
    ],
)
def test_a_refused_file_says_why(
    cast: Cast, issued: IssuedPaper, name: str, content: bytes, more: dict[str, Any], sentence: str
) -> None:
    facts = {"version": 1, **({"file": SimpleUploadedFile(name, content)} if name else {}), **more}
    answer = signed_in(cast.secretary).post(address("attach", issued), facts)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not IssuedPaper.objects.filter(final_file__isnull=False).exists()


def test_a_paper_is_withdrawn_with_its_reason(cast: Cast, issued: IssuedPaper) -> None:
    client = signed_in(cast.secretary)
    refused = client.post(address("cancel", issued), {"version": 1, "reason": ""})
    assert refused.status_code == 422
    assert "Chưa ghi: Lý do thu hồi." in refused.content.decode()
    assert client.post(address("cancel", issued), {"version": 1, "reason": "Sai ngày"}).status_code == 302
    page = client.get(address("paper", issued)).content.decode()
    assert "Lý do: Sai ngày" in page
    assert "Tải bản chính thức" not in page
    again = client.post(address("cancel", issued), {"version": 2, "reason": "Sai ngày"})
    assert "Văn bản đã thu hồi." in again.content.decode()


def test_numbers_go_on_from_paper(cast: Cast) -> None:
    client = signed_in(cast.secretary)
    assert "Chưa ban hành số nào" in client.get(reverse("documents:series")).content.decode()
    assert client.post(reverse("documents:series"), {"type_code": "NQ", "last": "12"}).status_code == 302
    refused = client.post(reverse("documents:series"), {"type_code": "NQ", "last": "3"})
    assert (refused.status_code, "Số đã ban hành đến 12" in refused.content.decode()) == (422, True)
    assert signed_in(cast.member).get(reverse("documents:series")).status_code == 403


@pytest.mark.parametrize("count", [1, 300])
def test_the_register_costs_the_same_for_one_and_for_many(cast: Cast, count: int) -> None:
    issued = a_paper(cast.secretary.actor, cast.cell, audience=Audience.UP)
    copies = [
        IssuedPaper(
            unit=cast.cell,
            type_code="TB",
            subject=f"Thông báo {number}",
            issued_on=DAY + timedelta(days=number),
            content=issued.content,
            audience=Audience.UP,
            origin_id=issued.origin_id,
        )
        for number in range(count - 1)
    ]
    IssuedPaper.objects.bulk_create(copies)
    client = signed_in(cast.office)
    with CaptureQueriesContext(connection) as queries:
        # session, user, person, mandates, papers, unread notices
        page = client.get(reverse("documents:list")).content.decode()
    assert page.count("<tr>") == 1 + min(count, 50)
    assert len(queries) == 6, [query["sql"] for query in queries]


def test_a_sealed_paper_shows_its_state(cast: Cast, issued: IssuedPaper) -> None:
    services.seal_paper(actor=cast.secretary.actor, paper_id=issued.pk)
    assert "Đã khóa" in signed_in(cast.member).get(address("paper", issued)).content.decode()
