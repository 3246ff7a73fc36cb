"""What is asked of each address: with which thing, in which state, with which query or form.

An address is asked by GET and by an empty POST for the usual thing of each place. Here stands what needs more: another
state of the thing, the place in the query or in the form, a file kind.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

GET, POST = "GET", "POST"
PENDING = Path(__file__).with_name("pending.txt")


@dataclass(frozen=True, slots=True)
class Route:
    """An address by name, and the names of what it takes."""

    name: str
    takes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """One line of the table: an address asked in one way."""

    route: Route
    method: str
    stage: str = ""
    query: str = ""
    body: tuple[tuple[str, str], ...] = ()
    htmx: bool = False
    given: Mapping[str, str] = field(default_factory=dict, hash=False, compare=False)

    @property
    def name(self) -> str:
        """The line's name: `meetings:detail@draft GET ?tep=xlsx`."""
        stage = f"@{self.stage}" if self.stage else ""
        given = "".join(f" {value}" for value in self.given.values())
        query = f" ?{self.query.replace('{', '').replace('}', '')}" if self.query else ""
        body = f" {'&'.join(key for key, _value in self.body)}=" if self.body else ""
        return f"{self.route.name}{stage} {self.method}{given}{query}{body}{' htmx' if self.htmx else ''}"

    @property
    def takes(self) -> set[str]:
        """What of a place the address, query and form need."""
        texts = (self.query, *(value for _key, value in self.body))
        fields = {name for text in texts for _text, name, _spec, _conversion in Formatter().parse(text) if name}
        return fields | (set(self.route.takes) - set(self.given))


OPEN = ("open",)
CLOSED = ("closed",)
STAGES: dict[str, tuple[str, ...]] = {
    "meetings:detail": ("draft", "", "put_off", "board", "open", "closed"),
    "meetings:agree": ("put_off",),
    "meetings:call": ("draft", ""),
    "meetings:calendar": ("", "board"),
    "meetings:materials": ("draft", ""),
    "meetings:material": ("draft", ""),
    "meetings:papers": ("", "board"),
    "meetings:minutes": ("open", "closed"),
    "meetings:record": ("ready", "closed"),
    "meetings:remark": ("ready",),
    "meetings:join_away": OPEN,
    "meetings:answer_remark": ("ready",),
    "meetings:seal": ("ready",),
    "meetings:addendum": CLOSED,
    "meetings:addendum_file": CLOSED,
    "meetings:extract": CLOSED,
    "meetings:finish": CLOSED,
    "meetings:package": CLOSED,
    "meetings:send_report": CLOSED,
    "meetings:report_file": ("old",),
    "meetings:write_request": CLOSED,
    "meetings:request": ("", "draft"),
    "meetings:send_request": ("draft",),
    "meetings:roll": OPEN,
    "meetings:close": ("ready",),
    "meetings:room": OPEN,
    "meetings:phone": OPEN,
    "meetings:own": OPEN,
    "meetings:ask_to_speak": OPEN,
    "meetings:withdraw_wish": OPEN,
    "meetings:confirm": OPEN,
    "meetings:roll_by_code": OPEN,
    "meetings:chair": OPEN,
    "meetings:go_on": OPEN,
    "meetings:start_break": OPEN,
    "meetings:end_break": OPEN,
    "meetings:call_speaker": OPEN,
    "meetings:wall": OPEN,
    "meetings:room_code": OPEN,
    "meetings:events": OPEN,
    "meetings:keep": OPEN,
    "meetings:go": OPEN,
    "meetings:conclude": OPEN,
    "meetings:speak": OPEN,
    "meetings:drop_speech": OPEN,
    "meetings:agree_all": OPEN,
    "meetings:put": OPEN,
    "meetings:count": OPEN,
    "meetings:stop": OPEN,
    "meetings:add_up": OPEN,
    "meetings:open_secret": OPEN,
    "meetings:close_secret": OPEN,
    "meetings:void_secret": OPEN,
    "meetings:note_secret": OPEN,
    "meetings:voting": OPEN,
    "meetings:answer": OPEN,
    "meetings:give_task": OPEN,
    "meetings:praise": OPEN,
    "meetings:write_opinion": ("",),
    "meetings:open_count": OPEN,
    "meetings:counting": ("open", "closed"),
    "meetings:enter_count": OPEN,
    "meetings:stop_count": OPEN,
    "meetings:take_code": OPEN,
    "meetings:give_code": OPEN,
    "meetings:open_keyed": OPEN,
    "meetings:close_keyed": OPEN,
    "meetings:void_keyed": OPEN,
    "meetings:vote_again": OPEN,
    "meetings:ballot_sheets": OPEN,
    "meetings:count_minutes": CLOSED,
    "meetings:elected_list": CLOSED,
    "desk:send_resolution": CLOSED,
    "directives:detail": ("", "draft"),
    "directives:change": ("draft",),
    "directives:attach": ("draft",),
    "directives:issue": ("draft",),
    "directives:withdraw": ("", "draft"),
    "documents:paper": ("", "inside", "board"),
    "documents:printed": ("", "inside", "board"),
    "documents:file": ("", "inside"),
    "resolutions:begin": OPEN,
    "resolutions:item": ("open", "closed"),
    "resolutions:detail": ("open", "closed"),
    "resolutions:edit": OPEN,
    "resolutions:adopt": OPEN,
    "resolutions:count": OPEN,
    "resolutions:printed": ("open", "closed"),
    "resolutions:reserve": CLOSED,
    "scoring:of_meeting": ("open", "closed"),
    "scoring:detail": ("open", "closed", "old"),
    "scoring:paper": CLOSED,
    "scoring:self": OPEN,
    "scoring:appraise": CLOSED,
    "scoring:decide": CLOSED,
    "scoring:reopen": ("old",),
}
"""The state in which a thing is asked for; the usual one of meetings is called, for a day to come."""

