"""Staged runs: what a file said, what would become of each row, and what the run wrote.

Rows of a run are local and short-lived: they are erased some days after the run is over. They hold personal data of
the class of the members' own record.
"""

from django.db import models
from django.db.models import Q

from chibo.audit.rows import Row
from chibo.exchange.states import Kind, Result, RunState


class ImportRun(Row):
    """One file on its way into the book."""

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    """The list is for this unit and those below it; nothing else is touched."""
    kind = models.CharField(max_length=10, default=Kind.MEMBERS.value)
    state = models.CharField(max_length=12, default=RunState.UPLOADED.value)
    started_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    acting_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    """Who set the present work going: uploaded, agreed or undid. Jobs act with this user's mandates."""
    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    """The bytes lie in the data folder under the id of the run until its rows are erased."""
    size_bytes = models.PositiveBigIntegerField()
    as_of_on = models.DateField()
    """The day of which the list speaks."""
    decision = models.CharField(max_length=200, blank=True)
    """Number and date of the paper behind new cells and posts; empty where each row names its own, or none."""
    sheet = models.CharField(max_length=100, blank=True)
    columns = models.JSONField(default=list)
    """Found headings as [index, heading, field or null], in the order of the sheet."""
    chosen = models.JSONField(default=dict)
    """Fields that a person gave to columns, by index as text."""
    row_count = models.PositiveIntegerField(default=0)
    done_count = models.PositiveIntegerField(default=0)
    """Rows read, written or taken back so far, in the present state."""
    counts = models.JSONField(default=dict)
    """Result to number of rows."""
    problem = models.JSONField(default=dict)
    """Code and facts of what stopped the run; empty otherwise."""
    command_id = models.UUIDField(null=True)
    """Shared by the audit entries of all chunks of the commit, or of the undoing; None before."""
    created_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    """When all rows were written, or taken back."""
    erase_on = models.DateField(null=True)
    """Day from which the staged rows and the file are erased; None while the run is under way."""
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "-created_at"], name="exchange_run_unit")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["committing", "done"]) | Q(agreed_at__isnull=False),
                name="exchange_written_was_agreed",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def to_write(self) -> int:
        """How many rows an agreement would write."""
        return int(self.counts.get(Result.NEW, 0)) + int(self.counts.get(Result.CHANGED, 0))


class ImportRow(models.Model):
    """One row of the list as typed, what was found in it, and what the run made of it."""

    COLUMN_CLASS = {"cells": "sensitive", "changes": "sensitive"}

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    """As the spreadsheet shows it."""
    result = models.CharField(max_length=10)
    decision = models.CharField(max_length=10, blank=True)
    """What a person said of a doubled row: `same` or `other`; empty while nobody has."""
    cells = models.JSONField()
    """Field to text."""
    findings = models.JSONField(default=list)
    target_id = models.UUIDField(null=True)
    """The person or unit that the row is about, or will make; None where nobody knows."""
    unit_id = models.UUIDField(null=True)
    """The cell of the row, or the unit above a unit; None where it was not found."""
    changes = models.JSONField(default=dict)
    """Name to [before, after] as plain values."""
    double_key = models.CharField(max_length=160, blank=True)
    """Name and birth, by which rows of one file are compared."""
    fate = models.CharField(max_length=12, blank=True)
    """Empty until the run was written."""
    left = models.JSONField(default=list)
    """What kept the row from being written or taken back: [what kind of row, its id]."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="exchange_row_number_once")]
        indexes = [models.Index(fields=["run", "result", "number"], name="exchange_row_result")]

    def __str__(self) -> str:
        return f"{self.run_id}:{self.number}"


class ImportTrace(models.Model):
    """What the run wrote for one row, and what stood there before. A table of its own: inserting is quick."""

    COLUMN_CLASS = {"entries": "sensitive"}

    id = models.BigAutoField(primary_key=True)
    row = models.OneToOneField(ImportRow, on_delete=models.CASCADE, related_name="trace")
    entries = models.JSONField()
    """Rows as [kind, id, version after, columns before]; null for the columns of a row that was made."""

    def __str__(self) -> str:
        return f"{self.row_id}"
