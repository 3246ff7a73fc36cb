from django.apps import AppConfig

from chibo import access


class ExchangeConfig(AppConfig):
    name = "chibo.exchange"

    def ready(self) -> None:
        from chibo.exchange import permissions, phrases
        from chibo.ui import say

        access.declare(permissions.TABLE)
        say.register(phrases.REFUSALS)
        say.register(phrases.FINDINGS)
