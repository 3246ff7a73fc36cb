"""What is at a place beside its meetings: tasks, guidance, papers, records, accounts, runs, rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from allauth.usersessions.models import UserSession

from chibo.access import Actor, Role
from chibo.accounts.models import User
from chibo.directives import services as directives
from chibo.directives.tests.factories import a_draft as a_directive
from chibo.documents import services as documents
from chibo.documents.figures import Paper
from chibo.documents.states import Audience
from chibo.documents.tests.factories import DRAFT, a_paper, a_pdf
from chibo.exchange import services as exchange
from chibo.exchange.models import ImportRow
from chibo.exchange.services.work import work_on
from chibo.exchange.states import Kind
from chibo.exchange.tests.factories import HEADINGS
from chibo.exchange.tests.sheets import write_xlsx
from chibo.kernel import clock
from chibo.kernel.months import Month
from chibo.meetings import services as meetings
from chibo.meetings.models import Meeting, TopicPlan
from chibo.meetings.services import ItemPlan, TopicSaid
from chibo.meetings.states import Kind as MeetingKind
from chibo.members import services as members
from chibo.members.models import Person, Post
from chibo.members.states import CorrectionAbout
from chibo.notices import services as notices
from chibo.notices.models import Device
from chibo.organisations import services as organisations
from chibo.organisations.selectors import children_of, place_of
from chibo.proposals import services as proposals
from chibo.proposals.tests.factories import an_asked
from chibo.regulations.services import set_override
from chibo.reports import services as reports
from chibo.reports.models import CellMonth
from chibo.resolutions import services as resolutions
from chibo.review.models import Commitment
from chibo.scoring import services as scoring
from chibo.scoring.models import Score
from chibo.tasks.tests.factories import a_task

if TYPE_CHECKING:
    from chibo.organisations.models import Unit
    from tests.access.world import Ground

Things = dict[str, Any]


def of(ground: Ground, found: Things) -> Things:
    """Return the things of the place; `found` are those that its meetings brought."""
    return (
        _task(ground)
        | _guidance(ground)
        | _papers(ground, found)
        | _record(ground)
        | _account(ground)
        | _run(ground)
        | _asked(ground)
        | _topic(ground)
        | {"commitment_id": _commitment(ground.unit, ground.owner, ground.inside)}
        | _after_meetings(ground, found)
        | _group(ground)
        | {"unit_id": ground.unit.pk, "override_id": _rule(ground)}
    )


def _task(ground: Ground) -> Things:
    title = f"Việc được giao {ground.mark}"
    owner = ground.owner.pk if ground.above else None  # a committee has no members of its own: all of it is charged
    task = a_task(ground.maker, ground.unit, title=title, person_id=owner, due_on=date(2026, 12, 20))
    return {"task_id": task.pk}


def _group(ground: Ground) -> Things:
    """A group of the cell, with nobody in it; a committee has none, so its own id stands for one."""
    if ground.above is None:
        return {"group_id": ground.unit.pk}
    group = members.found_group(
        actor=ground.maker, cell=ground.unit, name=f"Tổ đảng {ground.mark}", founded_on=clock.today()
    )
    return {"group_id": group.pk}


def _guidance(ground: Ground) -> Things:
    """One draft of the unit's own; one sent to it alone; of a committee, one sent to all cells below."""
    said = a_directive(subject=f"Hướng dẫn {ground.mark}", body="Chống lãng phí.", discuss_by_on=None)
    sender = ground.above or ground.unit
    draft = directives.draft_directive(actor=ground.maker, unit=ground.unit, draft=said)
    sent = directives.draft_directive(actor=ground.maker, unit=sender, draft=said)
    file = directives.add_file(
        actor=ground.maker, directive_id=sent.pk, name="huong-dan.pdf", content=a_pdf(ground.mark), title="Tệp"
    )
    found = {"draft.directive_id": draft.pk, "directive_id": sent.pk, "attachment_id": file.pk}
    sent.refresh_from_db()
    receivers = [ground.unit] if ground.above else list(children_of([ground.unit.pk]))
    units = [unit.pk for unit in receivers]
    directives.issue_directive(actor=ground.maker, directive_id=sent.pk, version=sent.version, unit_ids=units)
    return found


