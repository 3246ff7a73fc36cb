"""Icons as inline SVG: lucide's, under lucide's names, and the few of our own that lucide lacks."""

import functools

import lucide
from django.utils.safestring import SafeString, mark_safe

OWN = {"diamond-alert": '<path d="m12 2 10 10-10 10L2 12z"/><path d="M12 7.5v5.5"/><path d="M12 16.2v.1"/>'}
"""Late: a diamond with a stroke; its outline differs from every other state."""

STATES = {
    "wait": "circle-dashed",
    "draft": "pencil",
    "info": "circle-dot",
    "now": "clock",
    "ok": "circle-check",
    "late": "diamond-alert",
    "no": "octagon-x",
    "lock": "lock",
    "warn": "triangle-alert",
    "dup": "copy",
    "new": "plus",
    "chg": "pencil",
}
"""The sign of each state (`data-state`): a state is never told by colour alone."""


class UnknownIconError(ValueError):
    """There is no icon of that name; lucide.dev lists them."""


@functools.cache
def svg(name: str, extra: str = "") -> SafeString:
    """Return the icon, hidden from readers: the word beside it speaks. `extra` is a further class: s, l."""
    classes = f"icon {extra}".strip()
    if name in OWN:
        return mark_safe(f'<svg class="{classes}" viewBox="0 0 24 24" aria-hidden="true">{OWN[name]}</svg>')
    try:
        drawn = lucide._render_icon(name, None, **{"class": classes, "aria-hidden": "true"})
    except lucide.IconDoesNotExist as error:
        raise UnknownIconError(f"lucide has no icon {name!r}") from error
    return mark_safe(" ".join(drawn.split()))


def of_state(state: str) -> SafeString:
    """Return the sign of a state. Raises ValueError with the known ones."""
    if state not in STATES:
        raise ValueError(f"no state {state!r}; there are {', '.join(STATES)}")
    return svg(STATES[state])
