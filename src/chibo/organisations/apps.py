from django.apps import AppConfig

from chibo import access


class OrganisationsConfig(AppConfig):
    name = "chibo.organisations"

    def ready(self) -> None:
        from chibo.organisations import permissions, phrases
        from chibo.ui import say

        access.declare(permissions.TABLE)
        say.register(phrases.REFUSALS)
