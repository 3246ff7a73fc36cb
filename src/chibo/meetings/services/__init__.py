"""Writing meetings: one function for each act."""

from chibo.meetings.services.agenda import (
    ItemPlan,
    Source,
    add_item,
    edit_item,
    mark_prepared,
    move_item,
    remove_item,
    restore_item,
)
from chibo.meetings.services.calling import Called, add_material, call_meeting, remove_material
from chibo.meetings.services.drafting import draft_meeting
from chibo.meetings.services.guests import invite_guest, uninvite_guest
from chibo.meetings.services.opinions import drop_opinion, send_opinion, write_opinion
from chibo.meetings.services.registering import (
    agree_postponement,
    cancel_meeting,
    choose_bench,
    postpone_meeting,
    register_like_last_month,
    register_meeting,
    register_new,
)
from chibo.meetings.services.replies import answer_excuses, enter_reply, give_reply, remind_silent

__all__ = [
    "Called",
    "ItemPlan",
    "Source",
    "add_item",
    "add_material",
    "agree_postponement",
    "answer_excuses",
    "call_meeting",
    "cancel_meeting",
    "choose_bench",
    "draft_meeting",
    "drop_opinion",
    "edit_item",
    "enter_reply",
    "give_reply",
    "invite_guest",
    "mark_prepared",
    "move_item",
    "postpone_meeting",
    "register_like_last_month",
    "register_meeting",
    "register_new",
    "remind_silent",
    "remove_item",
    "remove_material",
    "restore_item",
    "send_opinion",
    "uninvite_guest",
    "write_opinion",
]
