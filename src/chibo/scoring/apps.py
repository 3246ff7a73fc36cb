from django.apps import AppConfig

from chibo import access


class ScoringConfig(AppConfig):
    name = "chibo.scoring"

    def ready(self) -> None:
        from chibo.scoring import permissions, phrases
        from chibo.ui import say

        access.declare(permissions.TABLE)
        say.register(phrases.REFUSALS)
