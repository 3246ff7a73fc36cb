"""A list on its way into the book: preview, repair, agreement, writing, and undoing."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from tests.cast import Cast

from chibo.access import Denied
from chibo.audit.models import Entry
from chibo.exchange import selectors, services
from chibo.exchange.models import ImportRow, ImportRun
from chibo.exchange.services import member_lists, storing
from chibo.exchange.services.work import erase_old_runs
from chibo.exchange.states import Kind
from chibo.exchange.tests.factories import a_run, agreed, preview, undone, worked
from chibo.kernel.errors import Conflict, Missing, Refusal
from chibo.members import selectors as members
from chibo.members.models import Person, Stay
from chibo.members.selectors import lines_of

ON = date(2026, 1, 2)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Any:
    with override_settings(DATA=tmp_path):
        yield tmp_path


def row(name: str, card: str = "", cell: str = "Trung Hòa", **more: str) -> list[Any]:
    facts = {
        "sex": "Nữ" if " Thị " in name else "Nam",
        "born": "12/08/1986",
        "joined": "19/05/2015",
        "official": "19/05/2016",
        "post": "",
        "work": "Nông dân",
    } | more
    return [1, name, facts["sex"], facts["born"], card, facts["joined"], facts["official"], f"Chi bộ thôn {cell}",
            facts["post"], facts["work"]]  # fmt: skip


MIXED = [
    row("Lò Văn Đại", "78004512"),
    row("HOÀNG VĂN LÂM", "1086000001", born="12/8/86"),
    row("Bùi Thị Huyền", "1086000004", work="Giáo viên"),
    row("Trần Văn Sơn", "", "Phú Vinh"),
    row("Hà Văn Cường", "4530"),
    row("Nguyễn Văn Hai", "78004513"),
    row("Vi Thị Dung", "78004514", "Bản Mạ"),
    row("Phan Văn Biên", "78004515", joined="22/12/2009", official="22/12/2008"),
    row("Lò Văn Đại", "78004516"),
    row("Lê Văn Khác", "1086000005"),
    row("Lò Văn Pản"),
]


def test_the_preview_tells_of_every_row_what_would_become_of_it(folder: Path, cast: Cast) -> None:
    run = a_run(folder, cast.office.actor, cast.committee, MIXED)

    assert preview(run) == [
        (2, "new", []),
        (3, "same", ["card_restored"]),
        (4, "changed", ["card_restored", "card_contradicts"]),
        (5, "same", ["cell_by_hand"]),
        (6, "refused", ["card_digits"]),
        (7, "doubled", ["namesake"]),
        (8, "refused", ["unit_unknown"]),
        (9, "refused", ["official_before_joined"]),
        (10, "doubled", ["double_row"]),
        (11, "doubled", ["card_restored", "card_of_other"]),
        (12, "new", []),
    ]
    assert (run.state, run.counts, run.row_count) == (
        "previewed",
        {"new": 2, "same": 2, "changed": 1, "doubled": 3, "refused": 3},
        11,
    )


def test_a_preview_writes_nothing_into_the_book(folder: Path, cast: Cast) -> None:
    before = Person.objects.count(), Stay.objects.count()

    a_run(folder, cast.office.actor, cast.committee, MIXED)

    assert (Person.objects.count(), Stay.objects.count()) == before


def test_what_was_agreed_to_is_written_and_seen_at_the_end(folder: Path, cast: Cast) -> None:
    run = agreed(cast.office.actor, a_run(folder, cast.office.actor, cast.committee, MIXED))

    names = [comrade.full_name for comrade in members.roster(cast.cell.pk, ON)]
    assert (run.state, names.count("Lò Văn Đại"), names.count("Lò Văn Pản")) == ("done", 1, 1)
    person = Person.objects.get(full_name="Bùi Thị Huyền")
    assert person.occupation == "Giáo viên"
    new = Person.objects.get(full_name="Lò Văn Đại")
    line = lines_of([new.pk])[new.pk]
    assert (line["cards"], line["stay_decision"], line["standing"], new.import_run) == (
        ("78004512",),
        "01-DS/ĐU",
        "official",
        None,
    )


def test_all_entries_of_a_commit_bear_one_command_id(folder: Path, cast: Cast) -> None:
    run = a_run(folder, cast.office.actor, cast.committee, MIXED)
    seen = Entry.objects.count()

    run = agreed(cast.office.actor, run)

    entries = Entry.objects.filter(command_id=run.command_id)
    # one chunk written, one chunk revealed; the agreement and the end are commands of their own
    assert [entry.action for entry in entries.order_by("id")] == ["members.record.write", "members.record.write"]
    assert Entry.objects.count() == seen + 4


def test_the_same_file_twice_changes_nothing(folder: Path, cast: Cast) -> None:
    agreed(cast.office.actor, a_run(folder, cast.office.actor, cast.committee, MIXED))

    again = a_run(folder, cast.office.actor, cast.committee, MIXED)

    assert {result for _, result, _ in preview(again)} == {"same", "doubled", "refused"}
    with pytest.raises(Refusal) as refused:
        services.agree(actor=cast.office.actor, run_id=again.pk, version=again.version, expected=0)
    assert refused.value.code == "exchange.nothing_to_write"
    earlier = selectors.earlier_run(again)
    assert earlier is not None and earlier.state == "done"


def test_a_whole_import_is_undone(folder: Path, cast: Cast) -> None:
    visible = Person.objects.filter(import_run=None)
    before, line = visible.count(), lines_of([cast.member.id])[cast.member.id]
    run = agreed(cast.office.actor, a_run(folder, cast.office.actor, cast.committee, MIXED))
    written = set(Person.objects.values_list("pk", flat=True))

    run = undone(cast.office.actor, run)

    after = lines_of([cast.member.id])[cast.member.id]
    assert (run.state, visible.count(), selectors.left_rows(run).count()) == ("undone", before, 0)
    assert set(Person.objects.values_list("pk", flat=True)) == written  # withdrawn, never deleted
    assert {**after, "version": line["version"]} == line
    again = a_run(folder, cast.office.actor, cast.committee, MIXED)
    assert again.counts["new"] == 2
    agreed(cast.office.actor, again)
    assert visible.count() == before + 2


def test_undoing_leaves_what_somebody_changed_since_and_names_it(folder: Path, cast: Cast) -> None:
    run = agreed(cast.office.actor, a_run(folder, cast.office.actor, cast.committee, MIXED))
    Person.objects.filter(full_name="Lò Văn Đại").update(version=5)

    run = undone(cast.office.actor, run)

    [left] = selectors.left_rows(run)
    assert (left.number, left.left[0]) == (2, "members.person")
    assert set(Person.objects.filter(full_name__in=["Lò Văn Đại", "Lò Văn Pản"]).values_list("full_name", "sex")) == {
        ("Lò Văn Đại", "male"),
        ("Lò Văn Pản", "male"),
    }
    assert Person.objects.filter(full_name="Lò Văn Pản", import_run=None).count() == 1


def test_a_row_is_repaired_in_place(folder: Path, cast: Cast) -> None:
    run = a_run(folder, cast.office.actor, cast.committee, MIXED)

    repaired = services.repair_row(actor=cast.office.actor, run_id=run.pk, number=6, cells={"card": "78004530"})

    run.refresh_from_db()
    assert (repaired.result, repaired.findings, run.counts["refused"], run.counts["new"]) == ("new", [], 2, 3)


def test_a_doubled_row_is_written_as_a_person_decides(folder: Path, cast: Cast) -> None:
    office = cast.office.actor
    run = a_run(folder, office, cast.committee, MIXED)

    same = services.decide_row(actor=office, run_id=run.pk, number=7, decision="same")
    other = services.decide_row(actor=office, run_id=run.pk, number=10, decision="other")
    impossible = services.decide_row(actor=office, run_id=run.pk, number=11, decision="other")

    hai = cast.deputy.id
    assert (same.result, same.target_id, same.changes) == ("changed", hai, {"card_old": [None, "78004513"]})
    assert [code for code, *_ in same.findings] == ["exchange.namesake", "exchange.name_kept"]
    assert (other.result, impossible.result) == ("new", "refused")
    run.refresh_from_db()
    agreed(office, run)
    assert Person.objects.filter(full_name="Lò Văn Đại").count() == 2
    assert Person.objects.get(pk=hai).full_name == "Nguyễn Văn Hải"


def test_new_cells_and_posts_wait_for_a_paper(folder: Path, cast: Cast) -> None:
    plain = cast.people["Hà Thị Xuân"]  # without an account
    rows = [row("Hà Thị Xuân", "", "Phú Vinh", post="Chi ủy viên"), row("Lò Văn Đại", "78004512", post="Chi ủy viên")]

    run = a_run(folder, cast.office.actor, cast.committee, rows, decision="")

    assert preview(run) == [(2, "same", ["cell_waits", "post_waits"]), (3, "new", ["new_waits", "post_waits"])]
    agreed(cast.office.actor, run)
    new = Person.objects.get(full_name="Lò Văn Đại")
    line = lines_of([plain.pk, new.pk])
    assert (line[plain.pk]["unit_id"], line[new.pk]["stay_decision"], line[new.pk]["posts"]) == (cast.cell.pk, "", ())


def test_with_a_paper_somebody_without_account_moves_and_takes_a_post(folder: Path, cast: Cast) -> None:
    plain = cast.people["Hà Thị Xuân"]
    rows = [row("Hà Thị Xuân", "", "Phú Vinh", post="Phó bí thư")]

    run = a_run(folder, cast.office.actor, cast.committee, rows)

    assert preview(run) == [(2, "changed", [])]
    run = agreed(cast.office.actor, run)
    line = lines_of([plain.pk])[plain.pk]
    assert (line["unit_id"], line["posts"]) == (cast.sibling_cell.pk, ((cast.sibling_cell.pk, "deputy_secretary"),))
    undone(cast.office.actor, run)
    assert lines_of([plain.pk])[plain.pk]["unit_id"] == cast.cell.pk


def test_a_second_secretary_is_not_written(folder: Path, cast: Cast) -> None:
    run = a_run(folder, cast.office.actor, cast.committee, [row("Lò Văn Đại", "78004512", post="Bí thư")])

    assert preview(run) == [(2, "new", ["post_held"])]
    agreed(cast.office.actor, run)
    new = Person.objects.get(full_name="Lò Văn Đại")
    assert lines_of([new.pk])[new.pk]["posts"] == ()


def test_somebody_out_of_reach_is_not_told_of(folder: Path, cast: Cast) -> None:
    foreign = cast.people["Y Blơk Êban"]
    from chibo.members import services as writing

    writing.add_card_number(actor=cast.foreign_office.actor, person_id=foreign.pk, number="78009999")

    run = a_run(folder, cast.office.actor, cast.committee, [row("Y Blơk Êban", "78009999")])

    assert preview(run) == [(2, "refused", ["card_elsewhere"])]
    [staged] = ImportRow.objects.filter(run=run)
    assert (staged.target_id, staged.changes) == (None, {})


def test_writing_goes_on_where_a_killed_worker_stopped(
    folder: Path, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = cast.office.actor
    run = a_run(folder, office, cast.committee, [row(f"Lò Văn {name}") for name in ("Đại", "Hai", "Ba", "Bốn", "Năm")])
    monkeypatch.setattr(member_lists, "CHUNK", 2)
    services.agree(actor=office, run_id=run.pk, version=run.version, expected=5)
    stopped = Stopped(after=2)
    monkeypatch.setattr(member_lists, "_mark_written", stopped.wrap(member_lists._mark_written))

    with pytest.raises(KeyboardInterrupt):
        worked(run)
    first = {person.pk for person in Person.objects.filter(full_name__startswith="Lò Văn", import_run=run.pk)}
    assert (len(first), [c.full_name for c in members.roster(cast.cell.pk, ON) if c.person_id in first]) == (2, [])

    run = worked(run)

    assert run.state == "done"
    now = Person.objects.filter(full_name__in=[f"Lò Văn {name}" for name in ("Đại", "Hai", "Ba", "Bốn", "Năm")])
    assert (now.count(), first <= {person.pk for person in now}) == (5, True)


class Stopped:
    """Lets a function work so many times and then stops the process, after its work and before its commit."""

    def __init__(self, after: int) -> None:
        self.left = after

    def wrap(self, work: Any) -> Any:
        def run(*args: Any) -> None:
            work(*args)
            self.left -= 1
            if self.left == 0:
                raise KeyboardInterrupt

        return run


def test_reading_begun_again_starts_afresh(folder: Path, cast: Cast) -> None:
    run = a_run(folder, cast.office.actor, cast.committee, MIXED)
    ImportRun.objects.filter(pk=run.pk).update(state="reading")

    run = worked(run)

    assert (run.state, run.row_count, ImportRow.objects.filter(run=run).count()) == ("previewed", 11, 11)


def test_a_file_that_cannot_be_read_says_why(folder: Path, cast: Cast) -> None:
    run = services.start_import(
        actor=cast.office.actor,
        unit=cast.committee,
        kind=Kind.MEMBERS,
        file_name="anh.png",
        content=[b"\x89PNG\r\n\x1a\n\x00\x00"],
        as_of_on=ON,
    )

    run = worked(run)

    assert (run.state, run.problem) == ("failed", {"code": "exchange.file_not_spreadsheet", "facts": {}})


def test_a_column_is_given_its_field_by_hand(folder: Path, cast: Cast) -> None:
    office = cast.office.actor
    headings = ["STT", "Họ và tên", "Ngày sinh", "Số liệu A", "Chi bộ"]
    rows = [[1, "Lò Văn Đại", "12/08/1986", "78004512", "Chi bộ thôn Trung Hòa"]]
    run = a_run(folder, office, cast.committee, rows, headings=headings)
    assert run.columns[3] == [3, "Số liệu A", None]

    services.choose_columns(actor=office, run_id=run.pk, version=run.version, chosen={3: "card"})
    run = worked(run)

    assert run.columns[3] == [3, "Số liệu A", "card"]
    assert ImportRow.objects.get(run=run).cells["card"] == "78004512"


def test_only_offices_may_and_only_within_their_reach(folder: Path, cast: Cast) -> None:
    run = a_run(folder, cast.office.actor, cast.committee, MIXED)

    with pytest.raises(Denied):
        a_run(folder, cast.secretary.actor, cast.cell, MIXED)
    for stranger in (cast.foreign_office.actor, cast.secretary.actor, cast.member.actor):
        with pytest.raises(Missing):
            selectors.run_for(stranger, run.pk)
        with pytest.raises(Denied):
            services.agree(actor=stranger, run_id=run.pk, version=run.version, expected=3)
    assert selectors.run_for(cast.party_building.actor, run.pk) == run


def test_an_agreement_to_other_numbers_or_an_older_page_is_refused(folder: Path, cast: Cast) -> None:
    office = cast.office.actor
    run = a_run(folder, office, cast.committee, MIXED)

    with pytest.raises(Refusal) as refused:
        services.agree(actor=office, run_id=run.pk, version=run.version, expected=2)
    assert (refused.value.code, refused.value.facts) == ("exchange.count_changed", {"seen": 2, "present": 3})
    services.drop(actor=office, run_id=run.pk, version=run.version)
    with pytest.raises(Conflict):
        services.agree(actor=office, run_id=run.pk, version=run.version, expected=3)
    with pytest.raises(Refusal) as late:
        services.repair_row(actor=office, run_id=run.pk, number=6, cells={"card": "78004530"})
    assert late.value.code == "exchange.not_now"


def test_rows_and_file_are_erased_when_their_time_is_over(folder: Path, cast: Cast) -> None:
    run = agreed(cast.office.actor, a_run(folder, cast.office.actor, cast.committee, MIXED))
    assert erase_old_runs() == 0
    ImportRun.objects.filter(pk=run.pk).update(erase_on=date(2026, 1, 1))

    assert erase_old_runs() == 1

    run.refresh_from_db()
    assert (ImportRow.objects.filter(run=run).count(), storing.path_of(run.pk).exists()) == (0, False)
    with pytest.raises(Refusal) as refused:
        services.undo(actor=cast.office.actor, run_id=run.pk, version=run.version)
    assert refused.value.code == "exchange.undo_too_late"
