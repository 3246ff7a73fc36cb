"""Other ways to members: one message a day, quiet hours, gateways, devices. The servers of others are real ones."""

import base64
import json
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db import transaction
from django.test import Client
from django.urls import reverse
from tests.site import Site

from chibo.access import NOBODY, Denied
from chibo.accounts.models import User
from chibo.accounts.tests.factories import actor_of, make_user
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal
from chibo.notices import rules, selectors, services
from chibo.notices.models import Delivery, Device, Notice, Wish
from chibo.notices.states import Channel, State
from chibo.notices.tests.test_services import Post, post

__all__ = ["post"]  # the mail server
pytestmark = pytest.mark.django_db
CALLED = "Mời đồng chí dự: %(title)s, Nhà văn hóa thôn."


class Web:
    """A server of others: keeps what it is sent. `answer` is what it says, `hold` keeps it from answering."""

    def __init__(self) -> None:
        self.got: list[tuple[str, dict[str, str], bytes]] = []
        self.answer = 201
        self.came, self.go_on = Event(), Event()
        self.go_on.set()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.got.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
                outer.came.set()
                outer.go_on.wait(20)
                self.send_response(outer.answer)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_said: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.host = f"127.0.0.1:{self.server.server_address[1]}"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.go_on.set()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def web() -> Iterator[Web]:
    web = Web()
    yield web
    web.stop()


@pytest.fixture
def lan() -> User:
    user = make_user()
    User.objects.filter(pk=user.pk).update(email="lan@xa.vn")
    user.refresh_from_db()
    return user


class Phone:
    """A browser: has a key of its own, and opens what was sealed for it (RFC 8291)."""

    def __init__(self) -> None:
        self.private, self.secret = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)

    @property
    def key(self) -> str:
        return _text(self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))

    @property
    def auth(self) -> str:
        return _text(self.secret)

    def opened(self, body: bytes) -> dict[str, str]:
        salt, theirs = body[:16], body[21 : 21 + body[20]]
        mine = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        shared = self.private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs))
        info = b"WebPush: info\x00" + mine + theirs
        base = HKDF(hashes.SHA256(), 32, self.secret, info).derive(shared)
        key = HKDF(hashes.SHA256(), 16, salt, b"Content-Encoding: aes128gcm\x00").derive(base)
        nonce = HKDF(hashes.SHA256(), 12, salt, b"Content-Encoding: nonce\x00").derive(base)
        plain = AESGCM(key).decrypt(nonce, body[21 + body[20] :], None)
        found: dict[str, str] = json.loads(plain.rstrip(b"\x00").removesuffix(b"\x02"))
        return found


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def tell(
    *users: User, title: str = "Sinh hoạt tháng 12", kind: str = "meetings.called", **more: object
) -> list[Notice]:
    facts = {"title": title}
    with transaction.atomic():
        return services.tell([user.pk for user in users], CALLED, kind=kind, facts=facts, **more)  # type: ignore[arg-type]


def at(hour: int, minute: int = 0, day: int = 24) -> AbstractContextManager[None]:
    return clock.at(datetime(2026, 11, day, hour, minute, tzinfo=clock.HOME).astimezone(UTC))


