"""Stored files, issued papers and the numbers they bear."""

from django.db import models
from django.db.models import Q

from chibo.audit.rows import FoldedField, Row


class StoredFile(Row):
    """Bytes kept once per unit under their SHA-256, written and synced before this row."""

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    """As the user called it, tidied; used for the download."""
    type = models.CharField(max_length=100)
    """Sniffed from the bytes, never taken from the browser."""
    size_bytes = models.PositiveBigIntegerField()
    column_class = models.CharField(max_length=10, default="basic")
    """basic, sensitive or dossier (`states.ColumnClass`)."""
    keep_until_on = models.DateField(null=True)
    """None to keep for good."""
    stored_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["unit", "sha256"], name="documents_file_hash")]

    def __str__(self) -> str:
        return self.name


class NumberSeries(Row):
    """The last number drawn of one type of paper within one term of a unit's committee."""

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    term = models.ForeignKey("organisations.Term", on_delete=models.PROTECT, null=True, related_name="+")
    """None where the unit has entered no term yet."""
    type_code = models.CharField(max_length=5)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "term", "type_code"], name="documents_one_series_a_term"),
            models.UniqueConstraint(
                fields=["unit", "type_code"], condition=Q(term=None), name="documents_one_series_without_term"
            ),
        ]


class IssuedPaper(Row):
    """A paper of a unit: what it says as plain data, its number, and its sealed bytes."""

    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    type_code = models.CharField(max_length=5)
    series = models.ForeignKey(NumberSeries, on_delete=models.PROTECT, null=True, related_name="+")
    """Where the number was drawn; None for a paper without a number (minutes, lists)."""
    number = models.PositiveIntegerField(null=True)
    """Within type and term; a cancelled paper keeps it."""
    number_text = models.CharField(max_length=40, blank=True)
    """As printed, e.g. 05-NQ/CB."""
    type_name = models.CharField(max_length=60)
    """What the regulation of its day calls the type, e.g. Nghị quyết."""
    subject = models.CharField(max_length=300)
    search = FoldedField(of=("type_name", "number_text", "subject"))
    """Type, number and subject, folded."""
    issued_on = models.DateField()
    signer_name = models.CharField(max_length=120, blank=True)
    audience = models.CharField(max_length=10, default="board")
    """Who reads it in this room (`states.Audience`); the owner room shows it on its own pages as it sees fit."""
    state = models.CharField(max_length=10, default="issued")
    content = models.JSONField()
    """The description of the paper from which both printers draw."""
    layout = models.JSONField(default=dict)
    """Snapshot of the resolved rule `paper-layout`."""
    origin_id = models.UUIDField(db_index=True)
    """The meeting, resolution or report that it belongs to; for finding again, never joined."""
    sealed_pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    """The bytes that were sealed; never printed again. None while it may still change."""
    sealed_at = models.DateTimeField(null=True)
    final_file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    """What the user edited in Word and attached as the final version; None if nothing was."""
    cancelled_on = models.DateField(null=True)
    cancelled_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "type_code", "issued_on"], name="documents_paper_unit")]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="documents_number_once"),
            models.CheckConstraint(
                condition=Q(series=None, number=None) | Q(series__isnull=False, number__isnull=False),
                name="documents_number_from_series",
            ),
            models.CheckConstraint(
                condition=(Q(state="cancelled") & Q(cancelled_on__isnull=False) & ~Q(cancelled_reason=""))
                | (~Q(state="cancelled") & Q(cancelled_on=None)),
                name="documents_cancelled_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(sealed_at=None, sealed_pdf=None) | Q(sealed_at__isnull=False, sealed_pdf__isnull=False),
                name="documents_sealed_has_bytes",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Type and subject as one reads them aloud."""
        return f"{self.type_name} {self.subject}".strip()
