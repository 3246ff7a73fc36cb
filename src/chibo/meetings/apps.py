from django.apps import AppConfig

from chibo import access


class MeetingsConfig(AppConfig):
    name = "chibo.meetings"

    def ready(self) -> None:
        from chibo.kernel import timetable
        from chibo.meetings import permissions, phrases, services
        from chibo.ui import doors, say

        access.declare(permissions.TABLE)
        say.register(phrases.REFUSALS)
        say.register(phrases.CHECKS)
        timetable.register("meetings.note_left_results", services.note_left_results, every_seconds=60)
        doors.register(doors.Door("members.group", phrases.GROUP_DOOR, "meetings:groups", in_place=False))
