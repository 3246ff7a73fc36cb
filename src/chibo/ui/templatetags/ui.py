"""The components of every page, as tags; docs/ui.md shows one line of each.

A tag names all it accepts in its signature: Django refuses any other word when the template is compiled.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import template
from django.forms import BoundField, CheckboxInput
from django.forms.forms import BaseForm
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from chibo.ui import doors as registry
from chibo.ui import icons, shapes, write
from chibo.ui.guard import actor_of

register = template.Library()

for _name in (
    "number",
    "share",
    "percent",
    "day",
    "short_day",
    "weekday_day",
    "month",
    "month_name",
    "moment",
    "comrade",
):
    register.filter(_name, getattr(write, _name))
register.filter("clock", write.clock_time)


# -- signs and words ---------------------------------------------------------------------------------------
@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """`{% icon "house" %}`: a lucide icon, hidden from readers. `size` is s or l."""
    return icons.svg(str(name), size)


@register.simple_tag
def tag(state: str, word: object) -> SafeString:
    """`{% tag "late" "Chậm 4 ngày" %}`: a state by word, sign and outline."""
    return format_html('<span class="tag" data-state="{}">{}{}</span>', state, icons.of_state(str(state)), word)


@register.simple_tag
def person(name: str, role: object = "", url: str = "", size: str = "") -> SafeString:
    """`{% person member.name member.post %}`: initials, name, post. `size` l on the person's own page."""
    inner = format_html(
        '<span class="avatar" aria-hidden="true">{}</span><span class="person__text">'
        '<span class="person__name">{}</span>{}</span>',
        write.initials(str(name)),
        name,
        format_html('<span class="person__role">{}</span>', role) if role else "",
    )
    classes = "person person--l" if size == "l" else "person"
    if url:
        return format_html('<a class="{} person--link" href="{}">{}</a>', classes, url, inner)
    return format_html('<span class="{}">{}</span>', classes, inner)


@register.inclusion_tag("ui/tags/leaf.html")
def leaf(day: Any, state: str = "", size: str = "") -> dict[str, object]:
    """`{% leaf task.due_on "now" %}`: a date leaf, with the weekday read aloud."""
    return {"day": day, "state": state, "size": size, "aloud": write.weekday_day(day)}


# -- acts --------------------------------------------------------------------------------------------------
_KINDS = {"": "btn", "primary": "btn btn--primary", "quiet": "btn btn--quiet", "late": "btn btn--late"}


@register.simple_tag
def button(  # noqa: PLR0913, PLR0917 - the attributes of one element
    label: object,
    kind: str = "",
    icon: str = "",
    url: str = "",
    name: str = "",
    value: str = "",
    size: str = "",
    popover: str = "",
    dialog: str = "",
    full: bool = False,
    busy: object = "",
) -> SafeString:
    """`{% button "Gửi thông báo sinh hoạt" kind="primary" icon="send" %}`: one act.

    With `url` a link, with `popover` or `dialog` an opener of that id, else it submits its form. `busy` is
    the word while it is being sent. `size` is s or l.
    """
    if kind not in _KINDS:
        raise ValueError(f"no button {kind!r}; there are primary, quiet, late and the plain one")
    classes = _KINDS[kind] + (f" btn--{size}" if size else "") + (" full" if full else "")
    sign = icons.svg(icon) if icon else ""
    if url:
        return format_html('<a class="{}" href="{}">{}{}</a>', classes, url, sign, label)
    attributes: dict[str, object] = {"class": classes, "type": "button" if popover or dialog else "submit"}
    optional = {
        "name": name,
        "value": value,
        "popovertarget": popover or dialog,
        "data-dialog": dialog,
        "data-busy": busy,
    }
    attributes |= {key: given for key, given in optional.items() if given}
    return format_html("<button{}>{}{}</button>", _attributes(attributes), sign, label)


def _attributes(attributes: dict[str, object]) -> SafeString:
    return mark_safe("".join(format_html(' {}="{}"', name, value) for name, value in attributes.items()))


@register.simple_block_tag
def notice(content: str, state: str = "info", url: str = "", act: object = "") -> SafeString:
    """`{% notice "now" %}<b>Còn 2 ngày</b> để đăng ký.{% endnotice %}`: stays; one act at most."""
    sign = icons.of_state(state)
    link = format_html('<a class="btn btn--s" href="{}">{}</a>', url, act) if url else ""
    known = "" if state == "info" else format_html(' data-state="{}"', state)
    return format_html(
        '<div class="notice"{}{}>{}<div>{}</div>{}</div>',
        known,
        mark_safe(' role="status"'),
        sign,
        content,
        link,
    )


@register.inclusion_tag("ui/tags/dialog.html")
def dialog(  # noqa: PLR0913, PLR0917 - the parts of one question
    id: str, title: object, text: object, act: object, action: str, safe: object = "", kind: str = "primary"
) -> dict[str, object]:
    """`{% dialog "close" "Kết thúc bỏ phiếu?" text "Kết thúc bỏ phiếu" url %}`.

    One question that blocks; opened by `{% button … dialog="close" %}`. `safe` names the other button.
    """
    return {"id": id, "title": title, "text": text, "act": act, "action": action, "safe": safe, "kind": kind}


