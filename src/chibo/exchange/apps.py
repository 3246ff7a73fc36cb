from django.apps import AppConfig

from chibo import access
from chibo.kernel import timetable

SIX_HOURS = 6 * 3600


class ExchangeConfig(AppConfig):
    name = "chibo.exchange"

    def ready(self) -> None:
        from chibo.exchange import permissions, phrases
        from chibo.exchange.services import work
        from chibo.ui import say

        access.declare(permissions.TABLE)
        say.register(phrases.REFUSALS)
        say.register(phrases.FINDINGS)
        timetable.register("exchange.erase", work.erase_old_runs, every_seconds=SIX_HOURS)
