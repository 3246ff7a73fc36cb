"""The base of every form: refusals, versions, and how a field is drawn."""

import pytest
from django.forms import ValidationError
from django.template import Context, Template
from django.utils.datastructures import MultiValueDict

from chibo.kernel.errors import Refusal
from chibo.ui import fields, forms, say, widgets


class TaskForm(forms.VersionedForm):
    what = fields.TidyCharField(label="Việc", max_length=10, help_text="Ngắn gọn")
    who = fields.PersonField(label="Người làm", required=False)
    how = fields.CardsField(label="Cách", choices=[("a", "Họp", "Tại một nơi"), ("b", "Phiếu", "")])
    note = fields.TidyTextField(label="Ghi chú", required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].offer([("7", "Lý Thị Mẩy", "Tổ 2")])  # type: ignore[attr-defined]


def typed(**values: str) -> dict[str, str]:
    return {"version": "3", "what": "Dọn ngõ", "how": "a", **values}


def draw(form: forms.Form, name: str) -> str:
    return Template("{% load ui %}{% field bound %}").render(Context({"bound": form[name]}))


def test_a_form_carries_the_version_that_was_seen() -> None:
    form = TaskForm(typed(who="7", note=" a \r\n b "))
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"version": 3, "what": "Dọn ngõ", "how": "a", "who": "7", "note": "a\nb"}


def test_a_refusal_stands_above_the_form_or_at_its_field(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(say, "_phrases", {"ui.test.no": "Còn %(count)s việc chưa xong."})
    form = TaskForm(typed())
    assert form.is_valid()
    forms.refuse(form, Refusal("ui.test.no", count=2))
    forms.refuse(form, Refusal("ui.test.no", count=1), field="what")
    assert form.non_field_errors() == ["Còn 2 việc chưa xong."]
    drawn = Template("{{ form }}").render(Context({"form": form}))
    assert "Còn 2 chỗ cần sửa" in drawn
    assert 'href="#id_what"' in drawn
    assert 'value="Dọn ngõ"' in drawn


def test_a_field_reads_its_hint_and_error_to_those_who_listen() -> None:
    drawn = draw(TaskForm(typed(what="")), "what")
    assert 'aria-describedby="id_what_helptext id_what_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert drawn.index("Việc") < drawn.index("Ngắn gọn") < drawn.index("Chưa ghi: Việc.") < drawn.index("<input")


def test_what_is_not_needed_says_so() -> None:
    assert "(không bắt buộc)" in draw(TaskForm(), "who")
    assert "(không bắt buộc)" not in draw(TaskForm(), "what")


def test_nothing_is_chosen_beforehand_and_each_choice_has_its_sentence() -> None:
    drawn = draw(TaskForm(), "how")
    assert "checked" not in drawn
    assert "Tại một nơi" in drawn


def test_without_script_a_person_is_told_from_namesakes() -> None:
    drawn = draw(TaskForm(), "who")
    assert ">Lý Thị Mẩy, Tổ 2</option>" in drawn
    assert 'data-note="Tổ 2"' in drawn


def test_a_person_who_was_not_offered_is_refused() -> None:
    assert not TaskForm(typed(who="8")).is_valid()


def test_a_text_too_long_says_by_how_much() -> None:
    form = TaskForm(typed(what="Dọn ngõ và đường"))
    assert form.errors["what"] == ["Quá dài: nhiều nhất 10 ký tự, đang có 16. Rút ngắn lại."]


class Upload:
    name = "a.pdf"

    def __init__(self, size: int) -> None:
        self.size = size


def test_a_file_too_large_is_not_kept() -> None:
    field = fields.FileField(most_bytes=10)
    assert field.clean(Upload(10)).size == 10
    with pytest.raises(ValidationError, match="chưa được lưu"):
        field.clean(Upload(11))


def test_boxes_and_dots_are_drawn_with_their_words() -> None:
    many = widgets.Ticks(choices=[("1", "Một"), ("2", "Hai")])
    assert many.value_from_datadict(MultiValueDict({"x": ["1", "2"]}), {}, "x") == ["1", "2"]
    assert many.render("x", ["2"]).count("checked") == 1
