"""What the scale beside an act opens: what applies, where it stands, since when, and who set it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from chibo.regulations.figures import Basis, Certainty
from chibo.regulations.rules import ResolvedRule
from chibo.regulations.selectors.readings import lines_of
from chibo.ui import shapes, write


def scale(
    rule: ResolvedRule[Any],
    key: str,
    *,
    text: str = "",
    here: str = "",
    url: str = "",
    unit_names: Mapping[UUID, str] | None = None,
) -> shapes.Rule:
    """Return one key of a rule for `{% rule %}`. No query.

    `text` says it in the caller's words, else the key is read out; `here` is the sum with the numbers at hand;
    `unit_names` names the unit that set it differently. Works for a rule in force and for one out of a snapshot.
    """
    origin = rule.origin(key)
    set_by = ""
    if origin.unit_id is not None:
        set_by = (unit_names or {}).get(origin.unit_id) or _("Cấp ủy cấp trên")
    return shapes.Rule(
        title=rule.title_vi,
        text=text or read_out(rule, key),
        basis=origin.basis if origin.is_override else cited(rule.legal_basis[0]),
        since=origin.since,
        set_by=set_by,
        certainty=(origin.certainty or Certainty.VERIFIED).value,
        here=here,
        url=url,
    )


def read_out(rule: ResolvedRule[Any], key: str) -> str:
    """Return what the rule says under the key: `Thời lượng thường kỳ: ít nhất 90 phút`. Raises KeyError."""
    for line in lines_of(rule.value):
        if line.key == key:
            return f"{line.label}: {line.text}"
    raise KeyError(f"{rule.id} reads nothing out for {key!r}")


def cited(basis: Basis) -> str:
    """Return number, day and place of a document: two documents may bear one number."""
    words = basis.number
    if basis.signed_on:
        words = _("%(number)s ngày %(day)s") % {"number": words, "day": write.day(basis.signed_on)}
    return f"{words}, {basis.part}" if basis.part else words