# -- one message a day, quiet hours
def test_ten_notices_of_a_day_are_one_mail_in_the_evening(lan: User, post: Post) -> None:
    for number in range(10):
        with at(8 + number // 2):
            tell(lan, title=f"Việc {number}")
            assert services.deliver_due() == 0
    with at(17, 30):
        assert (services.deliver_due(), services.deliver_due()) == (1, 0)
    (mail,) = post.mails
    assert mail["Subject"] == "Có 10 thông báo mới"
    assert all(f"Việc {number}" in mail.get_content() for number in range(10))
    assert Delivery.objects.filter(state=State.SENT).count() == 10


def test_what_is_near_is_sent_at_once_and_alone(lan: User, post: Post) -> None:
    with at(9):
        tell(lan, title="Việc thường")
        tell(lan, title="Hoãn họp tối nay", urgent_by=clock.now() + timedelta(hours=10))
        assert services.deliver_due() == 1
    assert "Hoãn họp tối nay" in post.mails[0].get_content()
    assert "Việc thường" not in post.mails[0].get_content()


@pytest.mark.parametrize(
    ("told", "begins", "sent"),
    [((23, 0), 19, (6, 0)), ((23, 0), 6, (23, 0)), ((4, 0), 19, (6, 0)), ((20, 59), 19, (20, 59))],
)
def test_the_night_holds_back_what_can_wait_until_morning(
    told: tuple[int, int], begins: int, sent: tuple[int, int], lan: User, post: Post
) -> None:
    with at(*told):
        begin = datetime(2026, 11, 25, begins, tzinfo=clock.HOME)
        tell(lan, urgent_by=begin)
        found = clock.local(Delivery.objects.get().next_try_at)
    assert (found.hour, found.minute) == sent


def test_each_chooses_hours_pace_and_ways(lan: User, post: Post) -> None:
    actor = actor_of(lan)
    services.choose(actor=actor, gathered_at=time(12), silenced=["meetings:mail"])
    with at(9):
        tell(lan)
        assert not Delivery.objects.exists()
        tell(lan, kind="desk.remind.task")
        assert clock.local(Delivery.objects.get().next_try_at).hour == 12
        tell(lan, kind="accounts.slip", title="Mật khẩu đã đổi")  # cannot be switched off
    services.choose(actor=actor, at_once=True, quiet=(time(8), time(10)))
    with at(9):
        tell(lan, title="Chờ đến mười giờ")
    assert clock.local(Delivery.objects.order_by("pk").last().next_try_at).hour == 10  # type: ignore[union-attr]
    with pytest.raises(Refusal) as refused:
        services.choose(actor=actor, silenced=["account:mail"])
    assert refused.value.code == "notices.topic_unknown"


def test_nobody_chooses_nothing() -> None:
    with pytest.raises(Denied):
        services.choose(actor=NOBODY)
    with pytest.raises(Denied):
        services.add_device(actor=NOBODY, endpoint="", key="", auth="")


def test_a_message_sent_again_keeps_its_name_and_another_has_another(lan: User, post: Post) -> None:
    with at(9):
        tell(lan, title="Một")
        tell(lan, title="Hai")
    with at(17, 30):
        taken = services.delivering._take(lan.pk, Channel.MAIL)  # this worker sends, and is killed before it says so
        services.delivering._send(lan, Channel.MAIL, taken)
        tell(lan, title="Ba")
        assert services.deliver_due() == 1
    with at(17, 36):
        assert services.deliver_due() == 1
    first, other, again = (mail["Message-ID"] for mail in post.mails)
    assert first == again != other


# -- gateways
def test_a_gateway_gets_the_number_and_a_sentence_that_says_nothing(lan: User, web: Web, settings) -> None:  # type: ignore[no-untyped-def]
    settings.SMS_URL = f"json://{web.host}/gui/{{to}}"
    services.choose(actor=actor_of(lan), at_once=True, sms_to="+84912345678")
    with at(9):
        tell(lan)
        assert services.deliver_due() == 1
    ((path, _headers, body),) = web.got
    assert path == "/gui/+84912345678"
    assert json.loads(body)["message"] == "Có thông báo sinh hoạt mới. Mở Chibo để xem."
    assert "tháng 12".encode() not in body


@pytest.mark.parametrize("typed", ["09/../x", "0912?to=1", "09%2F12", "a b", "số"])
def test_a_number_cannot_change_the_address_of_the_gateway(lan: User, typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        services.choose(actor=actor_of(lan), sms_to=typed)
    assert refused.value.code == "notices.address_shape"


def test_a_gateway_that_says_no_is_asked_again(lan: User, web: Web, settings, caplog) -> None:  # type: ignore[no-untyped-def]
    settings.SMS_URL = f"json://user:secret-word@{web.host}/{{to}}"
    services.choose(actor=actor_of(lan), at_once=True, sms_to="0912345678")
    web.answer = 503
    with at(9):
        tell(lan)
        assert services.deliver_due() == 0
    row = Delivery.objects.get(channel=Channel.SMS)
    assert (row.state, row.tries) == (State.WAITING, 1)
    assert "secret-word" not in row.problem + caplog.text
    web.answer = 200
    with at(9, 2):
        assert services.deliver_due() == 1
    assert len(web.got) == 2


def test_a_killed_worker_loses_nothing(
    lan: User, web: Web, site: Site, monkeypatch, transactional_db, settings
) -> None:  # type: ignore[no-untyped-def]
    settings.SMS_URL = f"json://{web.host}/{{to}}"
    monkeypatch.setenv("CHIBO_SMS_URL", settings.SMS_URL)
    services.choose(actor=actor_of(lan), at_once=True, quiet=(time(0), time(0)), sms_to="0912345678")
    tell(lan)
    web.go_on.clear()
    site.start(worker=True)
    assert web.came.wait(30)  # the gateway has it, and the worker does not know yet
    site.kill()
    web.go_on.set()
    row = Delivery.objects.get()
    assert row.state == State.WAITING
    with clock.at(clock.now() + rules.SENDING_TAKES_AT_MOST + timedelta(seconds=1)):
        assert services.deliver_due() == 1
    assert len(web.got) == 2
    assert Delivery.objects.get().state == State.SENT


# -- devices
@pytest.fixture
def phone(web: Web, settings, lan: User) -> Phone:  # type: ignore[no-untyped-def]
    settings.PUSH_HOSTS = ["127.0.0.1"]
    phone = Phone()
    services.choose(actor=actor_of(lan), at_once=True)
    services.add_device(actor=actor_of(lan), endpoint=f"http://{web.host}/a", key=phone.key, auth=phone.auth)
    return phone


def test_a_phone_opens_what_nobody_between_can_read(lan: User, phone: Phone, web: Web) -> None:
    with at(9):
        (notice,) = tell(lan)
        assert services.deliver_due() == 1
    ((path, headers, body),) = web.got
    assert (path, headers["content-encoding"]) == ("/a", "aes128gcm")
    assert headers["authorization"].endswith(f"k={services.public_key()}")
    assert phone.opened(body) == {"text": "Có thông báo sinh hoạt mới. Mở Chibo để xem.", "tag": str(notice.pk)}


def test_a_phone_that_is_gone_is_forgotten(lan: User, phone: Phone, web: Web) -> None:
    web.answer = 410
    with at(9):
        tell(lan)
        services.deliver_due()
    assert not Device.objects.exists()
    with at(9, 5):
        tell(lan)
    assert Delivery.objects.count() == 1


def test_a_push_service_that_is_down_is_asked_again(lan: User, phone: Phone, web: Web) -> None:
    web.answer = 500
    with at(9):
        tell(lan)
        assert services.deliver_due() == 0
    assert Delivery.objects.get().state == State.WAITING


@pytest.mark.parametrize(
    ("endpoint", "code"),
    [
        ("https://fcm.googleapis.com.evil.vn/x", "notices.device_unknown"),
        ("http://fcm.googleapis.com/x", "notices.device_unknown"),
        ("https://10.0.0.1/x", "notices.device_unknown"),
        ("https://fcm.googleapis.com/x", "notices.device_unreadable"),
    ],
)
def test_the_server_calls_no_address_that_somebody_makes_up(lan: User, endpoint: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        services.add_device(actor=actor_of(lan), endpoint=endpoint, key="abc", auth="abc")
    assert refused.value.code == code


def test_a_closed_installation_pushes_nothing(lan: User, settings) -> None:  # type: ignore[no-untyped-def]
    settings.SENDS_PUSH = False
    assert selectors.open_channels() == []
    with pytest.raises(Refusal) as refused:
        services.add_device(actor=actor_of(lan), endpoint="https://fcm.googleapis.com/x", key="", auth="")
    assert refused.value.code == "notices.push_off"


def test_one_switches_off_ones_own_devices_only(lan: User, phone: Phone) -> None:
    device, mai = Device.objects.get(), make_user("mai", "Lý Thị Mai")
    with pytest.raises(Missing):
        services.drop_device(actor=actor_of(mai), device_id=device.pk)
    services.drop_device(actor=actor_of(lan), device_id=device.pk)
    assert not Device.objects.exists()


def test_too_many_devices_are_refused(lan: User, settings) -> None:  # type: ignore[no-untyped-def]
    phone = Phone()
    for number in range(services.choosing.MOST_DEVICES):
        endpoint = f"https://fcm.googleapis.com/{number}"
        services.add_device(actor=actor_of(lan), endpoint=endpoint, key=phone.key, auth=phone.auth)
    with pytest.raises(Refusal) as refused:
        services.add_device(
            actor=actor_of(lan), endpoint="https://fcm.googleapis.com/x", key=phone.key, auth=phone.auth
        )
    assert refused.value.code == "notices.too_many_devices"


# -- the page
def test_the_page_keeps_what_was_chosen(client: Client, lan: User, settings, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    settings.SENDS_MAIL, settings.SMS_URL = True, "json://127.0.0.1/{to}"
    client.force_login(lan)
    address = reverse("notices:wishes")
    with django_assert_num_queries(7):  # session, user; person, mandates; wishes, devices; the bell
        assert client.get(address).status_code == 200
    typed = {"pace": "day", "gathered_at": "12:00", "quiet_from": "21:00", "quiet_until": "06:00", "sms_to": "0912"}
    assert client.post(address, {**typed, "by_mail": ["meetings"], "by_sms": []}).status_code == 302
    wish = Wish.objects.get()
    assert (wish.gathered_at, wish.quiet_from, wish.sms_to) == (time(12), None, "0912")
    assert "above:mail" in wish.silenced and "meetings:mail" not in wish.silenced
    assert client.post(address, {"pace": "day"}).status_code == 422


def test_a_browser_is_switched_on_and_off_by_the_page(client: Client, lan: User) -> None:
    client.force_login(lan)
    phone, address = Phone(), reverse("notices:add_device")
    sent = {"endpoint": "https://fcm.googleapis.com/x", "key": phone.key, "auth": phone.auth}
    assert client.post(address, sent).status_code == 302
    assert client.post(address, {"endpoint": "x"}).status_code == 302
    device = Device.objects.get()
    assert client.post(reverse("notices:drop_device", args=[device.pk])).status_code == 302
    assert not Device.objects.exists()
