from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from chibo import access


class ResolutionsConfig(AppConfig):
    name = "chibo.resolutions"

    def ready(self) -> None:
        from chibo.resolutions import permissions, phrases
        from chibo.ui import doors, say

        access.declare(permissions.TABLE)
        say.register(phrases.REFUSALS)
        doors.register(
            doors.Door("meetings.item", _("Nghị quyết, kết luận"), "resolutions:item", "resolutions.draft.read")
        )
