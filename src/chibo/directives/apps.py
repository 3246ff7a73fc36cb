from django.apps import AppConfig

from chibo import access


class DirectivesConfig(AppConfig):
    name = "chibo.directives"

    def ready(self) -> None:
        from chibo.directives import permissions, phrases
        from chibo.ui import say

        access.declare(permissions.TABLE)
        say.register(phrases.REFUSALS)
