"""What the seal of a meeting covers of its votes."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from chibo.ballots.models import (
    BaseMember,
    BoxMember,
    CountedBallot,
    CountEntry,
    OpenVote,
    PaperCount,
    PaperMember,
    SecretBox,
    Tap,
)


def sealed_rows(origin_ids: Iterable[UUID]) -> list[QuerySet[Any]]:
    """Return all rows of the votes taken in these agenda items, for the seal of their meeting. No query yet."""
    ids = set(origin_ids)
    return [
        OpenVote.objects.filter(origin_id__in=ids),
        BaseMember.objects.filter(vote__origin_id__in=ids),
        Tap.objects.filter(vote__origin_id__in=ids),
        SecretBox.objects.filter(origin_id__in=ids),
        BoxMember.objects.filter(box__origin_id__in=ids),
        CountedBallot.objects.filter(box__origin_id__in=ids),
        PaperCount.objects.filter(origin_id__in=ids),
        PaperMember.objects.filter(count__origin_id__in=ids),
        CountEntry.objects.filter(count__origin_id__in=ids),
    ]
