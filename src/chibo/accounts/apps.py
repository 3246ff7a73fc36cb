from django.apps import AppConfig

from chibo import access


class AccountsConfig(AppConfig):
    name = "chibo.accounts"

    def ready(self) -> None:
        from chibo.accounts.permissions import TABLE
        from chibo.accounts.phrases import REFUSALS
        from chibo.ui import say

        access.declare(TABLE)
        say.register(REFUSALS)
