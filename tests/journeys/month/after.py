"""After the meeting: report and posting in the cell; appraisal, decision and the month's report above."""

from datetime import UTC, datetime

from chibo.reports.services import refresh_stale
from chibo.scoring.models import Score
from tests.journeys.acts import named
from tests.journeys.month.table import NOTICE, Table


def report_and_post(table: Table) -> None:
    """The report goes up, the package is posted by hand on the national app, and that is noted."""
    table.site.clock(datetime(2026, 2, 4, 2, tzinfo=UTC))
    table.acts.begin("report, posting")
    table.secretary.goto(f"/sinh-hoat/{table.meeting.pk}/hoan-thien/")
    table.acts.press(named(table.secretary, "Gửi báo cáo kết quả"))
    table.acts.press(named(table.secretary, "Đã đăng"))
    meeting = table.meeting
    assert meeting.reported_at is not None
    assert meeting.posted_at is not None


def confirm(table: Table) -> None:
    """The assigned member appraises, the committee's decision is entered with the number of its notice."""
    score = Score.objects.get(meeting=table.meeting)
    assigned, office = table.assigned, table.office
    table.site.clock(datetime(2026, 2, 5, 2, tzinfo=UTC))
    assigned.goto(f"/cham-diem/{score.pk}/")
    named(assigned, "Gửi thẩm định, đề nghị").click()
    assigned.wait_for_load_state("networkidle")
    table.site.clock(datetime(2026, 2, 9, 2, tzinfo=UTC))
    office.goto(f"/cham-diem/{score.pk}/")
    office.locator("[name='decided_on']").fill("09/02/2026")
    office.locator("[name='notice_number']").fill(NOTICE)
    named(office, "Ghi quyết định công nhận").click()
    office.wait_for_load_state("networkidle")
    score.refresh_from_db()
    assert (score.state, score.notice_number) == ("decided", NOTICE)
    table.member.goto(f"/cham-diem/{score.pk}/")
    assert NOTICE in table.member.content()


def look_from_above(table: Table) -> None:
    """The office sees the cell on its board and in the month's report, once the worker has counted."""
    refresh_stale()
    table.office.goto("/chi-bo/")
    assert "Chi bộ thôn Trung Hòa" in table.office.content()
    table.office.goto("/bao-cao/2026-02/", wait_until="domcontentloaded")  # its picture loads a large library first
    assert "14/16" in table.office.content()
