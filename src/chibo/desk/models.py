"""Which reminders were given. Local to this installation; they never travel."""

from django.db import models


class Reminded(models.Model):
    """A reminder was given: the same one is not given again."""

    key = models.CharField(max_length=120, primary_key=True)
    """What it was about and at which stage, e.g. `task:<id>:2026-12-15`."""
    reminded_at = models.DateTimeField()
