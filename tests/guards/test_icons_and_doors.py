"""Every icon that a template or the menu names is there, and every door leads somewhere."""

import re

from chibo.ui import doors, icons
from chibo.web import menu
from tests.guards.source import templates

ICON = re.compile(r'{% icon "([^"]+)"|\bicon="([a-z0-9-]+)"')


def test_the_icons_of_all_templates_exist() -> None:
    named = {(name, first or second) for _room, name, text in templates() for first, second in ICON.findall(text)}
    assert len(named) > 20
    for _template, icon in sorted(named):
        icons.svg(icon)


def test_the_icons_of_the_menu_exist() -> None:
    for entry in {each for groups in menu._BY_ROLE.values() for group in groups for each in group.entries}:
        icons.svg(entry.icon)


def test_every_door_leads_somewhere() -> None:
    assert doors.broken() == []
