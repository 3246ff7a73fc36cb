from django.apps import AppConfig

from chibo import access
from chibo.kernel import timetable

SIX_HOURS = 6 * 3600


class DocumentsConfig(AppConfig):
    name = "chibo.documents"

    def ready(self) -> None:
        from chibo.documents import jobs, permissions, phrases
        from chibo.ui import say

        access.declare(permissions.TABLE)
        say.register(phrases.REFUSALS)
        timetable.register("documents.sweep", jobs.sweep_orphans.call, every_seconds=SIX_HOURS)
