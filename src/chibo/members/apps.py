from django.apps import AppConfig

from chibo import access


class MembersConfig(AppConfig):
    name = "chibo.members"

    def ready(self) -> None:
        from chibo.members import permissions, phrases
        from chibo.ui import say

        access.declare(permissions.TABLE)
        say.register(phrases.REFUSALS)
