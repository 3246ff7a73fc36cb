"""Pages of imports: who gets in, what they show, and what they cost."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.cast import Cast, sign_in

from chibo.audit.models import Look
from chibo.exchange.models import ImportRow, ImportRun
from chibo.exchange.rules.opening import open_book
from chibo.exchange.rules.table import find_table
from chibo.exchange.states import Kind
from chibo.exchange.tests.factories import HEADINGS, a_run, agreed, preview, undone, worked
from chibo.exchange.tests.sheets import write_xlsx
from chibo.exchange.tests.test_services import MIXED, row
from chibo.members.models import Person
from chibo.members.states import EndKind

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[Path]:
    with override_settings(DATA=tmp_path):
        yield tmp_path


@pytest.fixture
def run(folder: Path, cast: Cast) -> ImportRun:
    return a_run(folder, cast.office.actor, cast.committee, MIXED)


def page_text(client: Client, name: str, *args: Any, **query: str) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("office", 200),
        ("party_building", 200),
        ("foreign_office", 404),
        ("secretary", 403),
        ("member", 403),
        ("inspection", 403),
        ("committee_member", 403),
        ("operator", 403),
    ],
)
def test_a_run_is_shown_to_offices_in_reach_alone(
    client: Client, cast: Cast, run: ImportRun, who: str, status: int
) -> None:
    sign_in(client, getattr(cast, who))
    for name in ("run", "columns", "refused"):
        answer = client.get(reverse(f"exchange:{name}", args=[run.pk]))
        assert answer.status_code == status
        if answer.streaming:
            read(answer)
    for name, args in (("agree", []), ("drop", []), ("undo", []), ("repair", [6]), ("decide", [7])):
        answer = client.post(reverse(f"exchange:{name}", args=[run.pk, *args]))
        assert status in {answer.status_code, 200}


def test_a_file_is_uploaded_and_read_by_the_worker(client: Client, cast: Cast, folder: Path) -> None:
    sign_in(client, cast.office)
    content = write_xlsx(folder / "a.xlsx", [HEADINGS, *MIXED]).read_bytes()

    answer = client.post(
        reverse("exchange:start"),
        {
            "file": SimpleUploadedFile("danh sách.xlsx", content),
            "kind": "members",
            "unit": str(cast.committee.pk),
            "as_of_on": "02/01/2026",
            "decision": "01-DS/ĐU",
        },
    )

    found = ImportRun.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("exchange:run", args=[found.pk]))
    assert "Đang chờ đọc" in page_text(client, "exchange:run", found.pk)
    worked(found)
    assert "Xem trước 11 dòng" in page_text(client, "exchange:run", found.pk)


def test_a_refused_upload_keeps_what_was_typed(client: Client, cast: Cast) -> None:
    sign_in(client, cast.office)

    answer = client.post(reverse("exchange:start"), {"kind": "members", "as_of_on": "1/1/2099", "decision": "01-DS"})

    text = answer.content.decode()
    assert (answer.status_code, "01-DS" in text, "1/1/2099" in text) == (422, True, True)
    assert ImportRun.objects.count() == 0


def test_the_preview_says_what_would_be_written_and_what_is_wrong(client: Client, cast: Cast, run: ImportRun) -> None:
    sign_in(client, cast.office)

    text = page_text(client, "exchange:run", run.pk)

    assert "Cập nhật 3 đảng viên" in text
    assert '<del><span class="sr">Đang ghi: </span>Nông dân</del>' in text
    assert "Số thẻ “4530” có 4 chữ số; cần 12 (hoặc 8 với thẻ cũ)." in text
    assert "Không có chi bộ “Chi bộ thôn Bản Mạ” trong phạm vi của đồng chí." in text
    assert "Giống: Nguyễn Văn Hải, 1986." in text


def test_the_filter_shows_one_kind_of_rows(client: Client, cast: Cast, run: ImportRun) -> None:
    sign_in(client, cast.office)

    text = page_text(client, "exchange:run", run.pk, xem="refused")

    assert ("Phan Văn Biên" in text, "Bùi Thị Huyền" in text) == (True, False)


def test_a_row_is_repaired_in_place(client: Client, cast: Cast, run: ImportRun) -> None:
    sign_in(client, cast.office)
    address = reverse("exchange:repair", args=[run.pk, 6])

    answer = client.post(address, {"o-card": "78004530", "cot": "full_name card"}, headers=HTMX)

    text = answer.content.decode()
    assert (answer.status_code, 'id="dong-6"' in text, "Cập nhật 4 đảng viên" in text) == (200, True, True)
    assert ImportRow.objects.get(run=run, number=6).result == "new"
    plain = client.post(address, {"o-card": "78004531"})
    assert plain.headers["Location"] == f"{reverse('exchange:run', args=[run.pk])}#dong-6"


def test_a_doubled_row_is_decided_on(client: Client, cast: Cast, run: ImportRun) -> None:
    sign_in(client, cast.office)

    client.post(reverse("exchange:decide", args=[run.pk, 7]), {"decision": "other"})

    assert ImportRow.objects.get(run=run, number=7).result == "new"


def test_the_course_from_agreement_to_undoing(client: Client, cast: Cast, run: ImportRun) -> None:
    sign_in(client, cast.office)
    client.post(reverse("exchange:agree", args=[run.pk]), {"version": run.version, "expected": run.to_write})
    assert "Đang cập nhật" in page_text(client, "exchange:run", run.pk)
    worked(run)

    text = page_text(client, "exchange:run", run.pk)

    assert "Đã cập nhật 3 dòng." in text
    client.post(f"{reverse('exchange:undo', args=[run.pk])}?version={run.version}")
    worked(run)
    assert "Đã khôi phục như trước khi nhập." in page_text(client, "exchange:run", run.pk)
    assert not Person.objects.filter(import_run=None, full_name="Lò Văn Đại").exists()


def test_what_was_left_is_named_with_who_changed_it(client: Client, cast: Cast, run: ImportRun) -> None:
    from chibo.members import services

    agreed(cast.office.actor, run)
    new = Person.objects.get(full_name="Lò Văn Đại")
    services.end_membership(
        actor=cast.party_building.actor,
        person_id=new.pk,
        version=new.version,
        kind=EndKind.DECEASED,
        ended_on=run.as_of_on,
        decision="",
    )
    undone(cast.office.actor, run)
    sign_in(client, cast.office)

    text = page_text(client, "exchange:run", run.pk)

    assert "1 dòng giữ nguyên vì đã có người sửa hoặc dùng sau khi nhập." in text
    assert ("Lò Văn Đại" in text, cast.party_building.actor.name in text) == (True, True)


def test_an_agreement_that_came_late_shows_the_preview_again(client: Client, cast: Cast, run: ImportRun) -> None:
    sign_in(client, cast.office)

    answer = client.post(reverse("exchange:agree", args=[run.pk]), {"version": run.version, "expected": 99})

    assert answer.status_code == 422
    assert "Số dòng sẽ cập nhật đã đổi từ 99 thành 3." in answer.content.decode()


def test_a_file_that_cannot_be_read_says_what_to_do(client: Client, cast: Cast, run: ImportRun) -> None:
    ImportRun.objects.filter(pk=run.pk).update(
        state="failed", problem={"code": "exchange.no_list", "facts": {"seen": "Giá, Chè"}}
    )
    sign_in(client, cast.office)

    assert "Trong tệp thấy: Giá, Chè." in page_text(client, "exchange:run", run.pk)


def read(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def sheet_of(answer: Any, kind: Kind, folder: Path) -> list[dict[str, str]]:
    path = folder / "out.xlsx"
    path.write_bytes(read(answer))
    with open_book(path) as book:
        return [row.cells for row in find_table(book, kind).rows()]


def test_refused_rows_come_back_with_their_reason_and_can_come_in_again(
    client: Client, cast: Cast, run: ImportRun, folder: Path
) -> None:
    sign_in(client, cast.office)

    answer = client.get(reverse("exchange:refused", args=[run.pk]))

    path = folder / "out.xlsx"
    path.write_bytes(read(answer))  # type: ignore[attr-defined]
    with open_book(path) as book:
        table = find_table(book, Kind.MEMBERS)
        lines = list(table.sheet.rows())
    assert lines[0] == [*HEADINGS[1:], "Lý do chưa nhập được"]
    assert [(line[0], line[-1]) for line in lines[1:]] == [
        ("Hà Văn Cường", "Số thẻ “4530” có 4 chữ số; cần 12 (hoặc 8 với thẻ cũ)."),
        ("Vi Thị Dung", "Không có chi bộ “Chi bộ thôn Bản Mạ” trong phạm vi của đồng chí."),
        ("Phan Văn Biên", "Sau ngày chính thức 22/12/2008. Ngày vào Đảng phải trước."),
    ]
    assert Look.objects.get(part="exchange.refused").details == {"rows": 3}


def test_an_exported_list_comes_in_again_without_a_change(client: Client, cast: Cast, folder: Path) -> None:
    sign_in(client, cast.office)

    answer = client.get(reverse("exchange:members_out", args=[cast.committee.pk]))

    cells = sheet_of(answer, Kind.MEMBERS, folder)
    look = Look.objects.get(part="members.export")
    assert (len(cells), look.details, look.unit_id) == (27, {"rows": 27}, cast.committee.pk)
    from chibo.exchange import services

    again = services.start_import(
        actor=cast.office.actor,
        unit=cast.committee,
        kind=Kind.MEMBERS,
        file_name="a.xlsx",
        content=[(folder / "out.xlsx").read_bytes()],
        as_of_on=cast.office.actor.on,
        decision="",
    )
    assert {result for _, result, _ in preview(worked(again))} == {"same"}


def test_exported_units_come_in_again_without_a_change(client: Client, cast: Cast, folder: Path) -> None:
    sign_in(client, cast.office)

    cells = sheet_of(client.get(reverse("exchange:units_out", args=[cast.committee.pk])), Kind.UNITS, folder)

    assert [cell["name"] for cell in cells] == [
        "Đảng bộ xã Sơn Lộc",
        "Chi bộ thôn Trung Hòa",
        "Chi bộ thôn Phú Vinh",
        "Chi bộ cơ quan Đảng ủy xã",
    ]


def test_a_committees_secretary_takes_out_no_list_of_the_cells_below(client: Client, cast: Cast, folder: Path) -> None:
    """Export reaches a secretary's own unit; of the cells below, the office takes lists out."""
    sign_in(client, cast.committee_secretary)
    assert client.get(reverse("exchange:members_out", args=[cast.cell.pk])).status_code == 404
    assert sheet_of(client.get(reverse("exchange:members_out", args=[cast.committee.pk])), Kind.MEMBERS, folder) == []


