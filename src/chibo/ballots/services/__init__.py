"""Putting a question, taking votes openly, secretly on a phone or on paper, and what comes out."""

from chibo.ballots.services.asking import Question, SecretQuestion
from chibo.ballots.services.boxes import close_box, finish_closings, open_box, void_box
from chibo.ballots.services.casting import Receipt, cast_ballot, cast_sealed
from chibo.ballots.services.desk import Entered, Team, enter_count, open_count, void_count
from chibo.ballots.services.splitting import Given, give_code, open_prepared, prepare_box, take_code
from chibo.ballots.services.tapping import tap
from chibo.ballots.services.votes import close_vote, open_vote, void_vote

__all__ = [
    "Entered",
    "Given",
    "Question",
    "Receipt",
    "SecretQuestion",
    "Team",
    "cast_ballot",
    "cast_sealed",
    "close_box",
    "close_vote",
    "enter_count",
    "finish_closings",
    "give_code",
    "open_box",
    "open_count",
    "open_prepared",
    "open_vote",
    "prepare_box",
    "take_code",
    "tap",
    "void_box",
    "void_count",
    "void_vote",
]
