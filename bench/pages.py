"""Every page's time on the server beside the floor page's, in the same run, for the roles that use it.

    CHIBO_DATA=/somewhere python bench/pages.py [--runs 20] [--only members:] [--roles member,office] [--write]

Needs the province of `province.py` there. Each page is asked in turn with the floor page (floor, page, floor, page …)
in this process, through all of the program's middleware. A page is one row for each role
that gets it. `--write` puts the table of this engine into docs/bench/pages.md.
"""

import argparse
import gc
import json
import os
import re
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from datetime import time as clock_time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT), str(ROOT / "bench")]
os.environ["DJANGO_SETTINGS_MODULE"] = "page_settings"

DETAIL, LIST = 3, 8
"""How many times the floor a page may take: pages about one thing; lists of 50 rows, forms and the board."""
DETAILS = {
    *("meetings:detail", "meetings:readers", "meetings:request", "members:record", "members:part"),
    *("members:me", "members:my_part", "members:readers", "members:my_readers", "organisations:unit", "tasks:detail"),
    *("organisations:readers", "directives:detail", "resolutions:detail", "scoring:detail", "documents:paper"),
    *("regulations:rule", "accounts:me", "accounts:user", "scoring:of_meeting", "resolutions:item"),
}
SLOW = 1.0
"""Seconds from which a page is asked five times only."""
OUT = {
    r"^(account_|mfa_)": "signing in and second steps: pages of a library, without rows of the province",
    r"^(first_run|first_unit|demo_enter|account_slip|ui:kit)": "before the first sign-in, or invented data",
    r"^exchange:(run|columns|agree|drop|undo|repair|decide)": "need an import under way: see import.md",
}
IS_FILE = re.compile(r"(\.<str:kind>|\.docx|\.pdf|\.xlsx|\.zip|\.ics|\.svg|/tep/|/tai/|/excel/|phieu/<str)")


@dataclass(frozen=True)
class Viewer:
    role: str
    user_id: int


@dataclass
class Page:
    name: str
    route: str
    parameters: list[str]
    rows: dict[str, "Row"] = field(default_factory=dict)

    @property
    def goal(self) -> int:
        return DETAIL if self.name in DETAILS else LIST


@dataclass
class Row:
    """What was measured of one page for one role; milliseconds."""

    median: float
    p95: float
    floor: float
    computing: float
    """Of the median: this process's own work, which a busy machine stretches less."""
    floor_computing: float
    queries: int
    size: int

    @property
    def ratio(self) -> float:
        return self.median / self.floor

    @property
    def computing_ratio(self) -> float:
        return self.computing / self.floor_computing


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--runs", type=int, default=20)
    reader.add_argument("--only", default="", help="pages whose name matches this expression")
    reader.add_argument("--roles", default="", help="only these, with commas")
    reader.add_argument("--write", action="store_true")
    reader.add_argument("--sql", action="store_true", help="also print the slowest query of each page")
    asked = reader.parse_args()
    import django

    django.setup()
    from django.conf import settings

    from chibo.kernel import clock

    province = json.loads((settings.DATA / "province.json").read_text(encoding="utf-8"))
    at = datetime.combine(date.fromisoformat(province["today"]), clock_time(10), tzinfo=clock.HOME)
    with clock.at(at):
        run(province, asked)


def run(province: dict[str, Any], asked: argparse.Namespace) -> None:
    from standing import Sample

    sample = Sample(province)
    chosen = set(filter(None, asked.roles.split(",")))
    viewers = [Viewer(role, user) for role, user in sample.viewers().items() if not chosen or role in chosen]
    pages, left_out = pages_to_ask(asked.only)
    clients = {viewer.role: signed_in(viewer) for viewer in viewers}
    try:
        for page in pages:
            ask(page, viewers, clients, sample, asked=asked, left_out=left_out)
    except KeyboardInterrupt:
        print("stopped: what was measured is kept")
    if asked.write:
        from table import write_table

        write_table(province, [page for page in pages if page.rows], left_out)


