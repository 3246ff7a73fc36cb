"""States of a directive and of its arrival at a unit."""

from enum import StrEnum


class Kind(StrEnum):
    GUIDANCE = "guidance"
    """Tài liệu định hướng sinh hoạt."""
    MONTHLY_RESOLUTION = "monthly_resolution"
    """The superior committee's resolution of the month."""
    DOCUMENT = "document"
    """A document to be spread (văn bản cần quán triệt)."""


class State(StrEnum):
    DRAFT = "draft"
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"


class Arrival(StrEnum):
    RECEIVED = "received"
    ON_AGENDA = "on_agenda"
    DEALT_WITH = "dealt_with"
