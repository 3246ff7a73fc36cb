"""What the terminal shows to a meeting, and the plain page from which phones fetch the certificate of the authority.

That page is all that is served in the clear: steps, the fingerprint to compare, and the certificate, which is public.
"""

from __future__ import annotations

import socket
import sys
import threading
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import segno
from django.utils.translation import gettext as _

CERTIFICATE = "/chibo.crt"


def show_code(address: str) -> None:
    """Print the address as a QR code of half blocks, which a phone reads from the screen."""
    segno.make(address, micro=False).terminal(out=sys.stdout, border=2, compact=True)
    sys.stdout.write(f"  {address}\n\n")


def steps(fingerprint: str) -> list[str]:
    """Return what each member does once, by kind of phone."""
    return [
        _("Mỗi điện thoại làm một lần:"),
        _("1. Quét mã thứ nhất, mở trang hướng dẫn và tải chứng thư."),
        _("2. So dấu SHA-256 của chứng thư trên điện thoại với dòng này; khác một ký tự thì dừng lại:"),
        f"   {fingerprint}",
        _(
            "3. iPhone: Cài đặt › Đã tải về hồ sơ › Cài đặt; rồi Cài đặt chung › Giới thiệu › Cài đặt tin cậy chứng "
            "nhận › bật Chibo."
        ),
        _("   Android: Cài đặt › Bảo mật › Mã hóa và thông tin xác thực › Cài chứng chỉ › Chứng chỉ CA."),
        _("4. Quét mã thứ hai rồi đăng nhập."),
    ]


class StepsPage:
    """Serves the steps and the certificate in the clear, and nothing else, until stopped."""

    def __init__(self, host: str, port: int, fingerprint: str, certificate: bytes) -> None:
        answers = {
            "/": ("text/html; charset=utf-8", _page(fingerprint).encode()),
            CERTIFICATE: ("application/x-x509-ca-cert", certificate),
        }

        class Handler(_Handler):
            known = answers

        self._server = (_Server6 if ":" in host else ThreadingHTTPServer)((host, port), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, name="steps", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)


class _Server6(ThreadingHTTPServer):
    address_family = socket.AF_INET6


class _Handler(BaseHTTPRequestHandler):
    known: ClassVar[dict[str, tuple[str, bytes]]] = {}
    timeout = 10

    def do_GET(self) -> None:
        found = self.known.get(self.path.partition("?")[0])
        if found is None:
            self.send_error(404)
            return
        kind, content = found
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", "default-src 'none'")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Write nothing: who looks at the steps is nobody's business."""


def _page(fingerprint: str) -> str:
    lines = "\n".join(f"<p>{escape(line)}</p>" for line in steps(fingerprint))
    link = f'<p><a href="{CERTIFICATE}">{escape(_("Tải chứng thư"))}</a></p>'
    title = escape(_("Vào phòng họp bằng điện thoại"))
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title></head><body><h1>{title}</h1>\n{link}\n{lines}\n</body></html>"
    )
