"""Reading meetings: each selector takes the actor and returns only what it may see."""

from chibo.meetings.selectors.clashes import Clash, clashes_of, slots_of_unit
from chibo.meetings.selectors.finished import closed_of_year, look_at_book, request_for, requests_for, requests_of
from chibo.meetings.selectors.inside import inside_for, may_read_inside, may_read_materials
from chibo.meetings.selectors.invited import Answers, Invited, answers_of, invited_to, material_readers, people_of
from chibo.meetings.selectors.months import (
    facts_of_month,
    meetings_of_units,
    month_track,
    regular_before,
    regular_of,
    unit_months,
)
from chibo.meetings.selectors.reach import (
    agenda_of,
    guest_in,
    issued_notice,
    item_for,
    item_in,
    material_for,
    materials_of,
    meeting_for,
    meetings_for,
    opinions_sent,
    own_opinions,
    own_reply,
    place_in,
)
from chibo.meetings.selectors.ready import Check, checklist, gaps
from chibo.meetings.selectors.ruling import conduct_of, conduct_on, lines_of, rules_of, rules_on, snapshots
from chibo.meetings.selectors.sitting import ItemSeen, Roll, items_of, mentions_of, roll_of, speakers_count
from chibo.meetings.selectors.tallies import vote_block

__all__ = [
    "Answers",
    "Check",
    "Clash",
    "Invited",
    "ItemSeen",
    "Roll",
    "agenda_of",
    "answers_of",
    "checklist",
    "clashes_of",
    "closed_of_year",
    "conduct_of",
    "conduct_on",
    "facts_of_month",
    "gaps",
    "guest_in",
    "inside_for",
    "invited_to",
    "issued_notice",
    "item_for",
    "item_in",
    "items_of",
    "lines_of",
    "look_at_book",
    "material_for",
    "material_readers",
    "materials_of",
    "may_read_inside",
    "may_read_materials",
    "meeting_for",
    "meetings_for",
    "meetings_of_units",
    "mentions_of",
    "month_track",
    "opinions_sent",
    "own_opinions",
    "own_reply",
    "people_of",
    "place_in",
    "regular_before",
    "regular_of",
    "request_for",
    "requests_for",
    "requests_of",
    "roll_of",
    "rules_of",
    "rules_on",
    "slots_of_unit",
    "snapshots",
    "speakers_count",
    "unit_months",
    "vote_block",
]
