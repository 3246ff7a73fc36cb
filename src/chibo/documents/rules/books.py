"""A book of papers: its list first, then each paper on a page of its own."""

from collections.abc import Iterator, Sequence

from chibo.documents.figures import Banner, Block, Fact, Head, Heading, Pagebreak, Paper, Paragraph, Table


def book(head: Head, index: Table, papers: Sequence[Paper]) -> Paper:
    """Return one paper that holds all of them, in their order, as they were issued."""
    body: list[Block] = [index]
    for paper in papers:
        body.extend(_bound(paper))
    return Paper(head=head, body=tuple(body))


def _bound(paper: Paper) -> Iterator[Block]:
    """Return a paper as pages of a book: its head in short, its body, who signed."""
    yield Pagebreak()
    if paper.head.number:
        yield Paragraph(paper.head.number, align="center", indent=False)
    yield Banner(paper.head.type_name)
    if paper.head.subject:
        yield Banner(paper.head.subject)
    if paper.head.place_date:
        yield Paragraph(paper.head.place_date, align="center", indent=False)
    numbers = [0, 0, 0]
    for block in paper.body:
        yield _numbered(block, numbers) if isinstance(block, Heading) else block
    for signature in paper.signatures:
        yield Fact(", ".join(part for part in (signature.authority, signature.office) if part), signature.name)


def _numbered(heading: Heading, numbers: list[int]) -> Heading:
    """Write the number out, so that each paper of the book begins anew with I."""
    if not heading.numbered:
        return heading
    numbers[heading.level - 1] += 1
    numbers[heading.level :] = [0] * (3 - heading.level)
    label = heading_label(heading.level, numbers[heading.level - 1])
    return Heading(f"{label} {heading.text}", heading.level, numbered=False)


def heading_label(level: int, number: int) -> str:
    """Return what stands before a part's title: I-, 1. or a).

    >>> heading_label(1, 4), heading_label(2, 3), heading_label(3, 5)
    ('IV-', '3.', 'đ)')
    """
    return {1: f"{roman(number)}-", 2: f"{number}.", 3: f"{letter(number)})"}[level]


def roman(number: int) -> str:
    """Return the number in Roman figures.

    >>> roman(4), roman(19)
    ('IV', 'XIX')
    """
    signs = [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    text = ""
    for value, sign in signs:
        times, number = divmod(number, value)
        text += sign * times
    return text


def letter(number: int) -> str:
    """Return a, b, c, d, đ, e … as Vietnamese lists are lettered; then y1, y2 …

    >>> letter(1), letter(5), letter(24)
    ('a', 'đ', 'y1')
    """
    letters = "abcdđeghiklmnopqrstuvxy"
    return letters[number - 1] if number <= len(letters) else f"y{number - len(letters)}"
