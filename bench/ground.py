"""The ground of the province: units, terms, everybody's membership and account, and who holds which role."""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from keys import FOUNDED, LAID, PROVINCE, Size, cell_key, committee_key, key, person_key

Row = dict[str, Any]
Add = Callable[..., None]
PROVINCE_USERS = ("office", "party_building", "inspection", "committee_member")
COMMITTEE = {
    **{3: "secretary", 4: "office", 8: "office", 7: "party_building", 13: "party_building", 6: "inspection"},
    **dict.fromkeys((5, 9, 10, 11, 12, 14, 15, 16, 17), "committee_member"),
}
"""Members of the first cell of a committee who hold a role there, by their place in the cell, as in the pattern."""
POSTS = {0: ("secretary", "secretary"), 1: ("deputy_secretary", "deputy"), 2: ("committee_member", "cell_committee")}
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Quàng", "Lò", "Vi", "Giàng")
MIDDLE = ("Văn", "Thị", "Hữu", "Đức", "Minh", "Ngọc", "Thanh", "Quang", "Xuân", "Kim", "Bích", "Trọng", "Đình")
GIVEN = ("An", "Bình", "Cường", "Dũng", "Hà", "Hương", "Lan", "Mai", "Nam", "Phương", "Sơn", "Tâm", "Uyên", "Yến", "Ất")


class Names:
    """Full name and sort key of every member, by cell and place; always the same for the same seed."""

    def __init__(self, size: Size, seed: int) -> None:
        from chibo.kernel.text import sort_key

        chance = random.Random(seed)
        self.members = size.members
        self.full = [
            " ".join((chance.choice(FAMILY), chance.choice(MIDDLE), chance.choice(MIDDLE), chance.choice(GIVEN)))
            for _ in range(size.cells * size.members)
        ]
        self.sort = [sort_key(name) for name in self.full]

    def at(self, cell: int, place: int) -> int:
        return cell * self.members + place


