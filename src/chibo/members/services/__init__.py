"""Writing the records of members: one file a theme."""

from chibo.members.services.accounts import link_account, open_account, open_accounts, renew_slip
from chibo.members.services.bulk import ChangedMember, NewMember, Outcome, Trace, reveal, write_many
from chibo.members.services.cards import add_card_number
from chibo.members.services.corrections import answer_correction, ask_correction
from chibo.members.services.entry import Entered, PersonFacts, admit_member, enter_helper, enter_member
from chibo.members.services.groups import arrange_group, choose_leaders, choose_members, end_group, found_group
from chibo.members.services.persons import change_contact, change_person, correct_dates
from chibo.members.services.posts import end_post, start_post
from chibo.members.services.standing import (
    end_exemption,
    end_membership,
    exempt,
    lift_suspension,
    recognise_official,
    suspend,
)
from chibo.members.services.stays import (
    end_temporary_stay,
    leave_cell,
    start_temporary_stay,
    transfer_member,
)
from chibo.members.services.taking_back import take_back
from chibo.members.services.units import Part, dissolve_cell, merge_cells, split_cell

__all__ = [
    "ChangedMember",
    "Entered",
    "NewMember",
    "Outcome",
    "Part",
    "PersonFacts",
    "Trace",
    "add_card_number",
    "admit_member",
    "answer_correction",
    "arrange_group",
    "ask_correction",
    "change_contact",
    "change_person",
    "choose_leaders",
    "choose_members",
    "correct_dates",
    "dissolve_cell",
    "end_exemption",
    "end_group",
    "end_membership",
    "end_post",
    "end_temporary_stay",
    "enter_helper",
    "enter_member",
    "exempt",
    "found_group",
    "leave_cell",
    "lift_suspension",
    "link_account",
    "merge_cells",
    "open_account",
    "open_accounts",
    "recognise_official",
    "renew_slip",
    "reveal",
    "split_cell",
    "start_post",
    "start_temporary_stay",
    "suspend",
    "take_back",
    "transfer_member",
    "write_many",
]
