from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "chibo.exchange"

    def ready(self) -> None:
        from chibo.exchange import phrases
        from chibo.ui import say

        say.register(phrases.REFUSALS)
