"""Who stands in a base, what a ballot may say, how it is sealed, and what a count brings."""

from chibo.ballots.rules.bases import Base, Summoned, Tally, base_of, check_tally, is_adopted
from chibo.ballots.rules.sealing import KeyPair, Opener, new_keys, seal
from chibo.ballots.rules.sheets import (
    AGAINST,
    BLANK,
    FOR,
    Form,
    Marks,
    Sheet,
    Totals,
    check_marks,
    check_sheet,
    discipline_sheet,
    is_valid,
    motion_sheet,
    packed,
    total,
    unpacked,
)
from chibo.ballots.rules.voters import Voter, check_standing, check_voter

__all__ = [
    "AGAINST",
    "BLANK",
    "FOR",
    "Base",
    "Form",
    "KeyPair",
    "Marks",
    "Opener",
    "Sheet",
    "Summoned",
    "Tally",
    "Totals",
    "Voter",
    "base_of",
    "check_marks",
    "check_sheet",
    "check_standing",
    "check_tally",
    "check_voter",
    "discipline_sheet",
    "is_adopted",
    "is_valid",
    "motion_sheet",
    "new_keys",
    "packed",
    "seal",
    "total",
    "unpacked",
]
