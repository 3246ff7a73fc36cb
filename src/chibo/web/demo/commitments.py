"""What members of the demo's first cell have registered for the year: most of them, one still writing."""

from __future__ import annotations

from datetime import date, datetime, time

from chibo.kernel import clock
from chibo.review import services
from chibo.web.demo import names
from chibo.web.demo.ground import Ground

FIRST = names.CELLS[0].members
SENT = 8
WORDS = {
    "Về tư tưởng chính trị": "Giữ vững lập trường; học tập đầy đủ các nghị quyết được quán triệt trong năm.",
    "Về đạo đức, lối sống": "Sống giản dị, tiết kiệm; không lãng phí vật tư của đơn vị.",
    "Về tự phê bình, phê bình": "Nói thẳng, góp ý trong sinh hoạt chi bộ, không nói sau lưng.",
    "Biện pháp thực hiện": "Mỗi quý tự soi lại một lần trước chi bộ.",
}


def register(ground: Ground, today: date) -> None:
    """Send the commitments of the year for the first members; the next one keeps a draft."""
    with clock.at(datetime.combine(today, time(8), tzinfo=clock.HOME)):
        for index, name in enumerate(FIRST[: SENT + 1]):
            actor = ground.actor(name)
            services.write(actor=actor, year=today.year, kind="cultivation", words=WORDS, send=index < SENT)