QUERIES: dict[str, tuple[str, ...]] = {
    "desk:search": ("", "q=Mẩy", "q=Nhà văn hóa"),
    "directives:progress": ("", "tep=xlsx"),
    "meetings:book": ("", "to_chuc={unit_id}", "to_chuc={unit_id}&tep=docx"),
    "meetings:topics": ("to_chuc={unit_id}&nam=2026",),
    "meetings:extract": ("", "muc={item_id}&tep=docx"),
    "members:list": ("", "don_vi={unit_id}"),
    "members:export": ("", "don_vi={unit_id}"),
    "reports:board": ("", "chon={unit_id}_2026-11"),
    "resolutions:book": ("", "to_chuc={unit_id}", "to_chuc={unit_id}&tep=docx"),
    "resolutions:list": ("", "tep=xlsx"),
    "scoring:month": ("", "tep=xlsx"),
    "tasks:list": ("", "tep=xlsx"),
}
"""Queries of a GET: exports, and where the place stands in the query."""

BODIES: dict[str, tuple[tuple[str, str], ...]] = {
    "desk:send_resolution": (("number", "12-NQ/ĐU"),),
    "meetings:close": (("version", "{version}"),),
    "meetings:topics": (("title", "Chuyên đề mới"), ("quarter", "3")),
    "meetings:topic": (("title", "Chuyên đề mới"), ("quarter", "3"), ("version", "3")),
    "meetings:remark": (("text", "Ghi thiếu"),),
    "meetings:answer_remark": (("answer", "Đã bổ sung"), ("version", "2"), ("act", "taken")),
    "meetings:seal": (("version", "{version}"),),
    "meetings:addendum": (("reason", "Ghi nhầm"), ("text", "Đọc là 12"), ("adopted", "bench")),
    "meetings:give_task": (("title", "Việc mới"), ("due_on", "20/12/2026")),
    "meetings:send_report": (("version", "{version}"),),
    "members:account": (("username", "dang.vien.moi"),),
    "reports:remind": (("thang", "2026-11"), ("chi-bo", "{unit_id}")),
    "reports:reopen": (("thang", "2026-10"), ("version", "1"), ("reason", "Sai số liệu")),
    "scoring:self": (("lam", "dong-y"),),
    "ui:unit": (("unit", "{unit_id}"),),
}
"""Forms in which the place stands, or without which an act is not even asked for."""

