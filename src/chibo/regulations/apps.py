from django.apps import AppConfig

from chibo import access


class RegulationsConfig(AppConfig):
    name = "chibo.regulations"

    def ready(self) -> None:
        from chibo.regulations import permissions, phrases
        from chibo.ui import say

        access.declare(permissions.TABLE)
        say.register(phrases.REFUSALS)
