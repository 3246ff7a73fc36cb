"""What stands in the head and beside the signature, from names and days. Source: 05-HD/VPTW."""

from datetime import date

from chibo.documents.figures import Head
from chibo.documents.states import MOVES, Body, State
from chibo.kernel.errors import Refusal
from chibo.kernel.text import tidy
from chibo.regulations.figures import PaperType

_AUTHORITY = {
    Body.CELL: "T/M CHI BỘ",
    Body.CELL_COMMITTEE: "T/M CHI ỦY",
    Body.COMMITTEE: "T/M ĐẢNG ỦY",
    Body.STANDING_COMMITTEE: "T/M BAN THƯỜNG VỤ",
    Body.CONGRESS: "T/M ĐOÀN CHỦ TỊCH",
}
_CODES = {
    Body.CELL: "CB",
    Body.CELL_COMMITTEE: "CB",
    Body.COMMITTEE: "ĐU",
    Body.STANDING_COMMITTEE: "ĐU",
    Body.CONGRESS: "ĐH",
}
_ORGANISATION, _COMMITTEES = "Đảng bộ", ("Đảng ủy", "Đảng uỷ")


def authority_line(body: Body) -> str:
    """Return the line above the signer's office: T/M CHI BỘ."""
    return _AUTHORITY[body]


def body_code(body: Body, kind_code: str = "") -> str:
    """Return what stands behind the slash in the number of a paper: CB. The kind of unit knows best (TU)."""
    return kind_code if kind_code and body is not Body.CONGRESS else _CODES[body]


def check_may_issue(kind: PaperType, body: Body) -> None:
    """Refuse a type of paper that a cell, or a congress, does not issue."""
    if body in (Body.CELL, Body.CELL_COMMITTEE) and not kind.by_cell:
        raise Refusal("documents.not_for_cell", type=kind.name_vi)
    if body is Body.CONGRESS and not kind.by_congress:
        raise Refusal("documents.not_for_congress", type=kind.name_vi)


def head_lines(unit_name: str, superior_name: str, body: Body) -> Head:
    """Return a head with its two lines on the left, in capitals.

    Above stands the superior organisation (đảng bộ), below it the issuer: the cell, or the committee (đảng ủy) of an
    organisation. Names are taken with either word, as the units typed them.

    >>> head = head_lines("Đảng bộ xã Sơn Lộc", "Đảng ủy tỉnh Hà Tĩnh", Body.COMMITTEE)
    >>> head.superior, head.issuer
    ('ĐẢNG BỘ TỈNH HÀ TĨNH', 'ĐẢNG ỦY XÃ SƠN LỘC')
    """
    issuer = tidy(unit_name)
    if body in (Body.COMMITTEE, Body.STANDING_COMMITTEE):
        issuer = _replaced(issuer, (_ORGANISATION,), "Đảng ủy")
    superior = _replaced(tidy(superior_name), _COMMITTEES, _ORGANISATION)
    return Head(issuer=issuer.upper(), superior=superior.upper())


def committee_name(unit_name: str) -> str:
    """Return the committee that leads a unit, as papers address it.

    >>> committee_name("Đảng bộ xã Sơn Lộc"), committee_name("Chi bộ thôn 3")
    ('Đảng ủy xã Sơn Lộc', 'Chi bộ thôn 3')
    """
    return _replaced(tidy(unit_name), (_ORGANISATION,), "Đảng ủy")


def number_text(form: str, number: int, type_code: str, code: str, digits: int = 2) -> str:
    """Return the number as the head shows it, by the form of the rule `paper-types`.

    >>> number_text("Số %(number)s-%(type)s/%(body)s", 5, "NQ", "CB")
    'Số 05-NQ/CB'
    """
    return form % {"number": str(number).rjust(digits, "0"), "type": type_code, "body": code}


def symbol(text: str) -> str:
    """Return number and symbol without the word before them.

    >>> symbol("Số 102-CTr/ĐU")
    '102-CTr/ĐU'
    """
    return text.partition(" ")[2]


def date_line(place: str, day: date) -> str:
    """Return place and day. Days below 10 and the months 1 and 2 get a zero, the other months none.

    >>> date_line("Sơn Lộc", date(2026, 2, 3)), date_line("Sơn Lộc", date(2026, 9, 30))
    ('Sơn Lộc, ngày 03 tháng 02 năm 2026', 'Sơn Lộc, ngày 30 tháng 9 năm 2026')
    """
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{tidy(place)}, ngày {day.day:02d} tháng {month} năm {day.year}"


def check_move(now: State, then: State) -> None:
    """Refuse a move that the state of the paper does not allow."""
    if then not in MOVES[now]:
        raise Refusal(f"documents.already_{now}")


def _replaced(name: str, beginnings: tuple[str, ...], beginning: str) -> str:
    for old in beginnings:
        if name.casefold().startswith(old.casefold()):
            return beginning + name[len(old) :]
    return name
