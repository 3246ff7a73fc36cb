"""Reading papers and files, printing them, and answering with them."""

from chibo.documents.selectors.answers import bytes_response, file_response
from chibo.documents.selectors.checking import check_files, check_numbers, check_papers, sealed_row
from chibo.documents.selectors.handed import PrintKind, issued_response, print_kind, printed_response
from chibo.documents.selectors.papers import (
    file_for,
    kept_as,
    kept_files,
    open_file,
    orphans,
    paper,
    paper_for,
    papers_for,
    papers_of,
    papers_with,
    series_of,
    stored_files,
)
from chibo.documents.selectors.printed import kept_prints, paper_docx, paper_pdf, print_docx, print_pdf
from chibo.documents.selectors.regulated import Regulated, body_of, head_for, regulated

__all__ = [
    "PrintKind",
    "Regulated",
    "body_of",
    "bytes_response",
    "check_files",
    "check_numbers",
    "check_papers",
    "file_for",
    "file_response",
    "head_for",
    "issued_response",
    "kept_as",
    "kept_files",
    "kept_prints",
    "open_file",
    "orphans",
    "paper",
    "paper_docx",
    "paper_for",
    "paper_pdf",
    "papers_for",
    "papers_of",
    "papers_with",
    "print_docx",
    "print_kind",
    "print_pdf",
    "printed_response",
    "regulated",
    "sealed_row",
    "series_of",
    "stored_files",
]
