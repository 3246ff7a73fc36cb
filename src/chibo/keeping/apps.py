from django.apps import AppConfig

from chibo import access


class KeepingConfig(AppConfig):
    name = "chibo.keeping"

    def ready(self) -> None:
        from chibo.keeping import permissions, phrases, statistics
        from chibo.kernel import timetable
        from chibo.ui import say

        access.declare(permissions.TABLE)
        say.register(phrases.REFUSALS)
        say.register(phrases.TOLD)
        timetable.register("keeping.statistics", statistics.refresh_statistics, every_seconds=3600)
