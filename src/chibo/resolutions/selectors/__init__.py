"""Reading resolutions: each selector takes the actor and returns only what it may see."""

from chibo.resolutions.selectors.content import (
    charges_of,
    earlier_charges,
    faults_of,
    first_lines,
    mentions,
    praised,
    reminded,
    text_of,
    waiting_of,
)
from chibo.resolutions.selectors.reach import (
    adopted_of,
    adopted_of_year,
    of_item,
    opinions_on,
    own_opinion,
    place_in,
    resolution_for,
    resolutions_for,
    to_draft_in,
)

__all__ = [
    "adopted_of",
    "adopted_of_year",
    "charges_of",
    "earlier_charges",
    "faults_of",
    "first_lines",
    "mentions",
    "of_item",
    "opinions_on",
    "own_opinion",
    "place_in",
    "praised",
    "reminded",
    "resolution_for",
    "resolutions_for",
    "text_of",
    "to_draft_in",
    "waiting_of",
]