def ground(writer: Any, size: Size, names: Names, say: Callable[[str], None]) -> None:
    """Write the tree, everybody's membership and account, and who holds what."""
    units = _units(size)
    writer.write("organisations.Unit", units)
    writer.write("organisations.UnitVersion", map(_version, units))
    _terms(writer, size)
    say(f"{len(units):,} units")
    _province_users(writer)
    step = max(1, 20_000 // size.members)
    for start in range(0, size.cells, step):
        _people(writer, size, names, range(start, min(start + step, size.cells)))
    say(f"{size.cells * size.members:,} members")


def _units(size: Size) -> list[Row]:
    """Return the province, its committees and their cells."""
    from chibo.organisations.rules import piece

    top = piece(1)
    units = [_unit(PROVINCE, 1, None, top, name="Đảng bộ tỉnh Hà Xuyên", kind="province_committee")]
    paths = [top + piece(number + 2) for number in range(size.committees)]
    for number, path in enumerate(paths):
        name = f"Đảng bộ xã Sơn Lộc {number + 1}"
        units.append(_unit(committee_key(number), number + 2, PROVINCE, path, name=name, kind="grassroots_committee"))
    for cell in range(size.cells):
        no, above = size.committees + cell + 2, size.committee_of(cell)
        name = f"Chi bộ thôn {cell % size.cells_per_committee + 1}"
        units.append(_unit(cell_key(cell), no, committee_key(above), paths[above] + piece(no), name=name, kind="cell"))
    return units


def _unit(pk: str, no: int, parent: str | None, path: str, *, name: str, kind: str) -> Row:
    from chibo.kernel.text import fold
    from chibo.organisations.rules import unit_sort_key

    known = {"id": pk, "node_no": no, "path": path, "parent_id": parent, "name": name, "kind": kind}
    return {**known, "place": "Sơn Lộc", "search": fold(name), "sort_name": unit_sort_key(name)}


_VERSIONS = {"cell": "001000", "grassroots_committee": "001100", "province_committee": "001200"}


def _version(unit: Row) -> Row:
    same = {name: unit[name] for name in ("parent_id", "name", "kind", "place")}
    pk = str(unit["id"])[:-6] + _VERSIONS[str(unit["kind"])]
    return {"id": pk, "unit_id": unit["id"], **same, "valid_from": FOUNDED, "decision": "01-QĐ/TU"}


def _terms(writer: Any, size: Size) -> None:
    every = [(cell_key(cell), f"{cell:06x}", 0x20) for cell in range(size.cells)]
    every += [(committee_key(one), f"{one:06x}", 0x21) for one in range(size.committees)] + [(PROVINCE, "000000", 0x22)]
    writer.write(
        "organisations.Term",
        (
            {"id": key(LAID, owner, number), "unit_id": unit, "name": "2025-2030", "starts_on": FOUNDED}
            for unit, owner, number in every
        ),
    )
    writer.write(
        "documents.NumberSeries",
        (
            {
                "id": key(LAID, f"{cell:06x}", 0x30),
                "unit_id": cell_key(cell),
                "term_id": key(LAID, f"{cell:06x}", 0x20),
                "type_code": "NQ",
                "last": size.months,
            }
            for cell in range(size.cells)
        ),
    )


def _user(pk: int, username: str, name: str) -> Row:
    from chibo.kernel.text import fold

    born = datetime.fromisoformat("2020-06-01T01:00:00+00:00")
    names = {"username": username, "display_name": name, "search": fold(f"{username} {name}")}
    return {"id": pk, "password": "!", **names, "created_at": born}


def _province_users(writer: Any) -> None:
    """Accounts that hold one role only: the operator, and the offices of the province."""
    users = [_user(1, "quantri", "Quản trị hệ thống")]
    mandates = [{"id": key(LAID, "000000", 0x40), "user_id": 1, "role": "operator", "starts_on": FOUNDED}]
    for number, role in enumerate(PROVINCE_USERS):
        users.append(_user(number + 2, f"tinh.{role}", f"Tỉnh ủy {number + 1}"))
        mandates.append(
            {
                "id": key(LAID, "000000", 0x41 + number),
                "user_id": number + 2,
                "role": role,
                "unit_id": PROVINCE,
                "starts_on": FOUNDED,
            }
        )
    writer.write("accounts.User", users)
    writer.write("organisations.Mandate", mandates)


def _people(writer: Any, size: Size, names: Names, cells: range) -> None:
    rows: dict[str, list[Row]] = {}

    def add(label: str, **row: object) -> None:
        rows.setdefault(label, []).append(row)

    for cell in cells:
        for place in range(size.members):
            number = names.at(cell, place)
            user = size.user(cell, place)
            add("accounts.User", **_user(user, f"dv.{number}", names.full[number]))
            add("members.Person", user_id=user, **_person(names, number, person_key(cell, place)))
            _membership(add, cell, place, number=number, user=user)
        _holders(add, size, cell)
    for label in ("accounts.User", "organisations.Mandate", *(name for name in rows if name.startswith("members."))):
        writer.write(label, rows[label])


def _person(names: Names, number: int, pk: str) -> Row:
    from chibo.kernel.text import fold

    name = names.full[number]
    return {
        "id": pk,
        "full_name": name,
        "given_name": name.split()[-1],
        "search": fold(name),
        "sort_name": names.sort[number],
        "sex": "female" if " Thị " in name else "male",
        "born_on": date(1955, 1, 1) + timedelta(days=number * 37 % 16000),
        "born_year": 1955 + number * 37 % 16000 // 366,
        "home_place": "Xã Sơn Lộc",
        "occupation": "Nông dân",
        "ethnicity": "Kinh",
    }


def _membership(add: Add, cell: int, place: int, *, number: int, user: int) -> None:
    """A member since some day, official a year later, in this cell ever since."""
    person, owner = person_key(cell, place), f"{cell:06x}"
    joined = FOUNDED + timedelta(days=number % 700)
    official, unit = joined + timedelta(days=365), cell_key(cell)
    mandate = key(LAID, owner, 0x6000 + place)
    days = {"joined_on": joined, "admitted_on": joined, "official_on": official}
    add("members.Membership", id=key(LAID, owner, 0x2000 + place), person_id=person, **days)
    role = {"user_id": user, "role": "member", "kept_by": "members"}
    add("organisations.Mandate", id=mandate, unit_id=unit, starts_on=joined, **role)
    stay = {"kind": "formal", "starts_on": joined, "mandate_id": mandate}
    add("members.Stay", id=key(LAID, owner, 0x3000 + place), person_id=person, unit_id=unit, **stay)
    first = {"kind": "probationary", "starts_on": joined, "ends_on": official}
    add("members.Standing", id=key(LAID, owner, 0x4000 + place), person_id=person, **first)
    add("members.Standing", id=key(LAID, owner, 0x4800 + place), person_id=person, kind="official", starts_on=official)
    card = {"number": f"0680{number:08d}", "starts_on": FOUNDED}
    add("members.CardNumber", id=key(LAID, owner, 0x5000 + place), person_id=person, **card)


def _holders(add: Add, size: Size, cell: int) -> None:
    """Secretary, deputy and a third in every cell; in the first cell of a committee also the committee's people."""
    owner = f"{cell:06x}"

    def hold(place: int, post: str, role: str, unit: str, number: int) -> None:
        mandate = key(LAID, owner, 0x7000 + number)
        user = size.user(cell, place)
        add(
            "organisations.Mandate",
            id=mandate,
            user_id=user,
            role=role,
            unit_id=unit,
            starts_on=FOUNDED,
            decided_by="14-QĐ/ĐU",
            kept_by="members",
        )
        add(
            "members.Post",
            id=key(LAID, owner, 0x7800 + number),
            person_id=person_key(cell, place),
            unit_id=unit,
            kind=post,
            starts_on=FOUNDED,
            decision="14-QĐ/ĐU",
            mandate_id=mandate,
        )

    for place, (post, role) in POSTS.items():
        hold(place, post, role, cell_key(cell), place)
    first = size.first_of(cell)
    if cell == first:
        words = {"office": "office_staff", "party_building": "party_building_staff", "inspection": "inspection_chair"}
        for place, role in COMMITTEE.items():
            hold(place, words.get(role, role), role, committee_key(size.committee_of(cell)), 0x10 + place)
    in_charge = size.user(first, 9 + cell % 4)
    add(
        "organisations.Mandate",
        id=key(LAID, owner, 0x7400),
        user_id=in_charge,
        role="assigned",
        unit_id=cell_key(cell),
        starts_on=FOUNDED,
        decided_by="14-QĐ/ĐU",
    )
