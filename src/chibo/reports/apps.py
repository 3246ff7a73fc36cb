from django.apps import AppConfig

from chibo import access
from chibo.kernel import timetable


class ReportsConfig(AppConfig):
    name = "chibo.reports"

    def ready(self) -> None:
        from chibo.reports import permissions, phrases, services
        from chibo.ui import say

        access.declare(permissions.TABLE)
        say.register(phrases.REFUSALS)
        timetable.register("reports.refresh", services.refresh_stale, every_seconds=5)
