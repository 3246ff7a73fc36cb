"""Writing resolutions: one function for each act."""

from chibo.resolutions.services.adopting import adopt_resolution
from chibo.resolutions.services.drafting import add_measure, draft_resolution, edit_draft
from chibo.resolutions.services.reserving import reserve_opinion

__all__ = ["add_measure", "adopt_resolution", "draft_resolution", "edit_draft", "reserve_opinion"]