def ask(
    page: Page,
    viewers: list[Viewer],
    clients: dict[str, Any],
    sample: Any,
    *,
    asked: argparse.Namespace,
    left_out: dict[str, str],
) -> None:
    """Measure a page for every role that gets it; else note why nobody did."""
    reasons = set()
    for viewer in viewers:
        try:
            outcome = one(clients[viewer.role], page, sample, asked)
        except Exception as error:  # a broken page is a finding, and the others are still to be measured
            outcome = f"broke with {type(error).__name__}"
        if isinstance(outcome, Row):
            page.rows[viewer.role] = outcome
            flag = "" if outcome.ratio <= page.goal and outcome.p95 <= 100 else "  <-- over"
            print(_line(page, viewer, outcome) + flag, flush=True)
        else:
            reasons.add(outcome)
    if not page.rows:
        left_out[page.name] = "; ".join(sorted(reasons))
        print(f"{page.name:30} left out: {left_out[page.name]}", flush=True)


def _line(page: Page, viewer: Viewer, row: Row) -> str:
    return (
        f"{page.name:30} {viewer.role:18} {row.queries:3} q {row.median:7.1f} ms p95 {row.p95:7.1f} "
        f"{row.ratio:5.1f} (computing {row.computing_ratio:5.1f}) of {page.goal}  {row.size // 1024} KB"
    )


def pages_to_ask(only: str) -> tuple[list[Page], dict[str, str]]:
    """Return the named pages, and those left out with the reason."""
    from django.urls import get_resolver

    pages, left_out = [], {}
    for name, route, parameters in _named(get_resolver()):
        if name == "floor" or not re.search(only, name):
            continue
        reason = next((why for pattern, why in OUT.items() if re.search(pattern, name)), "")
        if IS_FILE.search(route):
            reason = "a file"
        if reason:
            left_out[name] = reason
        elif name not in {page.name for page in pages}:
            pages.append(Page(name, route, parameters))
    return pages, left_out


def _named(resolver: Any, spaces: tuple[str, ...] = (), prefix: str = "") -> Iterator[tuple[str, str, list[str]]]:
    from django.urls import URLResolver

    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _named(pattern, (*spaces, *filter(None, [pattern.namespace])), route)
        elif pattern.name:
            yield ":".join((*spaces, pattern.name)), route, re.findall(r"<\w+:(\w+)>", route)


def signed_in(viewer: Viewer) -> Any:
    from django.test import Client

    from chibo.accounts.models import User

    client = Client(raise_request_exception=True)
    client.force_login(
        User.objects.get(pk=viewer.user_id), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def one(client: Any, page: Page, sample: Any, asked: argparse.Namespace) -> Row | str:
    """Measure a page for one role with the first object for which it is a page; else say why it is none."""
    from django.urls import reverse

    answers = set()
    for arguments in sample.arguments(page.name, page.parameters):
        url = reverse(page.name, kwargs=arguments)
        begun = time.perf_counter()
        response = client.get(url)
        if response.status_code == 200 and "html" in response.get("Content-Type", ""):
            return measured(client, url, 5 if time.perf_counter() - begun > SLOW else asked.runs, show=asked.sql)
        answers.add(_why(response))
    return ", ".join(sorted(answers)) or "no such row in the province"


def _why(response: Any) -> str:
    said = {405: "takes POST only", 302: "leads elsewhere", 404: "no such row in reach or in this state"}
    if response.status_code == 200:
        return "a file"
    return said.get(
        response.status_code, "not for these roles" if response.status_code == 403 else str(response.status_code)
    )


def measured(client: Any, url: str, runs: int, *, show: bool) -> Row:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        body = client.get(url).content
    asked = list(seen.captured_queries)
    if show:
        for query in sorted(asked, key=lambda one: -float(one["time"]))[:2]:
            print(f"    {query['time']} s  {query['sql'][:1500]}")
    client.get("/san/")
    pages, floors = [], []
    gc.collect()
    for _ in range(runs):
        floors.append(_timed(client, "/san/"))
        pages.append(_timed(client, url))
    taken, computing = zip(*pages, strict=True)
    floor, floor_computing = (statistics.median(values) for values in zip(*floors, strict=True))
    median = statistics.median
    return Row(median(taken), _p95(taken), floor, median(computing), floor_computing, len(asked), len(body))


def _timed(client: Any, url: str) -> tuple[float, float]:
    """Return the milliseconds of an answer: on the clock, and of this process's own work."""
    start, computing = time.perf_counter(), time.process_time()
    client.get(url)
    return (time.perf_counter() - start) * 1000, (time.process_time() - computing) * 1000


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[max(0, -(-len(values) * 95 // 100) - 1)]


if __name__ == "__main__":
    main()
