"""What is read from the environment: the database, the key, numbers."""

from pathlib import Path

import pytest

from chibo.web import env, settings


def test_an_address_of_postgresql_is_taken_apart() -> None:
    found = settings._database("postgres://an:m%40t@db.xa.vn:5433/chi%20bo?sslmode=verify-full&sslrootcert=/etc/db.pem")
    wanted = {"NAME": "chi bo", "USER": "an", "PASSWORD": "m@t", "HOST": "db.xa.vn", "PORT": "5433"}
    assert {name: found[name] for name in wanted} == wanted
    assert found["OPTIONS"] == {"sslmode": "verify-full", "sslrootcert": "/etc/db.pem"}
    assert settings._database("postgres:///chibo?host=%2Frun%2Fpostgresql")["HOST"] == "/run/postgresql"


@pytest.mark.parametrize(
    "url", ["mysql://a@b/c", "postgres://a@b/c?sslmod=require", "postgres://a@b:no/c", "postgres://a@b:99999/c"]
)
def test_an_address_that_is_not_understood_is_refused(url: str) -> None:
    with pytest.raises(env.BadSetting):
        settings._database(url)


def test_the_key_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA", tmp_path / "data")
    monkeypatch.delenv("CHIBO_SECRET_KEY")
    with monkeypatch.context() as broken, pytest.raises(OSError):
        broken.setattr(settings.secrets, "token_urlsafe", _no_chance)
        settings._secret_key()
    made = settings._secret_key()
    assert len(made) >= 50
    assert settings._secret_key() == made
    (place,) = (tmp_path / "data").iterdir()
    assert (place.name, place.stat().st_mode & 0o077) == ("secret.key", 0)


def test_two_that_start_at_the_same_time_take_the_same_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slower(_length: int) -> str:
        (tmp_path / "secret.key").write_text("of the quicker one", encoding="ascii")
        return "of the slower one"

    monkeypatch.setattr(settings, "DATA", tmp_path)
    monkeypatch.delenv("CHIBO_SECRET_KEY")
    monkeypatch.setattr(settings.secrets, "token_urlsafe", slower)
    assert settings._secret_key() == "of the quicker one"
    assert [place.name for place in tmp_path.iterdir()] == ["secret.key"]


def _no_chance(_length: int) -> str:
    raise OSError("the machine has no chance left")


@pytest.mark.parametrize("typed", ["²", "-1", "1.5", "một"])
def test_a_number_that_is_none_is_refused(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHIBO_SMTP_PORT", typed)
    with pytest.raises(env.BadSetting, match="CHIBO_SMTP_PORT"):
        env.number("SMTP_PORT", 25)
