from django.apps import AppConfig

from chibo import access


class KeepingConfig(AppConfig):
    name = "chibo.keeping"

    def ready(self) -> None:
        from chibo.keeping import permissions, phrases
        from chibo.ui import say

        access.declare(permissions.TABLE)
        say.register(phrases.REFUSALS)
        say.register(phrases.TOLD)
