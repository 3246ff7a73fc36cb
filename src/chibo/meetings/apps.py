from django.apps import AppConfig

from chibo import access


class MeetingsConfig(AppConfig):
    name = "chibo.meetings"

    def ready(self) -> None:
        from chibo.kernel import timetable
        from chibo.meetings import permissions, phrases, services
        from chibo.ui import say

        access.declare(permissions.TABLE)
        say.register(phrases.REFUSALS)
        say.register(phrases.CHECKS)
        timetable.register("meetings.note_left_results", services.note_left_results, every_seconds=60)
