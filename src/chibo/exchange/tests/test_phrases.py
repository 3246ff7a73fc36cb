"""Every finding and refusal that the code can make has its sentence, and every sentence is used."""

import re
from pathlib import Path

from chibo.exchange import phrases

ROOM = Path(phrases.__file__).parent
CODE = re.compile(r'"(exchange\.[a-z_]+)"')


def test_every_code_has_a_sentence_and_every_sentence_a_code() -> None:
    sources = [
        path
        for path in ROOM.rglob("*.py")
        if not {"tests", "migrations", "views"} & set(path.parts) and path.name not in {"phrases.py", "apps.py"}
    ]
    used = {code for path in sources for code in CODE.findall(path.read_text(encoding="utf-8"))}

    assert used == set(phrases.FINDINGS) | set(phrases.REFUSALS)
