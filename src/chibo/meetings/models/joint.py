"""The cells that hold a meeting together."""

from django.db import models

from chibo.audit.rows import Row
from chibo.meetings.models.meeting import Meeting


class JointCell(Row):
    """A cell whose members are called to a joint meeting; the meeting itself stands at the committee above."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="joint_cells")
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    replaces = models.BooleanField(default=False)
    """It stands for the cell's regular meeting of the month, by the rule of the day on which it was registered for."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "unit"], name="meetings_joint_cell_once")]
