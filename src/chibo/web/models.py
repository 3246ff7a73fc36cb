"""When the chores of the timetable are due next."""

from django.db import models


class Turn(models.Model):
    """One chore of `kernel.timetable`. Whichever worker moves `due_at` on does it."""

    name = models.CharField(primary_key=True, max_length=80)
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
