"""Pure decisions about papers and files: what the head says, which files are taken, what is a state secret."""

from chibo.documents.rules.books import book
from chibo.documents.rules.files import ALLOWED, FileType, check_type, check_unpacks, first_text, tidy_name
from chibo.documents.rules.heads import (
    authority_line,
    body_code,
    check_may_issue,
    check_move,
    committee_name,
    date_line,
    head_lines,
    number_text,
    symbol,
)
from chibo.documents.rules.layouts import layout_of
from chibo.documents.rules.secrecy import check_not_secret, secret_mark
from chibo.documents.rules.words import full_stop, percent_words

__all__ = [
    "ALLOWED",
    "FileType",
    "authority_line",
    "body_code",
    "book",
    "check_may_issue",
    "check_move",
    "check_not_secret",
    "check_type",
    "check_unpacks",
    "committee_name",
    "date_line",
    "first_text",
    "full_stop",
    "head_lines",
    "layout_of",
    "number_text",
    "percent_words",
    "secret_mark",
    "symbol",
    "tidy_name",
]
