"""The roles that a mandate or a meeting gives, and how far a permission of theirs reaches."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is at a unit. Words for the screen stand in `organisations.phrases`."""

    OPERATOR = "operator"
    """Keeps the machine; reads no content of any unit."""
    OFFICE = "office"
    """Office of a committee (văn phòng, tổ giúp việc)."""
    PARTY_BUILDING = "party_building"
    """Board for party building (Ban Xây dựng Đảng): members, units, posts."""
    INSPECTION = "inspection"
    """Inspection committee (UBKT); reads."""
    COMMITTEE_MEMBER = "committee_member"
    """Member of the committee of a unit that has cells below it (đảng ủy viên)."""
    ASSIGNED = "assigned"
    """Member of the superior committee in charge of this cell (đảng ủy viên phụ trách)."""
    SECRETARY = "secretary"
    DEPUTY = "deputy"
    CELL_COMMITTEE = "cell_committee"
    """Member of a cell's committee (chi ủy viên)."""
    MEMBER = "member"
    GROUP_LEADER = "group_leader"
    """Leads a group inside a cell (tổ trưởng, tổ phó tổ đảng); good for the meetings of that group alone."""
    CHAIR = "chair"
    """Chairs one meeting; never a mandate."""
    CLERK = "clerk"
    """Writes the minutes of one meeting; never a mandate."""


class Reach(StrEnum):
    """How far from the mandate's unit a grant goes."""

    OWN = "own"
    """Only what belongs to the actor's own person."""
    UNIT = "unit"
    """The mandate's unit itself."""
    BELOW = "below"
    """The units under it, not itself."""
    SUBTREE = "subtree"
    """The unit and all under it."""
    HERE = "here"
    """The one meeting in which the actor has the role (chair, clerk), or those of the group that the actor leads."""
    INSTALLATION = "installation"
    """The machine as a whole: operator only."""