def _topic(ground: Ground) -> Things:
    """A topic of the year with an approved paper, on a plan that was sent where there is somebody above."""
    said = TopicSaid(f"Chuyên đề {ground.mark}", 4)
    topic = meetings.plan_topic(actor=ground.maker, unit_id=ground.unit.pk, year=2026, said=said)
    topic = meetings.attach_topic_paper(
        actor=ground.maker, topic_id=topic.pk, version=topic.version, name="bai.pdf", content=a_pdf(ground.inside)
    )
    meetings.approve_topic_paper(actor=ground.maker, topic_id=topic.pk, version=topic.version)
    if ground.above is not None:
        plan = TopicPlan.objects.get(pk=topic.plan_id)
        meetings.send_topics(actor=ground.maker, plan_id=plan.pk, version=plan.version)
    return {"topic_id": topic.pk, "plan_id": topic.plan_id}


def _papers(ground: Ground, found: Things) -> Things:
    """A report for all above, a paper for the unit's own members, and one for its board."""
    papers = {}
    for audience in Audience:
        paper = a_paper(ground.maker, ground.unit, paper=_paper(ground), audience=audience)
        services = {"actor": ground.maker, "paper_id": paper.pk}
        sealed = documents.seal_paper(**services) if audience == Audience.INSIDE else paper
        papers[audience] = sealed
    board, up = papers[Audience.BOARD], papers[Audience.UP]
    inside = papers[Audience.INSIDE]
    final = documents.attach_final(
        actor=ground.maker, paper_id=up.pk, version=up.version, content=a_pdf(ground.mark), name="ban-ky.pdf"
    )
    return {
        "paper_id": up.pk,
        "file_id": final.final_file_id,
        "inside.paper_id": inside.pk,
        "inside.file_id": inside.sealed_pdf_id,
        "board.paper_id": board.pk,
    }


def _record(ground: Ground) -> Things:
    """The owner's record with a request to correct it, and a post held here."""
    asked = members.ask_correction(actor=ground.own, about=CorrectionAbout.CARD, text=f"Sai số thẻ {ground.mark}")
    post = Post.objects.filter(person=ground.lead, ends_on=None)[0]
    return {"person_id": ground.owner.pk, "correction_id": asked.pk, "post_id": post.pk}


def _account(ground: Ground) -> Things:
    """An account of the place, with a session and a notice, and an office that it holds."""
    user = User.objects.create(username=f"{ground.place}.vp", display_name=f"{ground.mark} Văn Phòng")
    mandate = organisations.give_mandate(
        actor=ground.maker, user=user, role=Role.INSPECTION, unit=ground.unit, starts_on=date(2026, 12, 1)
    )
    return own_account(user) | {"user_id": user.pk, "mandate_id": mandate.pk}


def own_account(user: User) -> Things:
    """Return what lies in an account: a session elsewhere, a notice, a device."""
    session = UserSession.objects.create(user=user, session_key=f"k{user.pk}", ip="127.0.0.1", user_agent="")
    [notice] = notices.tell([user.pk], "Việc mới", kind="tasks.notice.given")
    device = Device.objects.create(user=user, endpoint=f"https://push.example/{user.pk}", added_at=clock.now())
    return {"session_id": session.pk, "notice_id": notice.pk, "device_id": device.pk}


def _run(ground: Ground) -> Things:
    """A list that was read: one row is refused, one names somebody who is there already."""
    rows = [("1", f"{ground.mark} Văn Mới", "Nam", "", "", "", "", ground.unit.name), ("2", "", "Nam")]
    with TemporaryDirectory() as folder:
        content = write_xlsx(Path(folder) / "danh-sach.xlsx", [HEADINGS, *rows]).read_bytes()
    run = exchange.start_import(
        actor=ground.maker,
        unit=ground.unit,
        kind=Kind.MEMBERS,
        file_name=f"danh-sach-{ground.mark}.xlsx",
        content=[content],
        as_of_on=date(2026, 12, 1),
    )
    work_on(run.pk)
    number = ImportRow.objects.filter(run=run).order_by("number")[0].number
    return {"run_id": run.pk, "number": number}


