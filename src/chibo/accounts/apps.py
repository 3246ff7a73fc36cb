from django.apps import AppConfig

from chibo import access
from chibo.kernel import timetable


class AccountsConfig(AppConfig):
    name = "chibo.accounts"

    def ready(self) -> None:
        from chibo.accounts import permissions, phrases, services
        from chibo.ui import say

        access.declare(permissions.TABLE)
        say.register(phrases.REFUSALS)
        timetable.register("accounts.forget_ended_sessions", services.forget_ended_sessions, every_seconds=3600)
