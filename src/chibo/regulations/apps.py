from django.apps import AppConfig

from chibo import access


class RegulationsConfig(AppConfig):
    name = "chibo.regulations"

    def ready(self) -> None:
        from chibo.regulations import permissions, phrases
        from chibo.ui import doors, say

        access.declare(permissions.TABLE)
        say.register(phrases.REFUSALS)
        place, action = "organisations.unit", "regulations.rule.read"
        doors.register(doors.Door(place, phrases.IN_FORCE, "regulations:unit", action, in_place=False))
