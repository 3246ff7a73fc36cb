"""The frame of a page for whoever asks: which entries, at which unit, in which theme. Costs no query.

An entry is shown where its address exists and its action is held anywhere.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chibo.access import Actor, Mandate, Role, actions, holds_anywhere
from chibo.notices.selectors import new_count
from chibo.organisations.phrases import ROLES
from chibo.ui import here, write
from chibo.ui.guard import actor_of
from chibo.web.demo import entrance

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu. `action` must be held anywhere; empty for whoever is signed in."""

    label: Words
    url_name: str
    icon: str
    action: str = ""
    key: str = ""
    """With `g` before it, the key that leads there."""
    short: Words = ""
    """The word in the bottom bar, where the label is too long."""


@dataclass(frozen=True, slots=True)
class Group:
    label: Words
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry with its address. `current` is the value of aria-current, empty elsewhere."""

    label: Words
    url: str
    icon: str
    current: str = ""
    count: int = 0
    waits: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class ShownGroup:
    label: Words
    entries: list[Shown] = field(default_factory=list)


DESK = Entry(_("Bàn làm việc"), "desk:desk", "house", "desk.desk.read", key="b")
TODAY = Entry(_("Hôm nay"), "desk:desk", "house", "desk.desk.read", key="b")
MEETINGS = Entry(_("Sinh hoạt"), "meetings:list", "calendar-check", "meetings.meeting.read", key="s")
TASKS = Entry(_("Nhiệm vụ"), "tasks:list", "list-checks", "tasks.task.read", key="n")
RESOLUTIONS = Entry(_("Nghị quyết"), "resolutions:list", "scroll-text", "resolutions.resolution.read")
MEMBERS = Entry(_("Đảng viên"), "members:list", "users", "members.list.read")
DIRECTIVES = Entry(_("Định hướng"), "directives:list", "compass", "directives.directive.read")
PROPOSALS = Entry(_("Kiến nghị"), "proposals:list", "message-square", "proposals.proposal.read")
REVIEW = Entry(_("Cam kết, đăng ký"), "review:list", "file-check", "review.commitment.read")
COMMITMENTS = Entry(_("Cam kết, đăng ký"), "review:counts", "file-check", "review.count.read")
SCORING = Entry(_("Chấm điểm"), "scoring:list", "gauge", "scoring.score.read")
REPORTS = Entry(_("Báo cáo"), "reports:list", "chart-column", "reports.report.read")
UNITS = Entry(_("Các chi bộ"), "reports:board", "layout-grid", "reports.board.read", short=_("Chi bộ"))
CONFIRM = Entry(_("Xác nhận điểm"), "scoring:queue", "gauge", "scoring.score.decide", short=_("Điểm"))
TREE = Entry(_("Tổ chức đảng"), "organisations:tree", "network", "organisations.unit.read")
EXCHANGE = Entry(_("Nhập, xuất dữ liệu"), "exchange:home", "arrow-left-right", "exchange.import.start")
RULES = Entry(_("Quy định"), "regulations:list", "scale", "regulations.rule.read")
MY_TASKS = Entry(_("Việc của tôi"), "tasks:mine", "list-checks", "tasks.task.read", key="n", short=_("Việc"))
MY_FILE = Entry(_("Hồ sơ của tôi"), "members:me", "user", "members.record.read", short=_("Của tôi"))
PAPERS = Entry(_("Tài liệu"), "documents:list", "file-text", "documents.paper.read")
AUDIT = Entry(_("Nhật ký"), "audit:list", "history", "audit.entry.read")
SYSTEM = Entry(_("Hệ thống"), "web:system", "server", "web.system.read")
ACCOUNTS = Entry(_("Tài khoản"), "accounts:list", "key-round", "accounts.user.read")

WORK = _("Đảng viên, nghiệp vụ")
LINE = _("Chỉ đạo, báo cáo")

CELL = (
    Group("", (DESK, MEETINGS, TASKS, RESOLUTIONS)),
    Group(WORK, (MEMBERS, REVIEW, PAPERS)),
    Group(LINE, (DIRECTIVES, PROPOSALS, SCORING, REPORTS, RULES, AUDIT)),
)
SUPERIOR = (
    Group("", (DESK, UNITS, MEETINGS, CONFIRM)),
    Group(WORK, (MEMBERS, TREE, TASKS, RESOLUTIONS, COMMITMENTS, PAPERS)),
    Group(LINE, (DIRECTIVES, PROPOSALS, REPORTS, EXCHANGE, RULES, AUDIT)),
)
MEMBER = (
    Group("", (TODAY, MEETINGS, MY_TASKS)),
    Group(_("Của tôi"), (MY_FILE, REVIEW, PROPOSALS)),
    Group(_("Chi bộ"), (RESOLUTIONS, PAPERS, RULES)),
)
OPERATOR = (Group("", (SYSTEM, ACCOUNTS, TREE, AUDIT)),)

BOTTOM = {
    id(CELL): (DESK, MEETINGS, TASKS, MEMBERS),
    id(SUPERIOR): (DESK, UNITS, CONFIRM, REPORTS),
    id(MEMBER): (TODAY, MEETINGS, MY_TASKS, MY_FILE),
    id(OPERATOR): (SYSTEM, ACCOUNTS),
}

_BY_ROLE = {
    Role.SECRETARY: CELL,
    Role.DEPUTY: CELL,
    Role.CELL_COMMITTEE: CELL,
    Role.OFFICE: SUPERIOR,
    Role.PARTY_BUILDING: SUPERIOR,
    Role.COMMITTEE_MEMBER: SUPERIOR,
    Role.ASSIGNED: SUPERIOR,
    Role.INSPECTION: SUPERIOR,
    Role.MEMBER: MEMBER,
    Role.OPERATOR: OPERATOR,
}


OUTSIDE = {"desk:search"}
"""Pages under no entry, though their room has one."""


class Frame:
    """What base.html shows around a page; each part is worked out when the template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.actor: Actor = actor_of(request)

    @cached_property
    def unit(self) -> Mandate | None:
        return here.mandate_here(self.request)

    @cached_property
    def units(self) -> list[Mandate]:
        return [mandate for mandate in here.mandates(self.request) if mandate.unit_id]

    @property
    def unit_role(self) -> Words:
        return ROLES.get(self.unit.role, "") if self.unit else ""

    @property
    def name(self) -> str:
        return self.actor.name

    @property
    def initials(self) -> str:
        return write.initials(self.actor.name)

    @cached_property
    def groups(self) -> list[ShownGroup]:
        shown = [ShownGroup(group.label, self._shown(group.entries)) for group in self._menu]
        return [group for group in shown if group.entries]

    @cached_property
    def bottom(self) -> list[Shown]:
        return self._shown(BOTTOM.get(id(self._menu), ()), short=True)

    @property
    def _menu(self) -> tuple[Group, ...]:
        if not self.actor.is_known:
            return ()
        return _BY_ROLE[self.unit.role] if self.unit else MEMBER

    def _shown(self, entries: tuple[Entry, ...], *, short: bool = False) -> list[Shown]:
        found = [(entry, address(entry.url_name)) for entry in entries if self._may_see(entry)]
        return [
            Shown((entry.short if short else "") or entry.label, url, entry.icon, self._current(entry), key=entry.key)
            for entry, url in found
            if url
        ]

    def _may_see(self, entry: Entry) -> bool:
        if not entry.action:
            return True
        return entry.action in actions() and holds_anywhere(self.actor, entry.action)

    def _current(self, entry: Entry) -> str:
        match = self.request.resolver_match
        if match is None or match.view_name in OUTSIDE:
            return ""
        if match.view_name == entry.url_name:
            return "page"
        namesakes = sum(
            other.url_name.split(":")[0] == match.namespace for group in self._menu for other in group.entries
        )
        return "true" if namesakes == 1 and entry.url_name.split(":")[0] == match.namespace else ""

    @cached_property
    def guises(self) -> tuple[entrance.Guise, ...]:
        """The roles that a demo offers at its entrance; none elsewhere."""
        return entrance.guises_for(self.request)

    @property
    def home(self) -> str:
        return "/"

    @property
    def search(self) -> str:
        return address("desk:search") if holds_anywhere(self.actor, "desk.search.read") else ""

    @property
    def bell(self) -> str:
        return address("notices:list") if self.actor.is_known else ""

    @cached_property
    def bell_count(self) -> int:
        return new_count(self.actor) if self.actor.is_known else 0

    @property
    def me(self) -> str:
        return address("members:me") if self.actor.person_id else ""

    @property
    def account(self) -> str:
        return address("accounts:me") if self.actor.is_known else ""

    @property
    def theme(self) -> str:
        return address("ui:theme")

    @property
    def language(self) -> str:
        return address("set_language")

    @property
    def logout(self) -> str:
        return address("account_logout") if self.actor.is_known else ""


def address(url_name: str) -> str:
    """Return the address of a page without arguments; empty where there is no such page."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def frame(request: HttpRequest) -> dict[str, object]:
    """Context processor: `frame` and `theme` for ui/base.html, and whether the page travels in the clear."""
    theme = request.COOKIES.get("theme", "light")
    known = theme if theme in {"light", "dark", "auto"} else "light"
    page = {"theme": known, "in_the_clear": settings.ROOM == "plain"}
    return {**page, "frame": Frame(request)} if hasattr(request, "actor") else page
