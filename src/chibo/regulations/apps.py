from django.apps import AppConfig

from chibo import access


class RegulationsConfig(AppConfig):
    name = "chibo.regulations"

    def ready(self) -> None:
        from chibo.regulations import permissions, phrases
        from chibo.ui import doors, say

        access.declare(permissions.TABLE)
        say.register(phrases.REFUSALS)
        doors.register(doors.Door("organisations.unit", phrases.IN_FORCE, "regulations:unit", "regulations.rule.read"))
