"""What is asked for when a task is given, reported or settled."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from chibo.tasks.phrases import MOVES
from chibo.tasks.states import MOVES as ALLOWED
from chibo.tasks.states import Kind, Move, State
from chibo.ui.fields import CardsField, DayField, PersonField, TidyCharField, TidyTextField
from chibo.ui.forms import DraftForm, Form, VersionedForm
from chibo.ui.shapes import Named


class TaskForm(Form):
    """What, who, until when."""

    title = TidyCharField(label=_("Nội dung nhiệm vụ"), max_length=300)
    person = PersonField(label=_("Đồng chí chịu trách nhiệm"), required=False, coerce=UUID, empty=_("Cả chi bộ"))
    helpers = TidyCharField(label=_("Đồng chí phối hợp"), max_length=300, required=False)
    due_on = DayField(label=_("Xong trước ngày"))

    def __init__(self, *args: object, people: list[tuple[UUID, str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people)  # type: ignore[attr-defined]


class NewTaskForm(TaskForm, DraftForm):
    kind = CardsField(
        label=_("Loại nhiệm vụ"),
        choices=[
            (Kind.MONTHLY, _("Trong tháng"), _("Việc cụ thể, xong trong thời hạn")),
            (Kind.YEARLY, _("Cả năm"), _("Phân công công tác đầu năm")),
        ],
        initial=Kind.MONTHLY,
    )


class ChangeTaskForm(TaskForm, VersionedForm):
    """The same for a task that is there already."""


class ReportForm(VersionedForm):
    text = TidyTextField(label=_("Kết quả"), max_length=2000)


class SettleForm(VersionedForm):
    move = CardsField(label=_("Kết luận"), choices=())
    text = TidyTextField(label=_("Nhận xét, lý do"), max_length=2000, required=False)

    def __init__(self, *args: object, state: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        offered = (Move.VERIFY, Move.RETURN, Move.FAIL, Move.CANCEL, Move.REOPEN)
        moves = [move for move in offered if (State(state), move) in ALLOWED]
        self.fields["move"].choices = [(move, Named(MOVES[move], "")) for move in moves]  # type: ignore[attr-defined]
