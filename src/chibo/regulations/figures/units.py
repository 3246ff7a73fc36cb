"""Kinds of party organisations, their posts, and the role that a post gives."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from chibo.access.roles import Role
from chibo.regulations.figures.base import Bar, Code, Figures, Words
from chibo.regulations.states import Certainty


class HasCommittee(StrEnum):
    ALWAYS = "always"
    BY_SIZE = "by_size"
    """From a number of full members on; below it secretary and deputy do its work."""
    NEVER = "never"


class UnitKind(Figures):
    """One kind of organisation, as the regulation of the day names it."""

    code: Code
    name_vi: Words
    body_code: str
    """What stands behind the slash in the number of a paper (CB, ĐU, TU); empty where it issues none."""
    issuer_vi: str
    """How a paper names the body, e.g. CHI BỘ, ĐẢNG ỦY; empty where it issues none."""
    committee_vi: str = ""
    """What its committee is called, e.g. chi ủy; empty where it never has one."""
    has_committee: HasCommittee
    is_cell: bool
    """Whether its members meet as a cell."""
    has_seal: bool
    may_contain: tuple[Code, ...] = ()
    min_official_members: int | None = None
    min_members: int | None = None
    max_members: int | None = None
    """Above it the consent of the next level is needed; None where no number was found."""
    certainty: Certainty
    note_vi: str = ""


class UnitKinds(Figures):
    """All kinds of a day, from the highest down."""

    kinds: Annotated[tuple[UnitKind, ...], Field(min_length=1)]
    committee_from_official_members: int
    cell_committee_max: int
    groups_from_members: int
    standing_committee_max: Bar

    def kind(self, code: str) -> UnitKind:
        """Return the kind. Raises KeyError that names those of the day."""
        for kind in self.kinds:
            if kind.code == code:
                return kind
        raise KeyError(f"no kind {code!r} on that day; there are {[kind.code for kind in self.kinds]}")

    def may_contain(self, above: str, below: str) -> bool:
        """Tell whether an organisation of the kind `below` may stand directly under one of the kind `above`."""
        return below in self.kind(above).may_contain


class PostAt(Figures):
    """What a post is called and gives at certain kinds of units."""

    kinds: Annotated[tuple[Code, ...], Field(min_length=1)]
    name_vi: Words
    role: Role | None
    """The mandate that the post opens for its holder's account; None where it gives no right of its own."""


class Post(Figures):
    code: Code
    name_vi: Words
    one_holder: bool
    """Whether only one person can hold it at a time."""
    at: Annotated[tuple[PostAt, ...], Field(min_length=1)]


class Posts(Figures):
    """The posts that a person can hold in an organisation."""

    posts: Annotated[tuple[Post, ...], Field(min_length=1)]

    def at(self, kind: str) -> dict[str, PostAt]:
        """Return the posts at a kind of unit, by code, in their order."""
        return {post.code: place for post in self.posts for place in post.at if kind in place.kinds}

    def role_of(self, post: str, kind: str) -> Role | None:
        """Return the role that the post gives at that kind. Raises KeyError where it does not exist there."""
        return self.at(kind)[post].role

    def name_of(self, post: str, kind: str) -> str:
        """Return what the post is called at that kind. Raises KeyError where it does not exist there."""
        return self.at(kind)[post].name_vi
