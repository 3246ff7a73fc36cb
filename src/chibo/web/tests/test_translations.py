"""The catalogues: new sentences come in, unused ones go, translations stay, and what is missing is named."""

import gettext
from pathlib import Path

import pytest

from chibo.web import translations

CODE = 'from django.utils.translation import gettext_lazy as _\nGONE = _("Còn %(days)s ngày.")\n'
PAGE = """{% load i18n %}
<div>
      {% translate "Đăng nhập" %}
  {% blocktranslate count n=rows|length %}{{ n }} việc{% plural %}{{ n }} việc{% endblocktranslate %}
  {% blocktranslate trimmed with name=user %}
    Chào đ/c {{ name }} (nay).
  {% endblocktranslate %}
</div>
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    room = tmp_path / "desk"
    (room / "templates" / "desk").mkdir(parents=True)
    (room / "__init__.py").write_text("")
    (room / "phrases.py").write_text(CODE, encoding="utf-8")
    (room / "templates" / "desk" / "page.html").write_text(PAGE, encoding="utf-8")
    return tmp_path


def catalogue(package: Path) -> Path:
    return package / "desk/locale/en/LC_MESSAGES/django.po"


def translate(package: Path, sentence: str, words: str) -> None:
    text = catalogue(package).read_text(encoding="utf-8")
    start = f'msgid "{sentence}"\nmsgstr ""'
    assert start in text
    catalogue(package).write_text(text.replace(start, start[:-1] + words + '"'), encoding="utf-8")


def test_sentences_of_code_and_templates_are_found(package: Path) -> None:
    translations.extract(package)
    text = catalogue(package).read_text(encoding="utf-8")
    for sentence in ("Còn %(days)s ngày.", "Đăng nhập", "%(n)s việc", "Chào đ/c %(name)s (nay)."):
        assert f'msgid "{sentence}"' in text
    assert 'msgid_plural "%(n)s việc"' in text


def test_a_second_run_changes_nothing(package: Path) -> None:
    assert translations.extract(package) == [catalogue(package)]
    assert translations.extract(package) == []


def test_a_translation_is_kept_and_an_unused_sentence_goes(package: Path) -> None:
    translations.extract(package)
    translate(package, "Đăng nhập", "Sign in")
    (package / "desk/phrases.py").write_text("", encoding="utf-8")
    translations.extract(package)
    text = catalogue(package).read_text(encoding="utf-8")
    assert 'msgstr "Sign in"' in text
    assert "Còn" not in text


def test_what_is_missing_empty_unused_or_wrong_is_named(package: Path) -> None:
    translations.extract(package)
    translate(package, "Còn %(days)s ngày.", "%(day)s days left.")
    (package / "desk/templates/desk/page.html").write_text(
        '{% load i18n %}{% translate "Đăng nhập" %}{% translate "Mới" %}', encoding="utf-8"
    )
    assert translations.problems(package) == [
        "desk: placeholders differ (['%(days)s'] and ['%(day)s']): 'Còn %(days)s ngày.'",
        "desk: empty: 'Đăng nhập'",
        "desk: no entry: 'Mới'",
        "desk: no longer used: '%(n)s việc'",
        "desk: no longer used: 'Chào đ/c %(name)s (nay).'",
    ]


def test_the_compiled_file_says_it_in_english(package: Path) -> None:
    translations.extract(package)
    translate(package, "Đăng nhập", "Sign in")
    (written,) = translations.compile_all(package)
    with written.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Đăng nhập") == "Sign in"
    assert translations.compile_all(package) == []
