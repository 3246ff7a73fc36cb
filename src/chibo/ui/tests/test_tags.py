"""The tags: what they accept, what they refuse, and that nothing typed by a user becomes markup."""

from datetime import date

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from chibo.access import NOBODY
from chibo.kernel.share import Share
from chibo.ui import doors, icons, shapes
from chibo.ui.paging import Page


def draw(source: str, **values: object) -> str:
    return Template("{% load ui %}" + source).render(Context(values))


def test_a_tag_refuses_what_it_does_not_declare_when_the_template_is_compiled() -> None:
    with pytest.raises(TemplateSyntaxError, match="colour"):
        Template('{% load ui %}{% button "Gửi" colour="red" %}')


def test_an_icon_is_hidden_from_readers_and_an_unknown_one_is_an_error() -> None:
    assert 'aria-hidden="true"' in draw('{% icon "house" %}')
    assert "xmlns" not in draw('{% icon "house" %}')
    with pytest.raises(icons.UnknownIconError):
        draw('{% icon "no-such-icon" %}')


@pytest.mark.parametrize("state", icons.STATES)
def test_every_state_has_a_word_and_a_sign(state: str) -> None:
    drawn = draw("{% tag state 'Đang làm' %}", state=state)
    assert f'data-state="{state}"' in drawn
    assert "<svg" in drawn
    assert "Đang làm" in drawn


def test_late_is_no_other_shape() -> None:
    assert len({icons.of_state(state) for state in ("wait", "info", "now", "ok", "late", "no", "lock")}) == 7


def test_an_unknown_state_is_an_error() -> None:
    with pytest.raises(ValueError, match="overdue"):
        draw("{% tag 'overdue' 'Chậm' %}")


@pytest.mark.parametrize(
    "source",
    [
        "{% person name name url=name %}",
        "{% tag 'ok' name %}",
        "{% button name name=name value=name %}",
        "{% button name url=name %}",
        "{% notice %}{{ name }}{% endnotice %}",
        "{% empty name name %}",
        "{% dialog 'd' name name name '/' %}",
        "{% progress 'p' name 1 2 name %}",
        "{% figure figure %}",
        "{% rule 'r' rule %}",
        "{% track steps %}{% wizard steps %}",
        "{% spark values name %}",
    ],
)
def test_what_a_user_typed_stays_text(source: str) -> None:
    bad = "<script>\"'"
    drawn = draw(
        source,
        name=bad,
        figure=shapes.Figure(bad, value=bad, of=bad, url=bad),
        rule=shapes.Rule(bad, bad, bad, url=bad),
        steps=[shapes.Step(bad, "ok", bad, bad)],
        values=[1, 2],
    )
    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn


def test_no_tag_writes_a_style() -> None:
    drawn = draw(
        "{% bar parts %}{% tally share 14 'Tán thành' %}{% spark values %}",
        parts=[shapes.Part("Tốt", 8, "ok"), shapes.Part("Khá", 4, "info")],
        share=Share(17, 20),
        values=[1, 2, 3],
    )
    assert "style=" not in drawn
    assert 'class="v-67"' in drawn
    assert "cần 14/20" in drawn


def test_a_leaf_reads_its_weekday_aloud() -> None:
    assert "Thứ Năm 03/12/2026" in draw("{% leaf day %}", day=date(2026, 12, 3))


def test_a_rule_that_was_not_compared_with_its_source_says_so() -> None:
    rule = {"title": "T", "text": "X", "basis": "B", "since": date(2026, 1, 1), "set_by": "", "certainty": "secondary"}
    assert "chưa đối chiếu văn bản gốc" in draw("{% rule 'r' rule %}", rule=rule)
    assert "chưa đối chiếu" not in draw("{% rule 'r' rule %}", rule={**rule, "certainty": "verified"})


def test_a_sorted_head_says_which_way_and_forgets_the_page() -> None:
    request = RequestFactory().get("/?xep=han&sau=abc&q=x")
    drawn = draw("{% sort 'han' 'Hạn' %}{% sort 'ten' 'Tên' %}", request=request)
    assert 'aria-sort="ascending"' in drawn
    assert "?xep=-han&amp;q=x" in drawn
    assert "sau=" not in drawn


def test_the_pager_keeps_the_filters() -> None:
    request = RequestFactory().get("/?q=x&sau=abc")
    drawn = draw("{% pager page %}", request=request, page=Page([], before="b", after="a"))
    assert "?q=x&amp;truoc=b" in drawn
    assert "?q=x&amp;sau=a" in drawn


def test_a_door_is_a_link_that_may_load_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "_doors", {})
    doors.register(doors.Door("ui.test", "Bộ thành phần", "ui:kit"), doors.Door("ui.other", "Khác", "ui:kit"))
    request = RequestFactory().get("/")
    request.actor = NOBODY  # type: ignore[attr-defined]
    drawn = draw("{% doors 'ui.test' %}", request=request)
    assert drawn.count('href="/ui/"') == 1
    assert 'hx-get="/ui/"' in drawn
    assert doors.broken() == []
    doors.register(doors.Door("ui.test", "Không có", "ui:nowhere"))
    assert doors.broken() == ["ui.test: ui:nowhere"]
