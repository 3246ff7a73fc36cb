"""Papers and uploads for tests, made through the services."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

from chibo.access import Actor
from chibo.documents import services
from chibo.documents.models import IssuedPaper
from chibo.documents.tests.papers import RESOLUTION
from chibo.kernel.ids import uuid7
from chibo.organisations.models import Unit

DAY = date(2026, 2, 3)
DRAFT = replace(RESOLUTION, head=replace(RESOLUTION.head, number=""))


def a_pdf(text: str = "") -> BytesIO:
    return BytesIO(b"%PDF-1.7\n" + text.encode())


def a_paper(actor: Actor, unit: Unit, **facts: Any) -> IssuedPaper:
    """Issue a resolution with a number."""
    given = {"type_code": "NQ", "paper": DRAFT, "issued_on": DAY}
    return services.issue_paper(actor=actor, unit=unit, origin_id=uuid7(), **(given | facts))
