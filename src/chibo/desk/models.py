"""Which reminders were given. Local to this installation; they never travel."""

from django.db import models


class Reminded(models.Model):
    """A reminder was given: the same one is not given again."""

    key = models.CharField(max_length=120, primary_key=True)
    """What it was about and at which stage, e.g. `task:<id>:2026-12-15`."""
    reminded_at = models.DateTimeField()


class CalendarAddress(models.Model):
    """The private address under which one user's calendar is fetched. Only the hash of its secret is kept."""

    user = models.OneToOneField("accounts.User", on_delete=models.PROTECT, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    """SHA-256 of the long random part of the address; a slow hash would protect nothing that nobody can guess."""
    made_at = models.DateTimeField()
