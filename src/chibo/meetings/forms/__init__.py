"""What the pages of this room ask for: before the meeting, at the roll call and in the clerk's room."""

from chibo.meetings.forms.after import AnswerForm, ExtractForm, PostedForm, RequestForm
from chibo.meetings.forms.joint import JointForm
from chibo.meetings.forms.preparing import (
    BenchForm,
    ExcuseForm,
    GuestForm,
    ItemForm,
    KindForm,
    MaterialForm,
    OpinionForm,
    People,
    PlanForm,
    ReasonForm,
)
from chibo.meetings.forms.roll import EndForm, OpenForm, PaperForm, RollForm
from chibo.meetings.forms.room import MentionForm, TallyForm, TaskLineForm
from chibo.meetings.forms.trust import AddendumForm, CheckForm, RemarkAnswerForm, RemarkForm

__all__ = [
    "AddendumForm",
    "AnswerForm",
    "BenchForm",
    "CheckForm",
    "EndForm",
    "ExcuseForm",
    "ExtractForm",
    "GuestForm",
    "ItemForm",
    "JointForm",
    "KindForm",
    "MaterialForm",
    "MentionForm",
    "OpenForm",
    "OpinionForm",
    "PaperForm",
    "People",
    "PlanForm",
    "PostedForm",
    "ReasonForm",
    "RemarkAnswerForm",
    "RemarkForm",
    "RequestForm",
    "RollForm",
    "TallyForm",
    "TaskLineForm",
]
