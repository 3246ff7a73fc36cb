"""At which hours people are told, as the rule of today has it."""

from datetime import time

from chibo.kernel import clock
from chibo.notices.figures import Hours
from chibo.regulations.selectors import find_rule


def usual_hours() -> Hours | None:
    """Return the hours of whoever has chosen none; None on a day of which no rule is known. No query."""
    rule = find_rule("reaching", clock.today())
    if rule is None:
        return None
    said = rule.value
    return Hours(
        quiet_from=time.fromisoformat(said.quiet_from),
        quiet_until=time.fromisoformat(said.quiet_until),
        gathered_at=time.fromisoformat(said.gathered_at),
    )
