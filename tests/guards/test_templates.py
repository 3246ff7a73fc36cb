"""Templates borrow only from their own room or `ui`, and carry neither styles nor scripts."""

import re
from collections.abc import Iterable

import pytest

from tests.guards.source import none, templates

OTHERS = {
    "accounts": ("account/", "allauth/", "mfa/"),
    "ui": (
        "400.html",
        "403.html",
        "403_csrf.html",
        "404.html",
        "429.html",
        "500.html",
        "django/forms/widgets/attrs.html",
    ),
}
"""Names that are not a room's own because Django or allauth look for them there."""
BORROWS = re.compile(r"{%\s*(?:extends|include)\s+[\"']([^\"'#]*)")
BUILT = re.compile(r"{%\s*(?:extends|include)\s+[^\"'\s]")
FORBIDDEN = {
    r"<[^>]*\sstyle\s*=": "a style attribute, which the content policy stops: use a class of ui",
    r"<style\b": "a style element: write it into static/ROOM/ROOM.css",
    r"<script\b(?![^>]*\b(?:src=|type=\"application/json\"))": "an inline script: write a module and load it by src",
    r"<[^>]*\son[a-z]+\s*=": "an event attribute: listen in a module, found by a data attribute",
    r"javascript:": "a script address: listen in a module",
}


def faults(files: Iterable[tuple[str, str, str]]) -> list[str]:
    found = []
    for room, name, text in files:
        seen = re.sub(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", "", text, flags=re.DOTALL)
        allowed = (f"{room}/", "ui/", *OTHERS.get(room, ()))
        if not name.startswith(tuple(f"{room}/templates/{own}" for own in allowed)):
            found.append(f"{name}: lies outside templates/{room}/")
        found += [
            f"{name}: borrows {used}: leave a door, or move the piece to ui"
            for used in BORROWS.findall(seen)
            if used and not used.startswith(allowed)
        ]
        found += [f"{name}: has {what}" for pattern, what in FORBIDDEN.items() if re.search(pattern, seen)]
        if BUILT.search(seen) and room != "ui":
            found.append(f"{name}: borrows a template by a variable: name it, so that the order can be checked")
    return found


def test_templates_keep_to_their_room_and_to_the_policy() -> None:
    none(faults(templates()))


@pytest.mark.parametrize(
    "text",
    [
        '{% extends "members/page.html" %}',
        '{% include "members/row.html" with a=1 %}',
        "{% include part %}",
        '<p style="color: red">',
        "<style>p{}</style>",
        "<script>go()</script>",
        '<button onclick="go()">',
        '<a href="javascript:go()">',
    ],
)
def test_the_guard_sees_each_fault(text: str) -> None:
    assert len(faults([("meetings", "meetings/templates/meetings/page.html", text)])) == 1


def test_what_is_allowed_passes() -> None:
    text = """{% extends "ui/base.html" %}{# <p style="x"> #}{% include "meetings/row.html#part" %}
    <script type="module" src="{% static 'meetings/roll.js' %}"></script>{{ data|json_script:"data" }}"""
    none(faults([("meetings", "meetings/templates/meetings/page.html", text)]))


def test_a_template_outside_its_rooms_folder_is_seen() -> None:
    assert len(faults([("meetings", "meetings/templates/page.html", "")])) == 1
