from django.apps import AppConfig

from chibo.kernel import timetable


class NoticesConfig(AppConfig):
    name = "chibo.notices"

    def ready(self) -> None:
        from chibo.notices import phrases, services
        from chibo.ui import doors, say

        say.register(phrases.REFUSALS)
        doors.register(doors.Door("accounts.me", phrases.SETTINGS, "notices:wishes", order=10, in_place=False))

        timetable.register("notices.deliver", services.deliver_due, every_seconds=10)
