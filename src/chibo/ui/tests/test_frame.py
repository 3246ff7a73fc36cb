"""The frame: what stands around every page, its two choices, and what it weighs."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from chibo.ui import assets


def test_the_component_sheet_opens_without_signing_in(client: Client) -> None:
    answer = client.get("/ui/")
    assert answer.status_code == 200
    assert "style=" not in answer.content.decode()


def test_htmx_gets_only_the_named_part_and_a_browser_that_goes_back_the_whole_page(client: Client) -> None:
    part = client.get("/ui/", headers={"HX-Request": "true"})
    assert b"<html" not in part.content
    assert b"kit-rows" in part.content
    assert part["Vary"].count("HX-Request") == 1
    back = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert b"<html" in client.get("/ui/", headers=back).content


def test_the_theme_is_kept_and_leads_back(client: Client) -> None:
    answer = client.post("/giao-dien/", {"theme": "dark", "next": "/ui/?x=1"})
    assert answer["Location"] == "/ui/?x=1"
    assert 'data-theme="dark"' in client.get("/ui/").content.decode()


@pytest.mark.parametrize("bad", ["https://example.org/", "//example.org", "javascript:alert(1)", "a:b", "ui"])
def test_the_theme_leads_to_no_other_house(client: Client, bad: str) -> None:
    assert client.post("/giao-dien/", {"theme": "dark", "next": bad})["Location"] == "/"


def test_an_unknown_theme_is_not_kept(client: Client) -> None:
    assert "theme" not in client.post("/giao-dien/", {"theme": '"><b>'}).cookies
    client.cookies["theme"] = '"><b>'
    assert "data-theme" not in client.get("/ui/").content.decode()


def test_a_page_that_is_not_there_says_where_to_go(client: Client) -> None:
    answer = client.get("/khong-co/")
    assert answer.status_code == 404
    assert "Không có trang này, hoặc đồng chí không được phân công xem" in answer.content.decode()


def test_the_sheet_joins_every_component_in_its_layer() -> None:
    sheet = assets.joined()
    assert "@import" not in sheet
    for component in (assets.CSS / "components").glob("*.css"):
        assert component.read_text(encoding="utf-8") in sheet, f"{component.name} is not imported by chibo.css"
    assert sheet.count("{") == sheet.count("}")


def test_the_sheet_is_written_again_when_a_source_changes() -> None:
    place = Path(finders.find("ui/chibo.css"))
    place.write_text("old", encoding="utf-8")
    assert Path(finders.find("ui/chibo.css")).read_text(encoding="utf-8") == assets.joined()


def test_the_page_weighs_less_than_300_kilobytes(client: Client) -> None:
    page = client.get("/ui/").content
    scripts = re.findall(r'(?:src|href)="/static/([^"]+\.(?:js|css|svg))"', page.decode())
    assert len(scripts) >= 7
    weight = len(page) + sum(Path(finders.find(name)).stat().st_size for name in scripts)
    assert weight + 35_000 < 300_000  # 35 KB: both weights of both fonts
