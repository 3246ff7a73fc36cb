from django.apps import AppConfig

from chibo import access


class ProposalsConfig(AppConfig):
    name = "chibo.proposals"

    def ready(self) -> None:
        from chibo.proposals import permissions, phrases
        from chibo.ui import say

        access.declare(permissions.TABLE)
        say.register(phrases.REFUSALS)
