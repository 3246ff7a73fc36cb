"""Rows that are taken away without being deleted."""

from django.db import models


class Kept[R: models.Model](models.Manager[R]):
    """Leaves out what was taken away; such rows stay in the table, since rows that travel are never deleted."""

    def get_queryset(self) -> models.QuerySet[R]:
        return super().get_queryset().filter(is_removed=False)
