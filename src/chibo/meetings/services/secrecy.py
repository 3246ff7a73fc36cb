"""Items whose papers are secret: nothing is uploaded for them. They may be on a closed network of the operator's."""

from django.conf import settings

from chibo.kernel.errors import Refusal
from chibo.meetings.models import AgendaItem, Material


def check_may_upload(item: AgendaItem | None) -> None:
    """Refuse a file for an item whose papers are handed out in the room."""
    if item is not None and item.is_secret and settings.MODE != "closed":
        raise Refusal("meetings.secret_item_no_files", item=item.title)


def check_no_files(item: AgendaItem) -> None:
    """Refuse to call an item's papers secret while some of them lie here. One query."""
    count = Material.objects.filter(item=item).count() if settings.MODE != "closed" else 0
    if count:
        raise Refusal("meetings.secret_item_has_files", item=item.title, count=count)
