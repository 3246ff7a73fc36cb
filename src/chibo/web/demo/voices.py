"""What members of the demo put to their cell and to the committee: one ended, one in hand, one new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from chibo.kernel import clock
from chibo.proposals import services
from chibo.proposals.figures import Asked, Charge
from chibo.proposals.states import Kind
from chibo.web.demo import names
from chibo.web.demo.ground import Ground

if TYPE_CHECKING:
    from chibo.proposals.models import Proposal

FIRST = names.CELLS[0].members
LAMPS = Asked(
    Kind.PROPOSAL,
    "Chiếu sáng lối vào trạm bơm số 2",
    "Ca đêm đi kiểm tra trạm bơm số 2 phải qua đoạn đường không có đèn. Đề nghị lắp hai bóng đèn trước mùa mưa.",
)
FUND = Asked(
    Kind.QUESTION,
    "Sử dụng quỹ vì người nghèo của Trung tâm",
    "Quỹ vì người nghèo năm nay đã thu và chi những khoản nào? Đề nghị chi ủy thông báo trong buổi sinh hoạt gần nhất.",
)
COURSE = Asked(
    Kind.REQUEST,
    "Đăng ký lớp sơ cấp lý luận chính trị",
    "Tôi đề nghị được cử đi học lớp sơ cấp lý luận chính trị trong đợt tới; công việc tại tổ đã có người thay.",
)


@dataclass(frozen=True, slots=True)
class Voice:
    """What one member sends on a day, to the first cell or to the committee above it."""

    name: str
    asked: Asked
    days_ago: int
    to_committee: bool = False


def raise_them(ground: Ground, today: date) -> None:
    """Send all three, the oldest first, and do what the body has done about them since."""
    lamps = _send(ground, today, Voice(FIRST[15], LAMPS, 70))
    _answer_lamps(ground, today, lamps)
    fund = _send(ground, today, Voice(FIRST[13], FUND, 12))
    with clock.at(_morning(today - timedelta(days=9))):
        charge = Charge(ground.people[ground.deputy(0)].pk)
        leader = ground.actor(ground.secretary(0))
        services.take(actor=leader, proposal_id=fund.pk, version=fund.version, charge=charge)
    _send(ground, today, Voice(FIRST[9], COURSE, 3, to_committee=True))


def _send(ground: Ground, today: date, voice: Voice) -> Proposal:
    unit = ground.committee if voice.to_committee else ground.cells[0]
    with clock.at(_morning(today - timedelta(days=voice.days_ago))):
        return services.send(actor=ground.actor(voice.name), unit_id=unit.pk, asked=voice.asked)


def _answer_lamps(ground: Ground, today: date, lamps: Proposal) -> None:
    leader, sender = ground.actor(ground.secretary(0)), ground.actor(FIRST[15])
    with clock.at(_morning(today - timedelta(days=58))):
        text = "Chi ủy đã làm việc với Đội Điện: lắp hai bóng đèn LED tại lối vào, xong trước ngày 30 của tháng."
        answered = services.answer(actor=leader, proposal_id=lamps.pk, version=lamps.version, text=text)
    with clock.at(_morning(today - timedelta(days=45))):
        text = "Đã lắp xong hai bóng đèn, bàn giao cho ca trực."
        services.follow_up(actor=leader, proposal_id=lamps.pk, text=text)
    with clock.at(_morning(today - timedelta(days=44))):
        services.accept(actor=sender, proposal_id=lamps.pk, version=answered.version)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=clock.HOME)