# -- forms -------------------------------------------------------------------------------------------------
@register.inclusion_tag("ui/tags/field.html")
def field(bound: BoundField, hint: object = "", icon: str = "") -> dict[str, object]:
    """`{% field form.held_on %}`: label, hint, error and control, always in this order."""
    widget = bound.field.widget
    kind = "tick" if isinstance(widget, CheckboxInput) else "group" if widget.use_fieldset else "plain"
    if hint:
        bound.help_text = str(hint)
    return {"bound": bound, "kind": kind, "icon": icon, "control": _control(bound, kind)}


def _control(bound: BoundField, kind: str) -> SafeString:
    own = bound.field.widget.attrs.get("class")
    return bound.as_widget(attrs={"class": own or "input"} if kind == "plain" else {})


@register.inclusion_tag("ui/tags/errors.html")
def errors(form: BaseForm) -> dict[str, object]:
    """`{% errors form %}`: what must be mended, above a refused form; each line leads to its field."""
    lines = [
        {"text": _with_label(form, name, str(text)), "id": _first_control(form[name]) if name in form.fields else ""}
        for name, texts in form.errors.items()
        for text in texts
    ]
    return {"lines": lines}


def _with_label(form: BaseForm, name: str, text: str) -> str:
    """Return the sentence, with the field's name before it where it does not name the field itself."""
    label = str(form[name].label) if name in form.fields else ""
    return text if not label or label in text else f"{label}: {text}"


@register.inclusion_tag("ui/tags/conflict.html")
def conflict(form: BaseForm) -> dict[str, object]:
    """`{% conflict form %}`: what somebody else has written meanwhile, beside what was typed; below the errors."""
    return {"both": getattr(form, "both", ())}


def _first_control(bound: BoundField) -> str:
    return f"{bound.auto_id}_0" if bound.field.widget.use_fieldset else bound.id_for_label


@register.inclusion_tag("ui/tags/saved_line.html")
def saved_line(at: Any = None) -> dict[str, object]:
    """`{% saved_line page.saved_at %}`: one line that says saved, saving, or kept on this machine."""
    return {"at": at}


# -- order of a page ---------------------------------------------------------------------------------------
@register.inclusion_tag("ui/tags/track.html")
def track(steps: Sequence[shapes.Step], size: str = "") -> dict[str, object]:
    """`{% track steps %}`: the month as seven steps (`shapes.Step`). `size` s in a drawer or a row."""
    return {"steps": steps, "size": size}


@register.inclusion_tag("ui/tags/wizard.html")
def wizard(steps: Sequence[shapes.Step]) -> dict[str, object]:
    """`{% wizard steps %}`: 3 to 5 steps of a form."""
    return {"steps": steps}


@register.inclusion_tag("ui/tags/tabs.html")
def tabs(items: Sequence[shapes.Tab], label: object) -> dict[str, object]:
    """`{% tabs items "Nhiệm vụ" %}`: parts of one thing, each with an address (`shapes.Tab`)."""
    return {"items": items, "label": label}


@register.inclusion_tag("ui/tags/crumbs.html")
def crumbs(items: Sequence[shapes.Crumb]) -> dict[str, object]:
    """`{% crumbs items %}`: the places above this page (`shapes.Crumb`)."""
    return {"items": items}


@register.simple_tag(takes_context=True)
def sort(context: Context, key: str, label: object, number: bool = False, target: str = "") -> SafeString:
    """`{% sort "han" "Hạn" target="#rows" %}`: a head cell whose link sorts by that key (`?xep=han`, `?xep=-han`).

    With a target htmx swaps that element in place and puts the address into the bar.
    """
    query = context["request"].GET.copy()
    now = query.get("xep", "")
    state = {key: "ascending", f"-{key}": "descending"}.get(now, "none")
    for name in ("sau", "truoc"):
        query.pop(name, None)
    query["xep"] = f"-{key}" if now == key else key
    sign = {"ascending": "arrow-up", "descending": "arrow-down", "none": "arrow-up-down"}[state]
    return format_html(
        '<th scope="col"{} aria-sort="{}"><a class="sort" href="?{}"{}>{}{}</a></th>',
        mark_safe(' class="num"') if number else "",
        state,
        query.urlencode(),
        _in_place(f"?{query.urlencode()}", target, key),
        label,
        icons.svg(sign),
    )


def _in_place(address: str, target: str, name: str) -> SafeString:
    """Return the attributes by which htmx swaps the target; an id so that the focus stays on the link."""
    if not target or not address:
        return SafeString()
    swap = {"hx-get": address, "hx-target": target, "hx-swap": "outerHTML", "hx-push-url": "true"}
    return _attributes({"id": f"{target.lstrip('#')}-{name}", **swap})


