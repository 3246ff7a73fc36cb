"""Telling users, and sending it: once where all goes well, at least once where it does not."""

import socket
from collections.abc import Iterator
from datetime import date, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Event

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from chibo.access import NOBODY, Denied, Place
from chibo.accounts import services as accounts
from chibo.accounts.models import User
from chibo.accounts.tests.factories import OPERATOR, actor_of, make_user
from chibo.audit.models import Entry
from chibo.kernel import clock
from chibo.kernel.errors import Missing
from chibo.notices import rules, selectors, services
from chibo.notices.models import Delivery, Notice
from chibo.notices.states import State
from chibo.web import jobs

pytestmark = pytest.mark.django_db

CALLED = _("Sinh hoạt thường kỳ: %(day)s. Đồng chí có %(count)s việc.")


class Post:
    """What a real mail server got. `answer` is what it says to the next mail."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answer = "250 OK"
        self.came = Event()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.answer.startswith("250"):
            self.mails.append(message_from_bytes(bytes(envelope.content or b""), policy=policy.default))
            self.came.set()
        return self.answer


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def post(settings) -> Iterator[Post]:  # type: ignore[no-untyped-def]
    post = Post()
    controller = Controller(post, hostname="127.0.0.1", port=_free_port())
    controller.start()
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": controller.port, "timeout": 5},
        }
    }
    settings.SENDS_MAIL, settings.PUBLIC_URL = True, "https://chibo.xa.vn"
    yield post
    controller.stop()


@pytest.fixture
def lan() -> User:
    make_user()
    user = User.objects.get(username="lan")
    user.email = "lan@xa.vn"
    user.save()
    return user


def tell(*users: User, **more: object) -> list[Notice]:
    given: dict[str, object] = {"facts": {"day": date(2026, 12, 3), "count": 1200}}
    given |= {"kind": "meetings.called", "link": "/sinh-hoat/1/"}
    given |= {"urgent_by": clock.now()}  # at once; test_reaching.py has what waits for the evening
    with transaction.atomic():
        return services.tell([user.pk for user in users], CALLED, **{**given, **more})  # type: ignore[arg-type]


# -- telling
def test_each_user_is_told_once_and_reads_it_in_the_language_of_the_page(lan: User) -> None:
    tell(lan, lan)
    (notice,) = selectors.notices_of(actor_of(lan))
    assert selectors.text_of(notice) == "Sinh hoạt thường kỳ: 03/12/2026. Đồng chí có 1.200 việc."
    assert (notice.link, notice.read_at, selectors.new_count(actor_of(lan))) == ("/sinh-hoat/1/", None, 1)


def test_the_sentence_is_kept_in_vietnamese_whoever_acts() -> None:
    with translation.override("en"):
        (notice,) = tell(make_user())
    assert notice.sentence == "Sinh hoạt thường kỳ: %(day)s. Đồng chí có %(count)s việc."


def test_closed_accounts_are_left_out(lan: User) -> None:
    accounts.deactivate_user(actor=OPERATOR, place=Place(), user_id=lan.pk)
    assert tell(lan) == []


def test_what_is_taken_back_was_never_told(lan: User) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        tell(lan)
        raise DatabaseError
    assert not Notice.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_nobody_tells_outside_a_command(lan: User) -> None:
    with pytest.raises(RuntimeError, match="inside a @command"):
        services.tell([lan.pk], CALLED, kind="meetings.called")


def test_a_link_to_another_host_cannot_be_stored(lan: User) -> None:
    with pytest.raises(DatabaseError):
        tell(lan, link="https://evil.example/")


@pytest.mark.parametrize("number", [1, 40])
def test_telling_many_costs_as_much_as_telling_one(number: int, post: Post, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    users = [make_user(f"user{index:02}", f"Người {index}", password="") for index in range(number)]
    User.objects.update(email="x@xa.vn")
    with django_assert_num_queries(7):  # savepoint and its end; users, notices, wishes, devices, deliveries
        tell(*users)


def test_a_turn_of_the_worker_reads_no_more_than_it_sends(lan: User) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert services.deliver_due() == 0
    (query,) = asked
    assert query["sql"].endswith("LIMIT 50"), "a notice to all secretaries waits in the tens of thousands"


# -- reading
def test_one_reads_ones_own_and_leaves_an_entry(lan: User) -> None:
    (notice,) = tell(lan)
    services.mark_read(actor=actor_of(lan), notice_id=notice.pk)
    assert selectors.new_count(actor_of(lan)) == 0
    assert Entry.objects.filter(action="notices.notice.read", object_id=str(notice.pk)).count() == 1


def test_anothers_notices_are_not_there(lan: User) -> None:
    mai = make_user("mai", "Lý Thị Mai")
    (notice,) = tell(mai)
    assert not selectors.notices_of(actor_of(lan)).exists()
    with pytest.raises(Missing):
        services.mark_read(actor=actor_of(lan), notice_id=notice.pk)
    services.mark_all_read(actor=actor_of(lan))
    assert selectors.new_count(actor_of(mai)) == 1
    with pytest.raises(Denied):
        services.mark_all_read(actor=NOBODY)


# -- sending
def test_the_mail_arrives_once_with_sentence_day_and_link(lan: User, post: Post) -> None:
    (notice,) = tell(lan, due_on=date(2026, 12, 1))
    assert services.deliver_due() == 1
    assert services.deliver_due() == 0
    (mail,) = post.mails
    assert mail["To"] == "lan@xa.vn"
    assert mail["Subject"] == "Sinh hoạt thường kỳ: 03/12/2026. Đồng chí có 1.200 việc."
    assert mail["Message-ID"] == f"<{notice.pk}.mail@localhost>"
    body = mail.get_content()
    assert "Hạn: Thứ Ba 01/12/2026." in body
    assert "https://chibo.xa.vn/sinh-hoat/1/" in body
    assert Delivery.objects.get().state == State.SENT


def test_a_mail_is_written_in_its_readers_language(lan: User, post: Post) -> None:
    accounts.choose_language(actor=actor_of(lan), language="en")
    tell(lan)
    services.deliver_due()
    assert "Automatic mail from Chibo" in post.mails[0].get_content()


def test_whoever_has_no_address_gets_none(post: Post) -> None:
    tell(make_user())
    assert not Delivery.objects.exists()


def test_without_a_mail_server_nothing_is_queued(lan: User) -> None:
    tell(lan)
    assert not Delivery.objects.exists()


def test_a_refused_mail_is_tried_again_later_and_then_arrives(lan: User, post: Post) -> None:
    tell(lan)
    post.answer = "451 try later"
    assert services.deliver_due() == 0
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.tries) == (State.WAITING, 1)
    assert "try later" in delivery.problem
    post.answer = "250 OK"
    assert services.deliver_due() == 0  # not before its time
    with clock.at(clock.now() + rules.WAITS[0] + timedelta(seconds=1)):
        assert services.deliver_due() == 1
    assert len(post.mails) == 1


def test_a_mail_that_is_always_refused_is_given_up(lan: User, post: Post) -> None:
    tell(lan)
    post.answer = "550 no such user"
    moment = clock.now()
    for _day in range(len(rules.WAITS) + 3):
        with clock.at(moment):
            services.deliver_due()
        moment += timedelta(days=1)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.tries) == (State.GIVEN_UP, len(rules.WAITS) + 1)
    assert selectors.new_count(actor_of(lan)) == 1


def test_a_server_that_is_away_stops_nothing(lan: User, post: Post, settings) -> None:  # type: ignore[no-untyped-def]
    settings.MAILERS["default"]["OPTIONS"]["port"] = 1
    tell(lan)
    assert services.deliver_due() == 0
    assert "Refused" in Delivery.objects.get().problem


def test_one_worker_gets_a_delivery_and_a_killed_ones_is_sent_again(lan: User, post: Post) -> None:
    tell(lan)
    take = services.delivering._take
    assert take(lan.pk, "mail")  # this worker is killed here
    assert not take(lan.pk, "mail")
    assert services.deliver_due() == 0
    with clock.at(clock.now() + rules.SENDING_TAKES_AT_MOST + timedelta(seconds=1)):
        assert services.deliver_due() == 1


@pytest.mark.django_db(transaction=True)
def test_the_worker_of_the_server_mails_by_itself(lan: User, post: Post) -> None:
    tell(lan)
    worker = jobs.Background("test")
    worker.start()
    try:
        assert post.came.wait(20)
    finally:
        worker.stop()
    assert Delivery.objects.get().state == State.SENT
