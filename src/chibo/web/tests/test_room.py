"""`chibo serve --room`: phones that trust the local authority reach the program, and nobody else's word counts."""

from __future__ import annotations

import ipaddress
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from pathlib import Path

import pytest
from cryptography import x509
from tests import postgres

from chibo.kernel import clock
from chibo.web.room import addresses, authority, phones

ROOT = Path(__file__).resolve().parents[4]
HERE = "127.0.0.1"
on_one_engine = pytest.mark.skipif(postgres.is_chosen(), reason="which database answers makes no difference")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that the servers of this file use one after another."""
    return tmp_path_factory.mktemp("room") / "data"


@contextmanager
def serving(data: Path, *arguments: str) -> Iterator[tuple[int, Path]]:
    """Run `chibo serve` in a process of its own. Give its port and the file of what it printed."""
    port = two_free_ports()
    log = data.parent / "serve.log"
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("CHIBO_", "DJANGO_"))}
    command = [sys.executable, "-m", "chibo", "serve", "--host", HERE, "--port", str(port), "--no-worker", *arguments]
    with log.open("wb") as out:
        server = subprocess.Popen(
            [*command, "--data", str(data)],
            env=variables | {"PYTHONPATH": str(ROOT / "src"), "CHIBO_FONTS": os.environ.get("CHIBO_FONTS", "")},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        until = time.monotonic() + 180
        while not listens(port):
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.1)
        yield port, log
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HERE, port)) == 0


def two_free_ports() -> int:
    """Return a free port whose neighbour is free too."""
    while True:
        with socket.socket() as one, socket.socket() as next_one:
            one.bind((HERE, 0))
            port = int(one.getsockname()[1])
            try:
                next_one.bind((HERE, port + 1))
            except (OSError, OverflowError):
                continue
            return port


def get(port: int, path: str = "/", trusting: bytes | None = None, *, safe: bool = True) -> HTTPResponse:
    """Ask as a phone does that trusts this authority (DER), or none at all."""
    if safe:
        known = ssl.DER_cert_to_PEM_cert(trusting) if trusting else None
        context = ssl.create_default_context(cadata=known)
        connection: HTTPConnection = HTTPSConnection(HERE, port, context=context, timeout=30)
    else:
        connection = HTTPConnection(HERE, port, timeout=30)
    with closing(connection):
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.body = answer.read()  # type: ignore[attr-defined]
        return answer


@on_one_engine
def test_a_phone_that_trusts_the_authority_reaches_the_program(data: Path) -> None:
    with serving(data, "--room") as (port, log):
        page = get(port + 1, safe=False)
        certificate = get(port + 1, phones.CERTIFICATE, safe=False).body  # type: ignore[attr-defined]
        mark = authority.authority(data / "room").fingerprint
        assert get(port + 1, "/anything", safe=False).status == 404
        assert mark in page.body.decode()  # type: ignore[attr-defined]
        assert mark in log.read_text()
        assert f"https://{HERE}:{port}/" in log.read_text()

        first = get(port, "/bat-dau/", certificate)
        assert first.status == 200
        cookies = [value for name, value in first.getheaders() if name == "set-cookie"]
        assert cookies
        assert all("Secure" in value for value in cookies)
        with pytest.raises(ssl.SSLCertVerificationError):
            get(port)
        with pytest.raises((OSError, HTTPException)):
            get(port, safe=False)


@on_one_engine
def test_an_operators_certificate_takes_the_place_of_ours(data: Path, tmp_path: Path) -> None:
    signer = authority.authority(tmp_path)
    pair = authority.certify(signer, tmp_path, [HERE], [])
    with serving(data, "--room", "--certificate", str(pair.certificate), "--key", str(pair.key)) as (port, log):
        assert get(port, trusting=signer.as_file).status in {200, 302}
        assert not listens(port + 1), "there is nothing to fetch for phones"
        assert "SHA-256" not in log.read_text()


@on_one_engine
def test_in_the_clear_every_page_says_so_under_names_of_its_own(data: Path) -> None:
    notice = "Mạng này không mã hóa"
    with serving(data, "--insecure-room") as (port, log):
        pages = ["/", "/bat-dau/", "/vao/", "/khong-co/"]
        answers = [get(port, path, safe=False) for path in pages]
        shown = [answer for answer in answers if answer.status != 302]
        assert len(shown) >= 2
        assert all(notice in answer.body.decode() for answer in shown)  # type: ignore[attr-defined]
        names = {
            value.partition("=")[0] for answer in answers for name, value in answer.getheaders() if name == "set-cookie"
        }
        assert names
        assert all(name.startswith("plain_room_") for name in names)
        assert "Không mã hóa" in log.read_text()
    with serving(data) as (port, _):
        for path in pages:
            assert notice not in get(port, path, safe=False).body.decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--room", "--host", "203.0.113.9"], "không phải địa chỉ mạng nội bộ|nothing can listen"),
        (["--room", "--host", HERE, "--certificate", "a.pem", "--key", "b.pem"], "không dùng được"),
        (["--room", "--host", HERE, "--certificate", "a.pem"], "cả --certificate và --key"),
    ],
)
def test_what_cannot_be_served_is_refused_with_a_sentence(tmp_path: Path, arguments: list[str], sentence: str) -> None:
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("CHIBO_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "chibo", "serve", "--port", str(two_free_ports()), "--data", str(tmp_path), *arguments],
        env=variables | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 1, done.stdout
    assert re.search(sentence, done.stderr), done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_authority_is_made_once_and_renewed_before_it_ends(tmp_path: Path) -> None:
    first = authority.authority(tmp_path)
    assert authority.authority(tmp_path).fingerprint == first.fingerprint
    assert (tmp_path / "authority.key").stat().st_mode & 0o077 == 0
    with clock.at(first.certificate.not_valid_after_utc - timedelta(days=59)):
        assert authority.authority(tmp_path).fingerprint != first.fingerprint


@pytest.mark.parametrize(
    ("address", "names", "host", "taken"),
    [
        ("192.168.1.20", ["laptop.local"], "192.168.1.20", True),
        ("192.168.1.20", ["laptop.local"], "laptop.local", True),
        ("192.168.1.20", ["laptop.local"], "192.168.1.21", False),
        ("203.0.113.9", [], "203.0.113.9", False),
        ("192.168.1.20", ["chibo.example.vn"], "chibo.example.vn", False),
    ],
    ids=["its address", "its name", "another address", "an address of the internet", "a name of the internet"],
)
def test_even_with_its_key_the_authority_vouches_for_local_networks_only(
    tmp_path: Path, address: str, names: list[str], host: str, taken: bool
) -> None:
    signer = authority.authority(tmp_path)
    pair = authority.certify(signer, tmp_path, [address], names)
    assert shakes_hands(signer.as_file, pair, host) is taken


def shakes_hands(trusted: bytes, pair: authority.Pair, host: str) -> bool:
    """Tell whether a browser that trusts the authority would take the certificate at this address."""
    answering = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    answering.load_cert_chain(pair.certificate, pair.key)
    asking = ssl.create_default_context(cadata=ssl.DER_cert_to_PEM_cert(trusted))
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    server = answering.wrap_bio(to_server, to_client, server_side=True)
    client = asking.wrap_bio(to_client, to_server, server_hostname=host)
    for _ in range(5):
        for side in (client, server):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
            except ssl.SSLCertVerificationError:
                return False
    return client.version() is not None


def test_the_certificate_limits_itself(tmp_path: Path) -> None:
    found = authority.authority(tmp_path).certificate.extensions.get_extension_for_class(x509.NameConstraints)
    assert found.critical
    permitted = [name.value for name in found.value.permitted_subtrees or []]
    assert ipaddress.ip_network("192.168.0.0/16") in permitted
    assert ipaddress.ip_network("0.0.0.0/0") not in permitted


def test_only_addresses_of_local_networks_are_offered() -> None:
    for found in addresses.of_this_machine():
        assert addresses.is_private(ipaddress.ip_address(found))
        assert found != HERE


def test_the_code_is_drawn_with_its_address(capsys: pytest.CaptureFixture[str]) -> None:
    phones.show_code("https://192.168.1.20:8000/")
    printed = capsys.readouterr().out
    assert "https://192.168.1.20:8000/" in printed
    assert len(printed.splitlines()) > 10
