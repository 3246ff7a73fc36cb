"""One meeting: as those prepare it, as a member sees it, and its public face."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django_htmx.http import reswap, retarget

from chibo.access import may, require
from chibo.kernel import clock
from chibo.meetings import phrases, selectors
from chibo.meetings.forms import ExcuseForm, OpinionForm
from chibo.meetings.models import AgendaItem, Material, Meeting
from chibo.meetings.rules.registering import rule_kind
from chibo.meetings.selectors import Answers, Check
from chibo.meetings.states import PREPARABLE, Kind, Reply, State
from chibo.meetings.views import shown
from chibo.members.phrases import STATUSES
from chibo.organisations import selectors as organisations
from chibo.regulations.rules import ResolvedRule
from chibo.tasks import selectors as tasks
from chibo.ui import write
from chibo.ui.guard import actor_of, needs
from chibo.ui.pages import REFUSED, page
from chibo.ui.say import say
from chibo.ui.shapes import Part, Rule


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the checklist in words. `links` lead to the items that it is about."""

    state: str
    text: str
    items: Sequence[AgendaItem] = ()


@needs("meetings.meeting.read")
def detail(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = selectors.meeting_for(actor_of(request), meeting_id)
    return page_of_meeting(request, meeting)


@needs("meetings.meeting.read")
def readers(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Who may see what of this meeting, and by which mandate; chair and clerk by their part in it."""
    meeting = selectors.meeting_for(actor_of(request), meeting_id)
    place = organisations.place_of(meeting.unit)
    found = organisations.who_may(tuple(phrases.READING), place)
    context = shown.base_context(request, meeting) | {"lines": organisations.explained(found, phrases.READING)}
    return page(request, "meetings/readers.html", context)


def page_of_meeting(request: HttpRequest, meeting: Meeting, **typed: object) -> HttpResponse:
    """Answer with the face of the meeting that is for this actor; `typed` are refused forms to show again."""
    actor, place = actor_of(request), selectors.place_in(actor_of(request), meeting)
    if may(actor, "meetings.meeting.prepare", place) and meeting.state in PREPARABLE:
        return prepare_page(request, meeting, **typed)
    if may(actor, "meetings.inside.read", place):
        return member_page(request, meeting, **typed)
    return face_page(request, meeting)


def prepare_page(request: HttpRequest, meeting: Meeting, **typed: object) -> HttpResponse:
    """Agenda, what is missing, who comes, which papers: one page of work."""
    items, materials = selectors.agenda_of(meeting), selectors.materials_of(meeting)
    standard, invited = selectors.lines_of(meeting), selectors.invited_to(meeting)
    answers = selectors.answers_of(meeting, invited)
    checks = selectors.checklist(meeting, items, invited=invited, standard=standard, today=clock.today())
    lines = [_line(check) for check in checks]
    minutes = sum(item.planned_minutes for item in items)
    context = shown.base_context(request, meeting) | {
        "parts": shown.agenda(items, standard, materials, _notes(meeting)),
        "may_copy": True,
        "minutes": minutes,
        "minutes_over": max(0, minutes - meeting.planned_minutes) if meeting.held_on else 0,
        "checks": lines,
        "done": sum(line.state == "ok" for line in lines),
        "materials": materials,
        "answers": answers,
        "may_enter": may(actor_of(request), "meetings.reply.enter", selectors.place_in(actor_of(request), meeting)),
        "heads": head_parts(answers),
        "left_out": left_out(answers),
        "length_rule": _length_rule(meeting),
        "send_rule": _send_rule(meeting),
        "tabs": shown.tabs(request, meeting, "detail", _counts(meeting, materials, answers)),
    }
    status = REFUSED if typed else 200
    return page(request, "meetings/prepare.html", context | typed, part="work", status=status)


def work(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Answer an act on the agenda: htmx gets the page's work in place of what there was, a browser the page."""
    meeting = selectors.meeting_for(actor_of(request), meeting_id)
    answer = prepare_page(request, meeting)
    return reswap(retarget(answer, "#work"), "outerHTML")


def member_page(request: HttpRequest, meeting: Meeting, **typed: object) -> HttpResponse:
    """When and where, the agenda, the papers, the answer and one's own opinions: for those of the unit alone."""
    actor = actor_of(request)
    require(actor, "meetings.inside.read", selectors.place_in(actor, meeting))
    items, reply = selectors.agenda_of(meeting), selectors.own_reply(actor, meeting)
    readable = selectors.may_read_materials(actor, meeting)
    materials = [one for one in selectors.materials_of(meeting) if one.sent_at] if readable else []
    answerable = meeting.state in (State.REGISTERED, State.CALLED)
    context = shown.base_context(request, meeting) | {
        "parts": shown.agenda(items, {}, materials),
        "materials": materials,
        "later": [item for item in items if item.preparer_id and item.prepared_at is None],
        "reply": reply,
        "reply_word": phrases.REPLIES[reply.state] if reply else "",
        "reply_sign": phrases.REPLY_SIGNS[reply.state] if reply else "",
        "is_coming": bool(reply and reply.state == Reply.COMING),
        "answerable": answerable,
        "excuse_form": ExcuseForm(auto_id="excuse_%s"),
        "opinions": selectors.own_opinions(actor, meeting),
        "opinion_form": OpinionForm(items=item_choices(items), auto_id="opinion_%s"),
        "mine": [item for item in items if item.preparer_id == actor.person_id],
    }
    status = REFUSED if typed else 200
    return page(request, "meetings/mine.html", context | typed, status=status)


def face_page(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """What goes up: register, counts, titles and conclusions. No text, no names of the absent."""
    items = selectors.agenda_of(meeting)
    place = selectors.place_in(actor_of(request), meeting)
    put_off = meeting.state == State.DRAFT and meeting.change_reason and not meeting.change_agreed
    context = shown.base_context(request, meeting) | {
        "parts": shown.agenda(items, {}),
        "may_agree": bool(put_off) and may(actor_of(request), "meetings.postponement.agree", place),
        "materials": _sent_materials(request, meeting),
    }
    return page(request, "meetings/face.html", context)


def item_choices(items: Sequence[AgendaItem]) -> list[tuple[UUID, str]]:
    return [(item.pk, f"{number}. {item.title}") for number, item in enumerate(items, start=1)]


def head_parts(answers: Answers) -> list[Part]:
    """Return the answers as parts of a bar."""
    head = answers.head
    return [
        Part(_("Sẽ dự"), head.coming, "ok"),
        Part(_("Xin vắng, đã đồng ý"), head.excused, "info"),
        Part(_("Xin vắng, chờ trả lời"), head.excuse_asked, "now"),
        Part(_("Chưa trả lời"), head.silent, "wait"),
    ]


def left_out(answers: Answers) -> list[tuple[str | Promise, int]]:
    """Return who need not come, by status, in words."""
    return [(STATUSES[status], count) for status, count in answers.invited.others_by_status().items()]


def _sent_materials(request: HttpRequest, meeting: Meeting) -> list[Material]:
    if not selectors.may_read_materials(actor_of(request), meeting):
        return []
    return [one for one in selectors.materials_of(meeting) if one.sent_at]


def _line(check: Check) -> Line:
    return Line(check.state, say(check.code, **check.facts), check.items)


def _counts(meeting: Meeting, materials: Sequence[Material], answers: Answers) -> dict[str, int]:
    opinions = selectors.opinions_sent(meeting).count()
    return {"materials": len(materials), "replies": answers.head.called, "opinions": opinions}


def _notes(meeting: Meeting) -> dict[str, shown.Note]:
    """Return what is owed in the unit, beside the line that assesses it. One query."""
    today = clock.today()
    due = [task.due_on for task in tasks.undecided_of(meeting.unit_id)]
    if not due:
        return {}
    late = sum(day is not None and day < today for day in due)
    text = _("%(count)s nhiệm vụ đang thực hiện, %(late)s quá hạn") % {"count": len(due), "late": late}
    return {"member_tasks": shown.Note(text, reverse("tasks:list"))}


def _length_rule(meeting: Meeting) -> Rule | None:
    conduct = selectors.rules_of(meeting, "meeting-conduct")
    least = conduct.value.kind(rule_kind(Kind(meeting.kind))).min_minutes
    if least is None:
        return None
    title = _("Ít nhất %(count)s phút") % {"count": least}
    text = _("Họp liền với sinh hoạt chuyên đề thì ít nhất %(count)s phút, lần lượt từng phần, không lồng ghép.")
    return _rule(conduct, "combined_min_minutes", title, text % {"count": conduct.value.combined_min_minutes})


def _send_rule(meeting: Meeting) -> Rule | None:
    conduct = selectors.rules_of(meeting, "meeting-conduct")
    due = conduct.value.materials_due_on(meeting.held_on) if meeting.held_on else None
    if due is None:
        return None
    title = _("Chậm nhất %(day)s") % {"day": write.day(due)}
    text = _("Tài liệu được gửi đến đảng viên trước ngày sinh hoạt ít nhất %(count)s ngày.")
    return _rule(conduct, "materials_days_before", title, text % {"count": conduct.value.materials_days_before})


def _rule(resolved: ResolvedRule, key: str, title: str, text: str) -> Rule:  # type: ignore[type-arg]
    origin = resolved.origin(key)
    return Rule(
        title=title,
        text=text,
        basis=origin.basis,
        since=origin.since,
        certainty="verified" if origin.is_verified else "secondary",
    )
