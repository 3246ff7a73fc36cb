"""What a resolution says on paper, and what a draft says by itself. Papers are Vietnamese whatever one reads."""

from chibo.resolutions.papers.book import book_of
from chibo.resolutions.papers.drafted import drafted_faults, drafted_text, usual_subject
from chibo.resolutions.papers.printed import day_of, outcome_block, paper_of, tally_line
from chibo.resolutions.papers.words import TITLES

__all__ = [
    "TITLES",
    "book_of",
    "day_of",
    "drafted_faults",
    "drafted_text",
    "outcome_block",
    "paper_of",
    "tally_line",
    "usual_subject",
]
