"""Who takes part in the month, each in a browser of their own, and what they work on together."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from playwright.sync_api import Page

from chibo.kernel.months import Month
from chibo.meetings.models import AgendaItem, Meeting
from tests.browser import SignIn
from tests.cast import Cast
from tests.journeys.acts import Acts
from tests.site import Site

MONTH = Month(2026, 2)
EVENING = datetime(2026, 2, 3, 12, 30, tzinfo=UTC)
SPEAKERS = 11
VOTES = 6
TASKS = ("Kiểm tra tuyến ống", "Thu hồ sơ", "Vận động 2 hộ", "Lập sổ theo dõi", "Dọn nhà văn hóa")
GUIDANCE = "Định hướng sinh hoạt tháng 02 năm 2026"
NOTICE = "05-TB/ĐU"


@dataclass
class Table:
    """One page for each who takes part; acts are counted for secretary and clerk only."""

    site: Site
    cast: Cast
    secretary: Page
    clerk: Page
    member: Page
    excused: Page
    """A member who asks to be excused."""
    office: Page
    assigned: Page
    acts: Acts = field(default_factory=Acts)

    @property
    def meeting(self) -> Meeting:
        """The meeting of the month as it stands now."""
        return Meeting.objects.get(unit=self.cast.cell, month_on=MONTH.first_on)

    def item(self, **wanted: str) -> AgendaItem:
        """Return an item of the agenda."""
        return AgendaItem.objects.get(meeting=self.meeting, **wanted)


def laid(site: Site, cast: Cast, sign_in: SignIn) -> Table:
    """Seat everybody."""
    players = (cast.secretary, cast.member, cast.probationary, cast.other_member, cast.office, cast.assigned)
    return Table(site, cast, *(sign_in(player.user) for player in players))
