"""`chibo serve` refuses what it cannot do with a sentence, and prepares what it serves only once."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from chibo.web import server


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_taken_port_is_named(taken_port: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert server.serve("127.0.0.1", taken_port, worker=False) == 1
    assert capsys.readouterr().err == (
        f"chibo: port {taken_port} is taken by another program: stop it, or choose another with --port.\n"
    )


def test_an_impossible_address_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert server.serve("nowhere.invalid", 8000, worker=False) == 1
    assert capsys.readouterr().err.startswith("chibo: nothing can listen on nowhere.invalid, port 8000: ")


def test_the_network_is_not_served_in_the_clear(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    assert server.serve("0.0.0.0", free, worker=False) == 1
    assert "passwords would travel in the clear" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("10.0.0.5", False),
        ("chibo", False),
    ],
)
def test_what_only_this_machine_reaches(host: str, loopback: bool) -> None:
    assert server.is_loopback(host) is loopback


def test_static_files_are_gathered_once(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    server.collect_static()
    gathered = tmp_path / "static" / "django_htmx" / "htmx.js"
    kept = next((tmp_path / "static").rglob("*.js"))
    assert gathered.parent.exists()
    kept.unlink()
    server.collect_static()
    assert not kept.exists(), "unchanged sources were copied again"