GIVEN: dict[str, tuple[Mapping[str, str], ...]] = {
    "demo_enter": ({"key": "secretary"},),
    "desk:calendar_file": ({"secret": "cua-ai"},),
    "documents:printed": ({"kind": "docx"}, {"kind": "pdf"}),
    "exchange:sample": ({"kind": "members"},),
    "meetings:addendum_file": ({"number": "1", "kind": "docx"}, {"number": "1", "kind": "pdf"}),
    "meetings:ballot_sheets": ({"kind": "docx"}, {"kind": "pdf"}),
    "meetings:count_minutes": ({"kind": "docx"}, {"kind": "pdf"}),
    "meetings:events": tuple({"view": view} for view in ("member", "guest", "chair", "desk", "clerk", "wall")),
    "meetings:minutes": ({"kind": "docx"}, {"kind": "pdf"}),
    "meetings:move_item": ({"to": "1"},),
    "meetings:paper_docx": ({"code": "thong-bao"}, {"code": "kich-ban"}),
    "meetings:paper_pdf": ({"code": "diem-danh"},),
    "meetings:report_file": ({"kind": "docx"}, {"kind": "pdf"}),
    "members:my_part": ({"part": "qua-trinh"},),
    "members:part": ({"part": "qua-trinh"}, {"part": "ai-da-xem"}),
    "mfa_edit_webauthn": ({"pk": "1"},),
    "mfa_remove_webauthn": ({"pk": "1"},),
    "regulations:rule": ({"rule_id": "meeting-conduct"},),
    "regulations:set": ({"rule_id": "meeting-conduct"}, {"rule_id": "score-sheet"}),
    "reports:close": ({"month": "2026-11"},),
    "reports:file": ({"month": "2026-11", "kind": "docx"}, {"month": "2026-11", "kind": "xlsx"}),
    "reports:month": ({"month": "2026-11"},),
    "reports:picture": ({"month": "2026-11"},),
    "resolutions:printed": ({"kind": "docx"}, {"kind": "pdf"}),
    "review:printed": ({"kind": "docx"}, {"kind": "pdf"}),
    "review:write": ({"kind": "study"},),
    "scoring:paper": ({"kind": "docx"}, {"kind": "pdf"}),
}
"""Pieces of an address that are no thing of a place."""

HTMX = ("organisations:children", "resolutions:item", "scoring:of_meeting", "tasks:list")
"""Addresses that answer htmx with something else than a piece of the page that everybody gets."""


def routes() -> list[Route]:
    """Return all addresses of the program, by name. Fails on one without a name: nobody could review it."""
    found = sorted(set(_walk(get_resolver().url_patterns, "")), key=lambda route: route.name)
    assert all(route.name for route in found), "an address without a name"
    return found


def asks() -> list[Ask]:
    """Return what is asked, in the order of the table; only of rooms named in CHIBO_TEST_TABLE, where that is set."""
    return [ask for route in routes() if is_chosen(route.name) for method in (GET, POST) for ask in _of(route, method)]


def is_chosen(name: str) -> bool:
    """Tell whether the line is to be asked in this run: all but pending ones, or CHIBO_TEST_TABLE=meetings,tasks."""
    if chosen := os.environ.get("CHIBO_TEST_TABLE"):
        return name.startswith(tuple(chosen.split(",")))
    return not name.startswith(pending())


def pending() -> tuple[str, ...]:
    """Return how the names of those addresses begin whose lines nobody has read yet: `pending.txt`, hopefully empty."""
    lines = PENDING.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and line[0] != "#")


def _of(route: Route, method: str) -> Iterator[Ask]:
    for stage in STAGES.get(route.name, ("",)):
        for given in GIVEN.get(route.name, ({},))[: None if method == GET else 1]:
            if method == POST:
                yield Ask(route, method, stage, body=BODIES.get(route.name, ()), given=given)
                continue
            for query in QUERIES.get(route.name, ("",)):
                yield Ask(route, method, stage, query=query, given=given)
            if route.name in HTMX:
                yield Ask(route, method, stage, given=given, htmx=True)


def _walk(patterns: list[Any], space: str) -> Iterator[Route]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern):
            name = space + pattern.name if pattern.name else ""
            yield Route(name, tuple(sorted(pattern.pattern.converters)))
