"""What can happen to a unit."""

from enum import StrEnum


class Event(StrEnum):
    FOUNDED = "founded"
    RENAMED = "renamed"
    MOVED = "moved"
    MERGED = "merged"
    SPLIT = "split"
    DISSOLVED = "dissolved"
