from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from chibo import access


class ScoringConfig(AppConfig):
    name = "chibo.scoring"

    def ready(self) -> None:
        from chibo.scoring import permissions, phrases
        from chibo.ui import doors, say

        access.declare(permissions.TABLE)
        say.register(phrases.REFUSALS)
        for place in ("meetings.score", "meetings.detail"):
            doors.register(doors.Door(place, _("Chấm điểm sinh hoạt"), "scoring:of_meeting", "scoring.score.read"))
