from django.apps import AppConfig

from chibo.kernel import timetable


class AuditConfig(AppConfig):
    name = "chibo.audit"

    def ready(self) -> None:
        from chibo.audit import phrases, services
        from chibo.ui import say

        say.register(phrases.REFUSALS)
        timetable.register("audit.seal", services.seal_waiting, every_seconds=60)
