"""A commitment on paper, in the member's words. Papers are Vietnamese whatever one reads."""

from dataclasses import replace

from chibo.documents import selectors as documents
from chibo.documents.figures import Fact, Heading, Paper, Paragraph, Signature
from chibo.kernel import clock
from chibo.regulations.figures import CommitmentKind
from chibo.review.models import Commitment


def paper_of(row: Commitment, kind: CommitmentKind) -> Paper:
    """Return the paper that the member signs."""
    on = clock.local(row.sent_at).date() if row.sent_at else clock.today()
    head = documents.head_for(
        row.unit, type_code="BB", subject=f"năm {row.year}", on=on, body=documents.body_of(row.unit, on)
    )
    blocks: list[Fact | Heading | Paragraph] = [
        Fact("Họ và tên", row.person.full_name),
        Fact("Đang sinh hoạt tại", row.unit.name),
        Fact("Căn cứ", kind.basis_vi),
    ]
    for heading, words in row.parts:
        blocks.append(Heading(heading))
        blocks += [Paragraph(line) for line in (words or "…").splitlines() if line.strip()]
    return Paper(
        head=replace(head, type_name=kind.name_vi.upper()),
        body=tuple(blocks),
        signatures=(Signature(row.person.full_name, "NGƯỜI VIẾT"),),
    )
