"""`{% paper description %}`: a paper on the screen, said and numbered exactly as both printers say it."""

from dataclasses import dataclass

from django import template

from chibo.documents.figures import Paper, Signature, Table
from chibo.documents.printing import lines

register = template.Library()


@dataclass(frozen=True, slots=True)
class Shown:
    """A line, a table or a page break, told apart for the template."""

    line: lines.Line | None = None
    table: Table | None = None
    is_break: bool = False


@dataclass(frozen=True, slots=True)
class SignedLines:
    """A signature: authority and name are bold, what stands between is not."""

    authority: str
    between: list[str]
    name: str


@register.inclusion_tag("documents/_paper.html")
def paper(description: Paper) -> dict[str, object]:
    """Draw the paper with head, body, signatures and recipients."""
    return {
        "head": description.head,
        "party_title": PARTY_TITLE,
        "pieces": [_shown(piece) for piece in lines.flow(description)],
        "signatures": [_signed(signature) for signature in description.signatures],
        "recipients": lines.recipients(description, ";"),
        "recipients_title": lines.RECIPIENTS_TITLE,
    }


PARTY_TITLE = "ĐẢNG CỘNG SẢN VIỆT NAM"


def _shown(piece: lines.Piece) -> Shown:
    if isinstance(piece, lines.Line):
        return Shown(line=piece)
    return Shown(table=piece) if isinstance(piece, Table) else Shown(is_break=True)


def _signed(signature: Signature) -> SignedLines:
    return SignedLines(
        signature.authority, [text for text in (signature.office, signature.note) if text], signature.name
    )
