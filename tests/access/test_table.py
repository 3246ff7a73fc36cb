"""What the program answers is what `table.txt` says, line by line; the file was read and agreed to by people.

A change of access shows as a changed line: think it over, then write it anew with CHIBO_TEST_WRITE_TABLE=1 and let
the difference be reviewed. Lines of comment above a line stay with it.
"""

import os
from pathlib import Path

import pytest
from django.core.handlers.base import BaseHandler
from django.db import connection

from tests.access.answering import whole_way
from tests.access.asks import is_chosen
from tests.access.walk import BREAKS_AFTER, Walk
from tests.access.world import PLAYERS

TABLE = Path(__file__).with_name("table.txt")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "sqlite", reason="asks on SQLite; reach on PostgreSQL is tested in each room"
    ),
]


def test_the_program_answers_as_reviewed(walked: Walk) -> None:
    table = walked.table
    if os.environ.get("CHIBO_TEST_WRITE_TABLE"):
        write({name: line for name, line in read().items() if not is_chosen(name)} | table)
    reviewed = {name: line for name, line in read().items() if is_chosen(name)}
    changed = [
        f"{name}\n  reviewed {reviewed.get(name, 'not at all')}\n  answered {table.get(name, 'not at all')}"
        for name in {**reviewed, **table}
        if reviewed.get(name) != table.get(name)
    ]
    assert not changed, "access changed; review each line, then write the table anew:\n" + "\n".join(changed)


def test_no_page_shows_what_is_out_of_reach(walked: Walk) -> None:
    assert not walked.leaks, "\n".join(walked.leaks)


def test_nothing_breaks_whoever_asks(walked: Walk) -> None:
    assert not walked.broken, "\n".join(walked.broken)


def test_the_whole_way_in_leads_where_the_short_one_does(walked: Walk) -> None:
    """One address of each room for every player: by cookie, session, sign-in and mandates read anew."""
    firsts = {asked.ask.name.split(":")[0]: asked.ask for asked in reversed(list(walked.answers)) if asked.ask.takes}
    asked = [one for one in walked.answers if one.ask in firsts.values() and one.place == "cell"]
    short = walked.handler
    with whole_way():
        walked.handler = BaseHandler()
        walked.handler.load_middleware()
        found = {one: walked.letter(*one) for one in asked}
    walked.handler = short
    assert found == {one: walked.answers[one].letter for one in asked}
    assert len({one.player for one in asked}) == len(PLAYERS)


HEAD = """\
# Who is answered what. Reviewed by people; see test_table.py and README.md before you change a line.
#
# A line: address, method, query or form; then a word for each place, one letter for each player:
{legend}
#
# +  shown    i  shown, with what stands inside a meeting of that place, or is reserved on its resolutions
# >  led on, or done    r  form refused, shown again    s  sent to sign in    _  not asked (walk.is_asked)
# -  forbidden (403)    .  not there (404)    x  method not taken (405)
# The first word stands for the cell (or for the player's own unit, where the address takes no place); then, as named,
# the sibling cell, the committee above both, a cell of a foreign committee, and the member's own things in the cell.
# "as GET": a POST is answered like a GET. "not taken": everybody who is let in gets 405.
"""


def read() -> dict[str, str]:
    """Return the reviewed lines by name."""
    lines = TABLE.read_text(encoding="utf-8").splitlines() if TABLE.exists() else []
    return dict(_parts(line) for line in lines if line and line[0] != "#")


def write(table: dict[str, str]) -> None:
    """Write the table anew; comments stay above the lines that they explain."""
    comments = _comments()
    text, room = HEAD.format(legend=_legend()), None
    width = max(map(len, table))
    for name, answers in sorted(table.items(), key=_place_of):
        if (here := name.partition(":")[0] if ":" in name.split()[0] else "-") != room:
            text, room = text + "\n", here
        text += "".join(f"{line}\n" for line in comments.get(name, [])) + f"{name:<{width}}  {answers}\n"
    TABLE.write_text(text, encoding="utf-8")


def _place_of(line: tuple[str, str]) -> tuple[bool, str, int]:
    """Order by room, address, and then as asked: GET first."""
    address = line[0].split()[0].partition("@")[0]
    return ":" in address, address, " POST" in line[0]


def _parts(line: str) -> tuple[str, str]:
    name, _gap, answers = line.partition("  ")
    return name, answers.strip()


def _comments() -> dict[str, list[str]]:
    """Return the lines of comment by the name of the line below them; the head of the file is none of them."""
    found: dict[str, list[str]] = {}
    held: list[str] = []
    lines = TABLE.read_text(encoding="utf-8").splitlines() if TABLE.exists() else []
    for line in lines:
        if line.startswith("#"):
            held.append(line)
            continue
        if line and held:
            found[_parts(line)[0]] = held
        held = []
    return found


def _legend() -> str:
    """Return the players, each with a stroke to its letter's place."""
    lines, before = [], ""
    for player in PLAYERS:
        lines.append(f"#   {before}+ {player}")
        before += "||" if player in BREAKS_AFTER else "|"
    return "\n".join(lines)
