from django.apps import AppConfig

from chibo import access


class BallotsConfig(AppConfig):
    name = "chibo.ballots"

    def ready(self) -> None:
        from chibo.ballots import permissions, phrases
        from chibo.ui import say

        access.declare(permissions.TABLE)
        say.register(phrases.REFUSALS)