@register.inclusion_tag("ui/tags/pager.html", takes_context=True)
def pager(
    context: Context,
    page: Any,
    note: object = "",
    earlier: object = "",
    later: object = "",
    target: str = "",
) -> dict[str, object]:
    """`{% pager page "Khoảng 1.240 nhiệm vụ" target="#rows" %}`: Trước and Sau of a `paging.Page`.

    `earlier` and `later` are other words for them; with a target htmx swaps that element in place.
    """
    kept = [(k, v) for k, v in context["request"].GET.lists() if k not in {"sau", "truoc"}]
    flat = [(k, one) for k, values in kept for one in values]

    def address(name: str, cursor: str) -> str:
        return "?" + urlencode([*flat, (name, cursor)]) if cursor else ""

    before, after = address("truoc", page.before), address("sau", page.after)
    return {
        "note": note,
        "before": before,
        "after": after,
        "swap_before": _in_place(before, target, "before"),
        "swap_after": _in_place(after, target, "after"),
        "earlier": earlier,
        "later": later,
    }


@register.inclusion_tag("ui/tags/empty.html")
def empty(
    title: object, text: object = "", icon: str = "circle-dashed", url: str = "", act: object = ""
) -> dict[str, object]:
    """`{% empty "Chưa có kiến nghị nào" "Kiến nghị hiện ở đây." url=new act="Ghi kiến nghị" %}`."""
    return {"title": title, "text": text, "icon": icon, "url": url, "act": act}


@register.inclusion_tag("ui/tags/facts.html")
def facts(items: Sequence[shapes.Fact], across: bool = False) -> dict[str, object]:
    """`{% facts items %}`: terms and values (`shapes.Fact`); `across` puts them side by side."""
    return {"items": items, "across": across}


@register.inclusion_tag("ui/tags/timeline.html")
def timeline(events: Sequence[shapes.Event]) -> dict[str, object]:
    """`{% timeline events %}`: newest first (`shapes.Event`)."""
    return {"events": events}


@register.inclusion_tag("ui/tags/progress.html")
def progress(id: str, label: object, done: int, whole: int, note: object = "") -> dict[str, object]:
    """`{% progress "rows" "Đang nhập" 208 312 %}`: long work, with its count."""
    return {"id": id, "label": label, "done": done, "whole": whole, "note": note}


@register.inclusion_tag("ui/tags/doors.html", takes_context=True)
def doors(context: Context, place: str, *args: object) -> dict[str, object]:
    """`{% doors "members.person" person.pk %}`: what higher rooms show here, loaded in place."""
    return {"doors": registry.open_doors(place, actor_of(context["request"]), *args)}


# -- figures and reasons -----------------------------------------------------------------------------------
@register.inclusion_tag("ui/tags/figure.html")
def figure(item: shapes.Figure) -> dict[str, object]:
    """`{% figure item %}`: value, fraction, period, and the door to the rows (`shapes.Figure`)."""
    return {"item": item, "trend": item.trend}


@register.inclusion_tag("ui/tags/bar.html")
def bar(parts: Sequence[shapes.Part], key: bool = True) -> dict[str, object]:
    """`{% bar parts %}`: shares of a whole with their words (`shapes.Part`)."""
    whole = sum(part.count for part in parts) or 1
    return {"parts": [(part, round(100 * part.count / whole)) for part in parts if part.count], "key": key}


@register.inclusion_tag("ui/tags/tally.html")
def tally(share: Any, need: int, word: object) -> dict[str, object]:
    """`{% tally share 14 "Tán thành" %}`: a vote against what it needs (`kernel.share.Share`)."""
    whole = share.whole or 1
    return {
        "share": share,
        "need": need,
        "word": word,
        "percent": round(100 * share.part / whole),
        "need_percent": min(100, round(100 * need / whole)),
    }


@register.simple_tag
def spark(values: Sequence[float], words: str = "") -> SafeString:
    """`{% spark values "Sáu tháng: 90,5; 95,2 %" %}`: a trend, read out by its words."""
    if len(values) < 2:
        return SafeString()
    low, high = min(values), max(values)
    span = (high - low) or 1
    points = [(i * 110 / (len(values) - 1), 30 - 26 * (value - low) / span) for i, value in enumerate(values)]
    path = "M" + " ".join(f"{x:.1f} {y:.1f}" for x, y in points)
    aloud = words or "; ".join(write.number(value) for value in values)
    return format_html(
        '<svg class="spark" viewBox="0 0 110 34" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<path d="{}"/></svg>',
        aloud,
        path,
    )


@register.inclusion_tag("ui/tags/rule.html")
def rule(id: str, item: Any, label: object = "") -> dict[str, object]:
    """`{% rule "rule-send" item "Vì sao phải gửi trước?" %}`: the reason beside the act (`shapes.Rule`)."""
    return {"id": id, "rule": item, "label": label}
