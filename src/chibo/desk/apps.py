from django.apps import AppConfig

from chibo import access
from chibo.kernel import timetable

SIX_HOURS = 6 * 3600


class DeskConfig(AppConfig):
    name = "chibo.desk"

    def ready(self) -> None:
        from chibo.desk import permissions, phrases, selectors, services
        from chibo.notices.services import take_hours_from
        from chibo.ui import doors, say

        access.declare(permissions.TABLE)
        say.register(phrases.REFUSALS)
        doors.register(doors.Door("accounts.me", phrases.CALENDAR, "desk:calendar", order=20, in_place=False))
        take_hours_from(selectors.usual_hours)
        timetable.register("desk.round", services.daily_round, every_seconds=SIX_HOURS)
