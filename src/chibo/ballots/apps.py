from django.apps import AppConfig

from chibo import access


class BallotsConfig(AppConfig):
    name = "chibo.ballots"

    def ready(self) -> None:
        from chibo.ballots import permissions, phrases, services
        from chibo.kernel import timetable
        from chibo.ui import say

        access.declare(permissions.TABLE)
        say.register(phrases.REFUSALS)
        timetable.register("ballots.finish_closings", services.finish_closings, every_seconds=60)
