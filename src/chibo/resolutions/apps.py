from django.apps import AppConfig

from chibo import access


class ResolutionsConfig(AppConfig):
    name = "chibo.resolutions"

    def ready(self) -> None:
        from chibo.resolutions import permissions, phrases
        from chibo.ui import say

        access.declare(permissions.TABLE)
        say.register(phrases.REFUSALS)
