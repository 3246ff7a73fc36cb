"""Before the meeting: guidance comes down, the meeting is registered and called, members answer."""

from datetime import UTC, datetime

from chibo.desk.services import daily_round
from chibo.kernel import clock
from chibo.meetings.models import Opinion
from chibo.meetings.states import State
from tests.journeys.acts import named
from tests.journeys.month.table import GUIDANCE, Table


def send_guidance_down(table: Table) -> None:
    """The office writes the month's guidance and sends it to all cells; the secretary notes that it came."""
    table.site.clock(datetime(2026, 1, 15, 2, tzinfo=UTC))
    office = table.office
    office.goto("/dinh-huong/moi/")
    office.locator("[name='number']").fill("12-CV/ĐU")
    office.locator("[name='subject']").fill(GUIDANCE)
    office.locator("[name='body']").fill("Tập trung bàn việc cấp nước và làm đường thôn.")
    office.locator("main form [type='submit']").last.click()
    office.wait_for_url("**/dinh-huong/*-*/")
    named(office, "Ban hành").click()
    office.get_by_role("link", name="Xem từng nơi").wait_for()
    table.acts.begin("guidance")
    table.secretary.goto("/dinh-huong/")
    table.secretary.get_by_role("link", name=GUIDANCE).first.click()
    table.acts.press(named(table.secretary, "Đã nhận"))


def register_and_call(table: Table) -> None:
    """The worker has drafted the month, with the guidance on its agenda; day and place stay; a file goes out."""
    now = datetime(2026, 1, 19, 2, tzinfo=UTC)
    with clock.at(now):
        daily_round()
    table.site.clock(now)
    acts, secretary = table.acts, table.secretary
    acts.begin("register")
    secretary.goto("/sinh-hoat/")
    acts.press(named(secretary, "Giữ như tháng trước").first)
    assert table.meeting.state == State.REGISTERED
    assert table.item(title__contains=GUIDANCE).source_key
    acts.begin("materials, call")
    secretary.goto(f"/sinh-hoat/{table.meeting.pk}/tai-lieu/")
    acts.attach(secretary.locator("[name='file']"), "Báo cáo tháng 01.txt", "Đã thay 42 đồng hồ nước.")
    acts.press(named(secretary, "Thêm tài liệu"))
    secretary.goto(f"/sinh-hoat/{table.meeting.pk}/")
    acts.press(named(secretary, "Gửi thông báo sinh hoạt và tài liệu").first)
    assert table.meeting.state == State.CALLED


def answer_the_call(table: Table) -> None:
    """One member comes and sends an opinion ahead, one asks to be excused, which the secretary agrees to."""
    address = f"/sinh-hoat/{table.meeting.pk}/"
    member, excused = table.member, table.excused
    member.goto(address)
    member.get_by_role("link", name="Báo cáo tháng 01").wait_for()
    named(member, "Tôi sẽ dự").click()
    named(member, "Tôi sẽ dự").and_(member.locator("[aria-pressed='true']")).wait_for()
    member.locator("form[action$='/y-kien/viet/'] [name='text']").fill("Đề nghị bàn việc cấp nước trước.")
    named(member, "Gửi ý kiến").click()
    member.get_by_text("Đã gửi", exact=False).first.wait_for()
    assert Opinion.objects.get(meeting=table.meeting).sent_at is not None
    excused.goto(address)
    excused.get_by_text("Xin vắng…").click()
    excused.locator("[name='reason'][value='illness']").check()
    named(excused, "Gửi đề nghị vắng").click()
    excused.get_by_text("Đã gửi đề nghị vắng").wait_for()
    table.acts.begin("excuses")
    table.secretary.goto(f"{address}thanh-phan/")
    table.acts.press(named(table.secretary, "Đồng ý").first)