def _asked(ground: Ground) -> Things:
    """What the owner asks of the place: read by the sender and by the body, and by nobody else."""
    asked = an_asked(subject=f"Câu hỏi {ground.mark}", text=ground.inside)
    return {"proposal_id": proposals.send(actor=ground.own, unit_id=ground.unit.pk, asked=asked).pk}


def _commitment(unit: Unit, person: Person, words: str) -> Any:
    """What a member of the place has sent to the cell: read by the member and by those who lead it."""
    row = Commitment(unit=unit, person=person, year=2026, kind="cultivation", parts=[["Nội dung", words]])
    row.state, row.sent_at = "sent", clock.now()
    row.save()
    return row.pk


def _rule(ground: Ground) -> Any:
    """A figure that the unit has set for itself."""
    return set_override(
        actor=ground.maker,
        place=place_of(ground.unit),
        rule_id="meeting-conduct",
        values={"due_soon_days": 5},
        basis_number="05-QĐ/ĐU",
        basis_on=date(2026, 11, 1),
        valid_from=date(2027, 1, 1),
    ).pk


def _after_meetings(ground: Ground, found: Things) -> Things:
    """What follows a meeting: requests to the level above, reserved opinions, a decided score, a closed month."""
    text = f"Kiến nghị {ground.mark}"
    closed, old = found["closed.meeting_id"], found["old.meeting_id"]
    wrote = meetings.write_request(actor=ground.maker, meeting_id=closed, text=text)
    result: Things = {"draft.request_id": wrote.pk}
    if ground.above is None:
        return result
    sent = meetings.write_request(actor=ground.maker, meeting_id=closed, text=text, send=True)
    version, result["closed.version"] = (Meeting.objects.get(pk=pk).version for pk in (old, closed))
    meetings.send_report(actor=ground.maker, meeting_id=old, version=version)
    resolutions.reserve_opinion(
        actor=ground.own, resolution_id=found["closed.resolution_id"], text=ground.reserved, report_above=True
    )
    score = Score.objects.get(pk=found["old.score_id"])
    scoring.decide(
        actor=ground.maker,
        score_id=score.pk,
        version=score.version,
        decided_on=date(2026, 10, 20),
        notice_number="15-TB/ĐU",
    )
    month = CellMonth.objects.filter(unit=ground.unit, month_on=date(2026, 10, 1)).first()
    if month is None:
        reports.close_month(actor=ground.maker, unit_id=ground.above.pk, month=Month(2026, 10))
        month = CellMonth.objects.get(unit=ground.unit, month_on=date(2026, 10, 1))
    return result | {"request_id": sent.pk, "cell_month_id": month.pk}


def mine(ground: Ground, member: Person, found: Things) -> Things:
    """Return what is the member's own in the cell: a task, something to prepare, opinions, record and account."""
    assert member.user is not None
    own = Actor(None, member.pk, member.full_name, ground.own.mandates, None)
    task = a_task(ground.maker, ground.unit, title="Việc của tôi", person_id=member.pk, due_on=date(2026, 12, 20))
    meeting = Meeting.objects.get(unit=ground.unit, month_on=date(2027, 1, 1), kind=MeetingKind.REGULAR)
    plan = ItemPlan("Tôi chuẩn bị", preparer_id=member.pk)
    item = meetings.add_item(actor=ground.maker, meeting_id=meeting.pk, plan=plan)
    opinion = meetings.write_opinion(actor=own, meeting_id=meeting.pk, text="Ý kiến của tôi", send=False)
    asked = proposals.send(actor=own, unit_id=ground.unit.pk, asked=an_asked())
    resolutions.reserve_opinion(actor=own, resolution_id=found["closed.resolution_id"], text=ground.reserved)
    return own_account(member.user) | {
        "proposal_id": asked.pk,
        "commitment_id": _commitment(ground.unit, member, "Cam kết của tôi"),
        "task_id": task.pk,
        "meeting_id": meeting.pk,
        "item_id": item.pk,
        "opinion_id": opinion.pk,
        "person_id": member.pk,
        "user_id": member.user_id,
    }


def _paper(ground: Ground) -> Paper:
    return replace(DRAFT, head=replace(DRAFT.head, subject=f"Giấy {ground.mark}"))
