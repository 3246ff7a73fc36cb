"""The meeting itself: roll, agenda, eleven speakers, five tasks, six votes, resolution, score, close."""

import re

from chibo.ballots.models import OpenVote
from chibo.meetings.states import State
from chibo.resolutions.models import Resolution
from chibo.scoring.models import Line, Score
from chibo.tasks.models import Task
from tests.journeys.acts import named
from tests.journeys.month.table import EVENING, SPEAKERS, TASKS, VOTES, Table


def open_and_call_the_roll(table: Table) -> None:
    """Whoever was excused stands there already; the guest and one absent member are marked."""
    table.site.clock(EVENING)
    acts, meeting, clerk = table.acts, table.meeting, table.clerk
    acts.begin("open, roll call")
    table.secretary.goto(f"/sinh-hoat/{meeting.pk}/khai-mac/")
    acts.press(named(table.secretary, "Khai mạc buổi sinh hoạt"))
    clerk.goto(f"/sinh-hoat/{meeting.pk}/diem-danh/")
    assert clerk.locator(f"[name='p-{table.cast.other_member.id}']").input_value() == "excused-illness"
    acts.choose(clerk.locator(f"[name='p-{table.cast.deputy.id}']"), "unexcused")
    acts.tick(clerk.locator("[name^='g-']").first)
    acts.press(named(clerk, "Có mặt đủ, trừ các đồng chí đã đánh dấu"))


def walk_the_agenda(table: Table) -> None:
    """Formal items by one act each, reports by a paragraph, the discussion with eleven speakers, then the tasks."""
    acts, clerk = table.acts, table.clerk
    acts.begin("agenda")
    acts.press(named(clerk, "Tất cả đồng ý"))
    for _ in range(20):
        title = clerk.locator(".mins__item h2").inner_text()
        if clerk.locator("#conclusion").count() == 0:
            return
        if title.startswith("Thảo luận"):
            _discuss(table)
        elif title.startswith("Tổng hợp"):
            _give_tasks(table)
        else:
            acts.begin("reports")
            acts.fill(clerk.locator("#text"), "Đã báo cáo; chi bộ nhất trí.")
        acts.press(named(clerk, "Xong mục"))


def _discuss(table: Table) -> None:
    acts, clerk = table.acts, table.clerk
    acts.begin("speakers")
    for number in range(SPEAKERS):
        acts.press(clerk.locator(".queue button[name='person']").nth(number))
        acts.fill(clerk.locator("#speech"), f"Ý kiến thứ {number + 1}: nhất trí, đề nghị làm sớm.")
    acts.begin("votes in the discussion")
    _vote_with_another_opinion(table)


def _vote_with_another_opinion(table: Table) -> None:
    acts, clerk = table.acts, table.clerk
    clerk.get_by_text("Có ý kiến khác, hoặc biểu quyết việc khác").click()
    acts.fill(clerk.locator("#subject"), "Lùi ngày làm đường sang tháng 3")
    acts.press(named(clerk, "Giơ thẻ, nhập kết quả"))
    acts.fill(clerk.locator("[name='for_count']"), "10")
    acts.fill(clerk.locator("[name='other_count']"), "1")
    acts.press(named(clerk, "Kết thúc biểu quyết"))


def _give_tasks(table: Table) -> None:
    """Each task says what and who; until when stands there."""
    acts, clerk = table.acts, table.clerk
    people = ("Nguyễn Thị Mai", "Trần Văn Sơn", "Lê Thị Thu", "Vũ Đình Quang", "Phạm Thị Ngọc Ánh")
    acts.begin("tasks")
    for title, name in zip(TASKS, people, strict=True):
        acts.fill(clerk.locator(".taskline [name='title']"), title)
        acts.find(clerk.locator(".taskline").get_by_role("combobox"), name)
        acts.press(named(clerk, "Giao việc"))
    acts.begin("conclusion")
    acts.fill(clerk.locator("#conclusion"), "Thống nhất năm việc trong tháng.")
    acts.begin("votes in the discussion")
    acts.press(named(clerk, "Tất cả đồng ý"))
    acts.begin("conclusion")


def adopt_the_resolution(table: Table) -> None:
    acts, secretary = table.acts, table.secretary
    acts.begin("resolution")
    item = table.item(outcome_kind="conclusion")
    table.clerk.goto(f"/sinh-hoat/{table.meeting.pk}/phong/?muc={item.pk}")
    secretary.goto(f"/nghi-quyet/muc/{item.pk}/")
    acts.press(secretary.get_by_role("button").filter(has_text="Dự thảo").first)
    acts.press(secretary.get_by_role("button").filter(has_text="Tất cả đồng ý").first)
    assert Resolution.objects.get(meeting=table.meeting).number_text == "01-NQ/CB"
    tasks = Task.objects.filter(unit=table.cast.cell)
    assert {task.title for task in tasks if task.person_id is not None} == set(TASKS)


def score(table: Table) -> None:
    """What can be counted stands there; the rest is entered in full, and voted in the meeting."""
    acts, secretary, meeting = table.acts, table.secretary, table.meeting
    acts.begin("score")
    secretary.goto(f"/cham-diem/cuoc-hop/{meeting.pk}/")
    acts.press(named(secretary, "Lập phiếu chấm điểm"))
    for line in Line.objects.filter(score__meeting=meeting).order_by("position"):
        if line.self_points is None and line.applies:
            field = secretary.locator(f"[name='{line.code}'], [name='p-{line.code}'], [name$='{line.code}']").first
            acts.fill(field, str(line.max_points // 100))
    acts.press(named(secretary, "Tất cả đồng ý, ghi vào biên bản"))
    assert Score.objects.get(meeting=meeting).state == "self_scored"


def close(table: Table) -> None:
    acts, clerk, secretary = table.acts, table.clerk, table.secretary
    acts.begin("minutes, close")
    item = table.item(outcome_kind="minutes")
    clerk.goto(f"/sinh-hoat/{table.meeting.pk}/phong/?muc={item.pk}")
    acts.press(clerk.get_by_role("button", name=re.compile("Mở (lại )?mục này")))
    acts.press(named(clerk, "Tất cả đồng ý"))
    secretary.goto(f"/sinh-hoat/{table.meeting.pk}/phong/")
    acts.unfold(secretary.locator("#end-sure summary"))
    acts.press(named(secretary, "Kết thúc, khóa nội dung"))
    meeting = table.meeting
    assert meeting.state == State.CLOSED
    assert (meeting.due_count, meeting.present_count, meeting.spoke_count) == (16, 14, SPEAKERS)
    assert OpenVote.objects.filter(unit=table.cast.cell, state="closed").count() == VOTES
