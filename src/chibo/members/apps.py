from django.apps import AppConfig

from chibo import access


class MembersConfig(AppConfig):
    name = "chibo.members"

    def ready(self) -> None:
        from chibo.members import permissions, phrases
        from chibo.ui import doors, say

        access.declare(permissions.TABLE)
        say.register(phrases.REFUSALS)
        doors.register(doors.Door("organisations.unit", phrases.DOOR, "members:unit_door", order=10))
