from django.apps import AppConfig

from chibo import access


class ReviewConfig(AppConfig):
    name = "chibo.review"

    def ready(self) -> None:
        from chibo.review import permissions, phrases
        from chibo.ui import say

        access.declare(permissions.TABLE)
        say.register(phrases.REFUSALS)
