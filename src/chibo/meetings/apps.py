from django.apps import AppConfig

from chibo import access


class MeetingsConfig(AppConfig):
    name = "chibo.meetings"

    def ready(self) -> None:
        from chibo.meetings import permissions, phrases
        from chibo.ui import say

        access.declare(permissions.TABLE)
        say.register(phrases.REFUSALS)
        say.register(phrases.CHECKS)
