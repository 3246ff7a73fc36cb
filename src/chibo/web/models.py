"""When the chores of the timetable are due next."""

from django.db import models


class Turn(models.Model):
    """One chore of `kernel.timetable`. Whichever worker moves `due_at` on does it."""

    name = models.CharField(primary_key=True, max_length=80)
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class DemoMark(models.Model):
    """Says that everything in this database is invented; written by `chibo demo` into an empty folder only."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    made_on = models.DateField()
    """The day on which the demo was made, to which all its days are relative."""

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="web_one_demo_mark")]