@pytest.mark.parametrize(("who", "name", "status"), [
    ("secretary", "members_out", 404),
    ("foreign_office", "members_out", 404),
    ("member", "members_out", 403),
    ("foreign_office", "units_out", 404),
])  # fmt: skip
def test_lists_go_out_only_to_those_in_reach(client: Client, cast: Cast, who: str, name: str, status: int) -> None:
    sign_in(client, getattr(cast, who))

    assert client.get(reverse(f"exchange:{name}", args=[cast.committee.pk])).status_code == status
    assert Look.objects.count() == 0


def test_the_sample_can_be_read(client: Client, cast: Cast, folder: Path) -> None:
    sign_in(client, cast.office)
    for kind in Kind:
        answer = client.get(reverse("exchange:sample", args=[kind]))
        with open_book_of(answer) as book:
            assert find_table(book, kind).header.unknown == ()


def open_book_of(answer: Any) -> Any:
    import tempfile

    with tempfile.NamedTemporaryFile(delete=False, suffix=".xlsx") as file:
        file.write(read(answer))
    return open_book(Path(file.name))


def test_the_preview_costs_the_same_for_few_and_many_rows(client: Client, cast: Cast, folder: Path) -> None:
    sign_in(client, cast.office)
    for count in (1, 300):
        rows = [row(f"Lò Văn {'Đại' * (n % 3 + 1)}", f"7{count:03d}{n:04d}") for n in range(count)]
        found = a_run(folder, cast.office.actor, cast.committee, rows)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page_text(client, "exchange:run", found.pk)
        # session, user, person, mandates 4; the run with its unit 1; a page of rows 1; an earlier run 1; the bell 1
        assert len(queries) == 8
