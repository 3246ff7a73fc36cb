"""Accounts, passwords and slips: what is done, what is refused, who may."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.sessions.models import Session

from chibo.access import NOBODY, Actor, Denied, Mandate, Place, Role
from chibo.accounts import services
from chibo.accounts.models import Slip, User
from chibo.accounts.selectors import sessions_of
from chibo.accounts.tests.factories import OPERATOR, PASSWORD, actor_of, make_user, signed_in
from chibo.audit.models import Entry, EntryValue
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal
from chibo.kernel.ids import uuid7
from chibo.ui.say import say

pytestmark = pytest.mark.django_db

CELL, OTHER = uuid7(), uuid7()
IN_CELL = Place(CELL, "0001A")


def office_of(path: str) -> Actor:
    return Actor(None, None, "Văn phòng", (Mandate(Role.OFFICE, uuid7(), path),), None)


SECRETARY = Actor(None, None, "Bí thư", (Mandate(Role.SECRETARY, CELL, "0001A"),), None)


def last_action() -> str:
    return Entry.objects.order_by("recorded_at", "id").values_list("action", flat=True).last() or ""


def slip_of(user: User) -> str:
    return services.issue_slip(actor=OPERATOR, place=Place(), user_id=user.pk).code


def use(username: str, code: str, password: str = "một câu dễ nhớ 7") -> User:
    return services.use_slip(actor=NOBODY, username=username, code=code, password=password)


# -- accounts
def test_an_account_is_made_without_a_password_and_leaves_an_entry() -> None:
    user = services.create_user(
        actor=office_of("0001"), place=IN_CELL, username=" Lan.HT ", display_name=" Hoàng  Thị Lan "
    )
    assert (user.username, user.display_name) == ("lan.ht", "Hoàng Thị Lan")
    assert not user.has_usable_password()
    entry = Entry.objects.get()
    assert (entry.action, entry.unit_id) == ("accounts.user.create", CELL)


@pytest.mark.parametrize(
    "actor", [office_of("0002"), SECRETARY, NOBODY], ids=["office elsewhere", "secretary", "nobody"]
)
def test_nobody_else_makes_accounts_or_slips(actor: Actor) -> None:
    user = make_user()
    with pytest.raises(Denied):
        services.create_user(actor=actor, place=IN_CELL, username="moi", display_name="Mới")
    with pytest.raises(Denied):
        services.issue_slip(actor=actor, place=IN_CELL, user_id=user.pk)
    with pytest.raises(Denied):
        services.deactivate_user(actor=actor, place=IN_CELL, user_id=user.pk)


@pytest.mark.parametrize("spelling", ["lan", " LAN ", "l an"])
def test_a_taken_name_is_refused_in_every_spelling(spelling: str) -> None:
    make_user("lan")
    with pytest.raises(Refusal, match=r"accounts.username_taken") as caught:
        services.create_user(actor=OPERATOR, place=Place(), username=spelling, display_name="Lan khác")
    assert say(caught.value) == "Tên đăng nhập lan đã được dùng. Chọn tên khác."


def test_an_account_keeps_its_own_name_when_only_the_person_is_renamed() -> None:
    user = make_user("lan")
    renamed = services.rename_user(
        actor=OPERATOR, place=Place(), user_id=user.pk, username="lan", display_name="Hoàng Thị Ngọc Lan"
    )
    assert renamed.display_name == "Hoàng Thị Ngọc Lan"
    assert EntryValue.objects.filter(field="display_name", after="Hoàng Thị Ngọc Lan").exists()


def test_a_closed_account_loses_its_sessions_and_its_slip_and_can_be_opened_again() -> None:
    user = make_user()
    browser = signed_in(user)
    code = slip_of(user)
    services.deactivate_user(actor=OPERATOR, place=Place(), user_id=user.pk)
    assert not Session.objects.exists()
    assert browser.get("/cua-toi/tai-khoan/").status_code == 302
    with pytest.raises(Refusal, match=r"accounts.slip_wrong"):
        use("lan", code)
    with pytest.raises(Refusal, match=r"accounts.not_active"):
        slip_of(user)
    services.reactivate_user(actor=OPERATOR, place=Place(), user_id=user.pk)
    signed_in(user)


def test_nobody_closes_the_account_one_works_with() -> None:
    user = make_user()
    operator = actor_of(user, Mandate(Role.OPERATOR, None, ""))
    with pytest.raises(Refusal, match=r"accounts.not_oneself"):
        services.deactivate_user(actor=operator, place=Place(), user_id=user.pk)


def test_the_first_account_is_made_once() -> None:
    services.found_operator(actor=NOBODY, username="quantri", display_name="Vũ Văn Quân", password=PASSWORD)
    with pytest.raises(Refusal, match=r"accounts.not_first"):
        services.found_operator(actor=NOBODY, username="khac", display_name="Khác", password=PASSWORD)


# -- passwords
@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("ngắn 1", "accounts.password_too_short"),
        ("password123", "accounts.password_too_common"),
        ("8273645190", "accounts.password_entirely_numeric"),
        ("hoàng thị lan", "accounts.password_too_similar"),
    ],
)
def test_a_weak_password_is_refused_with_a_sentence(password: str, code: str) -> None:
    user = make_user()
    with pytest.raises(Refusal) as caught:
        services.change_own_password(actor=actor_of(user), current=PASSWORD, password=password, session_key=None)
    assert caught.value.code == code
    assert say(caught.value).endswith(".")
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_new_password_wants_the_present_one() -> None:
    user = make_user()
    with pytest.raises(Refusal, match=r"accounts.password_wrong"):
        services.change_own_password(actor=actor_of(user), current="sai rồi đó", password=PASSWORD, session_key=None)


def test_nobody_signed_in_changes_nothing_of_ones_own() -> None:
    calls: list[Callable[[], object]] = [
        lambda: services.change_own_email(actor=NOBODY, email=""),
        lambda: services.choose_language(actor=NOBODY, language="en"),
        lambda: services.end_other_sessions(actor=NOBODY, session_key=None),
    ]
    for call in calls:
        with pytest.raises(Denied):
            call()


# -- slips
def test_a_slip_sets_a_password_once() -> None:
    user = make_user(password="")
    code = slip_of(user)
    used = use("Lan", f"{code[:3]} {code[3:]}")
    assert used.check_password("một câu dễ nhớ 7")
    assert used.reset_at is None  # the first password resets nothing
    assert last_action() == "accounts.slip.use"
    with pytest.raises(Refusal, match=r"accounts.slip_used"):
        use("lan", code)


def test_the_code_is_kept_as_a_hash_only() -> None:
    code = slip_of(make_user(password=""))
    slip = Slip.objects.get()
    assert code not in slip.code_hash
    assert not EntryValue.objects.filter(after__icontains=code).exists()
    assert all(code.encode() not in bytes(entry.body) for entry in Entry.objects.all())


def test_a_reset_ends_all_sessions_takes_second_steps_away_and_is_told() -> None:
    user = make_user()
    browser = signed_in(user)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    told: list[list[int]] = []
    code = services.issue_slip(actor=OPERATOR, place=Place(), user_id=user.pk, tell=[user.pk, 77]).code
    services.use_slip(
        actor=NOBODY,
        username="lan",
        code=code,
        password="một câu dễ nhớ 7",
        tell=lambda user_ids, _slip: told.append(list(user_ids)),
    )
    user.refresh_from_db()
    assert user.reset_at is not None
    assert browser.get("/cua-toi/tai-khoan/").status_code == 302
    assert not Authenticator.objects.exists()
    assert told == [[user.pk, 77]]


def test_a_newer_slip_takes_the_older_ones_place() -> None:
    user = make_user(password="")
    older, newer = slip_of(user), slip_of(user)
    with pytest.raises(Refusal, match=r"accounts.slip_withdrawn"):
        use("lan", older)
    use("lan", newer)


def test_a_slip_is_over_after_seven_days() -> None:
    user = make_user(password="")
    code, issued_at = slip_of(user), clock.now()
    with clock.at(issued_at + timedelta(days=7, seconds=1)), pytest.raises(Refusal, match=r"accounts.slip_over"):
        use("lan", code)
    with clock.at(issued_at + timedelta(days=6, hours=23)):
        use("lan", code)


@pytest.mark.parametrize(("username", "digits"), [("lan", "0000000000"), ("khong.co", None), ("mai", None)])
def test_wrong_codes_and_unknown_names_are_refused_in_the_same_words(username: str, digits: str | None) -> None:
    user = make_user(password="")
    make_user("mai", "Lý Thị Mai", password="")
    code = slip_of(user)
    with pytest.raises(Refusal, match=r"accounts.slip_wrong"):
        use(username, digits or code)


class CountedHasher(MD5PasswordHasher):
    """Counts how often it was asked to work."""

    runs: ClassVar[list[str]] = []

    def encode(self, password: str, salt: str, *more: Any) -> str:
        self.runs.append(password)
        return super().encode(password, salt, *more)


@pytest.mark.parametrize(("username", "slips"), [("khong.co", 0), ("lan", 0), ("lan", 1), ("lan", 2), ("lan", 5)])
def test_a_wrong_code_takes_as_long_whoever_is_named(settings: Any, username: str, slips: int) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.CountedHasher"]
    user = make_user("lan", password="")
    for _number in range(slips):
        slip_of(user)
    CountedHasher.runs.clear()
    with pytest.raises(Refusal, match=r"accounts.slip_wrong"):
        use(username, "0000000000")
    assert len(CountedHasher.runs) == services.SLIPS_TRIED


def test_a_refused_password_leaves_the_slip_unused() -> None:
    code = slip_of(make_user(password=""))
    with pytest.raises(Refusal, match=r"accounts.password_too_short"):
        use("lan", code, "ngắn 1")
    use("lan", code)


# -- sessions
def test_somebody_elses_session_is_not_there() -> None:
    lan, mai = make_user(), make_user("mai", "Lý Thị Mai")
    signed_in(mai)
    (session,) = sessions_of(mai.pk, None)
    with pytest.raises(Missing):
        services.end_session(actor=actor_of(lan), session_id=session.pk)
    assert len(sessions_of(mai.pk, None)) == 1
