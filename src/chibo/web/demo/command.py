"""`chibo demo`: make the demo once, beside its folder, and serve it from there ever after."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from chibo.web.demo.__main__ import ACCOUNTS

PLAYERS: dict[str, str] = {
    "hoang.van.lam": "bí thư / secretary",
    "pham.thi.ngoc.anh": "thư ký / clerk",
    "bui.thi.huyen": "đảng viên / member",
    "truong.quoc.toan": "bí thư đảng ủy / secretary of the committee",
    "nguyen.thi.mai.chi": "văn phòng đảng ủy / office of the committee",
    "dinh.cong.thanh": "đảng ủy viên phụ trách / in charge of a cell",
    "quantri": "quản trị hệ thống / operator",
}
"""Who signs in by name and password, with the role in both languages."""


def run(folder: Path, port: int, *, fresh: bool) -> int:
    """Serve the demo in `folder`, making it where there is none. Returns 1 with a sentence where it cannot.

    A folder that holds anything else is left alone. The demo is made in a folder beside it and moved when it is
    whole, so that an interrupted start leaves nothing half made.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / ACCOUNTS).exists():
        sys.stderr.write(
            f"chibo: {folder} có dữ liệu khác, không phải bản dùng thử. Chọn thư mục khác bằng --data.\n"
            f"chibo: {folder} holds something that is no demo. Choose another folder with --data.\n"
        )
        return 1
    if fresh and folder.exists():
        shutil.rmtree(folder)
    if not (folder / ACCOUNTS).exists() and not _make(folder):
        return 1
    os.environ["CHIBO_DATA"] = str(folder)
    os.environ.pop("CHIBO_DATABASE", None)
    password = (folder / ACCOUNTS).read_text(encoding="ascii").strip()
    sys.stdout.write(_greeting(password))
    from chibo.web import server

    return server.serve("127.0.0.1", port, worker=True)


def _greeting(password: str) -> str:
    """Return who can sign in and how, each line in Vietnamese and English: Django is not loaded yet."""
    lines = [
        f"Vào bằng một lần bấm ở trang đầu, hoặc bằng tên đăng nhập và mật khẩu {password}",
        f"Sign in by one click on the first page, or by one of these names and the password {password}",
        *(f"  {name:20} {role}" for name, role in PLAYERS.items()),
    ]
    return "\n".join([*lines, ""])


def _make(folder: Path) -> bool:
    half = folder.with_name(folder.name + ".part")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True)
    sys.stdout.write("Đang lập bản dùng thử (một lần, khoảng một phút)… / Making the demo (once, about a minute)…\n")
    sys.stdout.flush()
    variables = {**os.environ, "CHIBO_DATA": str(half)}
    variables.pop("CHIBO_DATABASE", None)
    made = subprocess.run([sys.executable, "-m", "chibo.web.demo"], env=variables, check=False)
    if made.returncode != 0:
        sys.stderr.write(
            "chibo: không lập được bản dùng thử; lý do ở các dòng trên.\n"
            "chibo: the demo could not be made; what went wrong stands above.\n"
        )
        return False
    shutil.rmtree(folder, ignore_errors=True)
    half.rename(folder)
    return True
