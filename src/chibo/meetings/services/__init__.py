"""Writing meetings: one function for each act."""

from chibo.meetings.services.adding import Correction, write_addendum
from chibo.meetings.services.agenda import (
    ItemPlan,
    Source,
    add_item,
    copy_agenda,
    edit_item,
    mark_prepared,
    move_item,
    remove_item,
    restore_item,
)
from chibo.meetings.services.away import join_from_away, leave_from_away
from chibo.meetings.services.breaks import end_break, start_break
from chibo.meetings.services.calling import Called, add_material, call_meeting, remove_material
from chibo.meetings.services.casting import answer_vote, cast_secret, check_choice
from chibo.meetings.services.closing import close_meeting, read_out
from chibo.meetings.services.concluding import conclude_item, give_item_task, mention, record_outcome
from chibo.meetings.services.counting import (
    Election,
    enter_count,
    open_discipline,
    open_election,
    open_motion,
    stop_count,
    vote_again,
)
from chibo.meetings.services.drafting import draft_meeting
from chibo.meetings.services.finishing import mark_posted, send_report
from chibo.meetings.services.following import ask_to_speak, call_roll_by_code, confirm_presence, withdraw_wish
from chibo.meetings.services.groups import take_proposal
from chibo.meetings.services.guests import invite_guest, uninvite_guest
from chibo.meetings.services.issuing import issue_notice
from chibo.meetings.services.keyed import give_code, open_keyed, take_code
from chibo.meetings.services.opening import open_meeting
from chibo.meetings.services.opinions import drop_opinion, send_opinion, write_opinion
from chibo.meetings.services.recording import (
    Speaker,
    add_speech,
    edit_speech,
    remove_speech,
    start_item,
    write_text,
)
from chibo.meetings.services.registering import (
    agree_postponement,
    cancel_meeting,
    choose_bench,
    postpone_meeting,
    register_like_last_month,
    register_meeting,
    register_new,
)
from chibo.meetings.services.remarks import answer_remark, enter_remark, write_remark
from chibo.meetings.services.replies import answer_excuses, enter_reply, give_reply, remind_silent
from chibo.meetings.services.requesting import answer_request, send_request, write_request
from chibo.meetings.services.rollcall import change_presence, leave_early, take_roll
from chibo.meetings.services.secret import close_secret, note_left_results, note_secret_result, open_secret, void_secret
from chibo.meetings.services.topics import (
    TopicSaid,
    approve_topic_paper,
    attach_topic_paper,
    change_topic,
    drop_topic,
    note_topics,
    plan_topic,
    send_topics,
)
from chibo.meetings.services.voting import Put, all_agree, finish_vote, put_to_vote, stop_vote

__all__ = [
    "Called",
    "Correction",
    "Election",
    "ItemPlan",
    "Put",
    "Source",
    "Speaker",
    "TopicSaid",
    "add_item",
    "add_material",
    "add_speech",
    "agree_postponement",
    "all_agree",
    "answer_excuses",
    "answer_remark",
    "answer_request",
    "answer_vote",
    "approve_topic_paper",
    "ask_to_speak",
    "attach_topic_paper",
    "call_meeting",
    "call_roll_by_code",
    "cancel_meeting",
    "cast_secret",
    "change_presence",
    "change_topic",
    "check_choice",
    "choose_bench",
    "close_meeting",
    "close_secret",
    "conclude_item",
    "confirm_presence",
    "copy_agenda",
    "draft_meeting",
    "drop_opinion",
    "drop_topic",
    "edit_item",
    "edit_speech",
    "end_break",
    "enter_count",
    "enter_remark",
    "enter_reply",
    "finish_vote",
    "give_code",
    "give_item_task",
    "give_reply",
    "invite_guest",
    "issue_notice",
    "join_from_away",
    "leave_early",
    "leave_from_away",
    "mark_posted",
    "mark_prepared",
    "mention",
    "move_item",
    "note_left_results",
    "note_secret_result",
    "note_topics",
    "open_discipline",
    "open_election",
    "open_keyed",
    "open_meeting",
    "open_motion",
    "open_secret",
    "plan_topic",
    "postpone_meeting",
    "put_to_vote",
    "read_out",
    "record_outcome",
    "register_like_last_month",
    "register_meeting",
    "register_new",
    "remind_silent",
    "remove_item",
    "remove_material",
    "remove_speech",
    "restore_item",
    "send_opinion",
    "send_report",
    "send_request",
    "send_topics",
    "start_break",
    "start_item",
    "stop_count",
    "stop_vote",
    "take_code",
    "take_proposal",
    "take_roll",
    "uninvite_guest",
    "void_secret",
    "vote_again",
    "withdraw_wish",
    "write_addendum",
    "write_opinion",
    "write_remark",
    "write_request",
    "write_text",
]
