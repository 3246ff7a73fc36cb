"""`chibo serve --room`: the program for a meeting's phones, with a certificate that the phones can trust.

Without a certificate of the operator's the local authority makes one. `--insecure-room` serves in the clear: a notice
stands on every page and the cookies have names of their own.
"""

from __future__ import annotations

import ipaddress
import os
import ssl
import sys
from dataclasses import dataclass
from pathlib import Path

import django
from django.utils.translation import gettext as _

from chibo.web import env, server
from chibo.web.room import addresses, authority, phones


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says."""

    host: str
    """Empty to take the address of this machine in its network."""
    port: int
    in_the_clear: bool
    certificate: Path | None
    key: Path | None
    worker: bool = True


class Trouble(Exception):
    """The room cannot be served; the message is the sentence for the operator."""


def run(asked: Asked) -> int:
    """Serve the room until stopped. Returns 1 with a sentence where it cannot."""
    os.environ["CHIBO_ROOM"] = "plain" if asked.in_the_clear else "certificate"
    try:
        found = [asked.host] if asked.host else addresses.of_this_machine()
        known = [*found, *addresses.names(), "localhost"]
        os.environ["CHIBO_HOSTS"] = ",".join([*env.words("HOSTS"), *map(_as_host, known)])
        django.setup()
        host = _the_only(found)
        problem = server.problem_with(host, asked.port)
        if problem:
            raise Trouble(problem)
        return _serve(asked, host)
    except Trouble as trouble:
        sys.stderr.write(f"chibo: {trouble}\n")
        return 1


def _serve(asked: Asked, host: str) -> int:
    if asked.in_the_clear:
        _tell_of_danger(server.address(host, asked.port, safe=False))
        return server.serve(host, asked.port, worker=asked.worker)
    if bool(asked.certificate) != bool(asked.key):
        raise Trouble(_("Cần cả --certificate và --key: chứng thư và khóa riêng của nó."))
    if asked.certificate and asked.key:
        tls = server.Tls(asked.certificate, asked.key)
        _expect_pair(tls)
        phones.show_code(_named(host, asked))
        return server.serve(host, asked.port, worker=asked.worker, tls=tls)
    return _serve_with_own_authority(asked, host)


def _serve_with_own_authority(asked: Asked, host: str) -> int:
    if not _is_local(host):
        raise Trouble(
            _("%(host)s không phải địa chỉ mạng nội bộ. Dùng chứng thư riêng: --certificate và --key.") % {"host": host}
        )
    folder = _folder()
    signer = authority.authority(folder)
    pair = authority.certify(signer, folder, [host], [*addresses.names(), "localhost"])
    problem = server.problem_with(host, asked.port + 1)
    if problem:
        raise Trouble(problem)
    page = phones.StepsPage(host, asked.port + 1, signer.fingerprint, signer.as_file)
    try:
        mark = signer.fingerprint.replace(":", "")
        phones.show_code(server.address(host, asked.port + 1, safe=False) + f"#sha256={mark}")
        sys.stdout.write("\n".join([*phones.steps(signer.fingerprint), "", ""]))
        phones.show_code(server.address(host, asked.port, safe=True))
        return server.serve(host, asked.port, worker=asked.worker, tls=server.Tls(pair.certificate, pair.key))
    finally:
        page.stop()


def _folder() -> Path:
    from django.conf import settings

    return Path(settings.DATA) / "room"


def _the_only(found: list[str]) -> str:
    if not found:
        raise Trouble(_("Máy chưa ở trong mạng nội bộ nào. Nối máy vào mạng của phòng họp, hoặc ghi --host."))
    if len(found) > 1:
        names = ", ".join(found)
        raise Trouble(_("Máy có nhiều địa chỉ: %(names)s. Chọn địa chỉ của phòng họp bằng --host.") % {"names": names})
    return found[0]


def _is_local(host: str) -> bool:
    try:
        return addresses.is_private(ipaddress.ip_address(host))
    except ValueError:
        return False


def _as_host(name: str) -> str:
    return f"[{name}]" if ":" in name else name


def _named(host: str, asked: Asked) -> str:
    """Return the address to be shown for an operator's certificate: by the first name of CHIBO_HOSTS, if any."""
    names = env.words("HOSTS")
    return server.address(names[0].strip("[]") if names else host, asked.port, safe=True)


def _expect_pair(tls: server.Tls) -> None:
    """Refuse files that are no certificate with its key, before anything starts."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(tls.certificate, tls.key)
    except (OSError, ssl.SSLError) as error:
        facts = {"certificate": tls.certificate, "key": tls.key, "reason": error.strerror or str(error)}
        raise Trouble(
            _("Chứng thư %(certificate)s và khóa %(key)s không dùng được: %(reason)s. Cần hai tệp PEM của nhau.")
            % facts
        ) from None


def _tell_of_danger(address: str) -> None:
    phones.show_code(address)
    sys.stdout.write(
        _(
            "Không mã hóa: ai trong mạng cũng có thể đọc trang và mật khẩu. Chỉ dùng trong mạng riêng của "
            "phòng họp; mỗi trang đều có lời nhắc."
        )
        + "\n\n"
    )
