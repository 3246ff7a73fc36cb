"""`chibo demo`: make the demo once, beside its folder, and serve it from there ever after."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from chibo.web.demo.__main__ import ACCOUNTS


def run(folder: Path, port: int, *, fresh: bool) -> int:
    """Serve the demo in `folder`, making it where there is none. Returns 1 with a sentence where it cannot.

    A folder that holds anything else is left alone. The demo is made in a folder beside it and moved when it is
    whole, so that an interrupted start leaves nothing half made.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / ACCOUNTS).exists():
        sys.stderr.write(f"chibo: {folder} holds something that is no demo. Choose another folder with --data.\n")
        return 1
    if fresh and folder.exists():
        shutil.rmtree(folder)
    if not (folder / ACCOUNTS).exists() and not _make(folder):
        return 1
    os.environ["CHIBO_DATA"] = str(folder)
    os.environ.pop("CHIBO_DATABASE", None)
    password = (folder / ACCOUNTS).read_text(encoding="ascii").strip()
    sys.stdout.write("Sign in by one click on the first page, or by name, password " + password + ":\n")
    sys.stdout.write("  hoang.van.lam (secretary), pham.thi.ngoc.anh (clerk), bui.thi.huyen (member),\n")
    sys.stdout.write("  nguyen.thi.mai.chi (office), dinh.cong.thanh (in charge of a cell), quantri (operator)\n")
    from chibo.web import server

    return server.serve("127.0.0.1", port, worker=True)


def _make(folder: Path) -> bool:
    half = folder.with_name(folder.name + ".part")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True)
    sys.stdout.write("Making the demo (once, about a minute)…\n")
    sys.stdout.flush()
    variables = {**os.environ, "CHIBO_DATA": str(half)}
    variables.pop("CHIBO_DATABASE", None)
    made = subprocess.run([sys.executable, "-m", "chibo.web.demo"], env=variables, check=False)
    if made.returncode != 0:
        sys.stderr.write("chibo: the demo could not be made; what went wrong stands above.\n")
        return False
    shutil.rmtree(folder, ignore_errors=True)
    half.rename(folder)
    return True
