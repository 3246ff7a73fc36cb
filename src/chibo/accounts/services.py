"""Opening, changing and closing accounts; slips, passwords and sessions."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Exists, OuterRef
from django.http import HttpRequest

from chibo.access import NOBODY, Actor, Denied, Place, require
from chibo.accounts import attempts, rules, selectors
from chibo.accounts.models import Slip, User, written_username
from chibo.audit.services import command, no_entry, record
from chibo.kernel import clock
from chibo.kernel.errors import Missing, Refusal
from chibo.kernel.text import tidy

NOWHERE = Place()
"""The place of acts upon one's own account, which lies in no unit."""

SLIPS_TRIED = 3
"""So many of a user's slips, the newest, are known by their code."""

Tell = Callable[[Sequence[int], Slip], None]
"""How the room above tells these users that a slip was used; called inside the transaction."""


@dataclass(frozen=True, slots=True)
class IssuedSlip:
    """A slip with its code, which is known at this moment only."""

    slip: Slip
    code: str

    @property
    def shown_code(self) -> str:
        """The code in groups, as it is printed."""
        return rules.shown_slip_code(self.code)


@command("accounts.user.found")
def found_operator(*, actor: Actor, username: str, display_name: str, password: str) -> User:
    """Make the very first account. Refuses where any account exists; who may ask is the caller's business."""
    if selectors.has_users():
        raise Refusal("accounts.not_first")
    user = _new_user(username, display_name, "")
    _set_password(user, password)
    user.save()
    record(actor, user, NOWHERE, changed={"username": (None, user.username)})
    return user


@command("accounts.user.create")
def create_user(*, actor: Actor, place: Place, username: str, display_name: str, email: str = "") -> User:
    """Make an account without a password; its owner opens it with a slip.

    Refuses a name that is taken or cannot be typed, and an address that is none.
    """
    require(actor, "accounts.user.create", place)
    user = _new_user(username, display_name, email)
    user.save()
    record(actor, user, place, changed={"username": (None, user.username), "display_name": (None, user.display_name)})
    return user


@command("accounts.user.rename")
def rename_user(*, actor: Actor, place: Place, user_id: int, username: str, display_name: str) -> User:
    """Give an account another name. Sessions go on. Refuses a name that is taken or cannot be typed."""
    user = _locked(user_id)
    require(actor, "accounts.user.rename", place)
    before = (user.username, user.display_name)
    user.username, user.display_name = _checked_names(username, display_name, but=user.pk)
    user.save(update_fields=["username", "display_name", "search"])
    changed = {"username": (before[0], user.username), "display_name": (before[1], user.display_name)}
    record(actor, user, place, changed=changed)
    return user


@command("accounts.user.deactivate")
def deactivate_user(*, actor: Actor, place: Place, user_id: int) -> User:
    """Close an account: its sessions end, its slip is withdrawn, nobody signs in with it. Nothing is deleted."""
    user = _locked(user_id)
    require(actor, "accounts.user.deactivate", place)
    if user.pk == actor.user_id:
        raise Refusal("accounts.not_oneself")
    if not user.is_active:
        raise Refusal("accounts.already_inactive", username=user.username)
    user.is_active = False
    user.save(update_fields=["is_active"])
    _withdraw_slips(user)
    _end(UserSession.objects.filter(user=user))
    record(actor, user, place, changed={"is_active": (True, False)})
    return user


@command("accounts.user.deactivate")
def reactivate_user(*, actor: Actor, place: Place, user_id: int) -> User:
    """Open a closed account again with the password it had."""
    user = _locked(user_id)
    require(actor, "accounts.user.deactivate", place)
    if user.is_active:
        raise Refusal("accounts.already_active", username=user.username)
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(actor, user, place, changed={"is_active": (False, True)})
    return user


@command("accounts.slip.issue")
def issue_slip(*, actor: Actor, place: Place, user_id: int, tell: Iterable[int] = ()) -> IssuedSlip:
    """Make a one-time code for the user, to be printed and handed over in person; valid for seven days.

    An older slip stops working. `tell` names who besides the owner learns of its use. Refuses a closed account.
    """
    user = _locked(user_id)
    require(actor, "accounts.slip.issue", place)
    if not user.is_active:
        raise Refusal("accounts.not_active", username=user.username)
    _withdraw_slips(user)
    code = rules.new_slip_code(secrets.randbelow)
    now = clock.now()
    slip = Slip.objects.create(
        user=user,
        code_hash=make_password(code),
        issued_by_id=actor.user_id,
        issued_at=now,
        ends_at=now + rules.SLIP_LIVES,
        tell_user_ids=sorted(set(tell) - {user.pk}),
    )
    record(actor, slip, place, details={"user": user.pk, "ends_at": slip.ends_at})
    return IssuedSlip(slip, code)


@command("accounts.slip.use")
def use_slip(*, actor: Actor, username: str, code: str, password: str, tell: Tell | None = None) -> User:
    """Set the password that the owner of the slip has chosen, and sign that user out everywhere.

    Second steps are taken away: a lost phone is why one comes with a slip. `reset_at` is set, `tell` is called with
    the owner and whoever was named when the slip was issued. Refuses a wrong code in the same words as an unknown
    name; says that a slip is over or used only to whoever has its code. Guessing is held back by the page.
    """
    user = User.objects.select_for_update().filter(username=written_username(username), is_active=True).first()
    slip = _slip_with(user, rules.typed_slip_code(code))
    now = clock.now()
    if slip.used_at is not None:
        raise Refusal("accounts.slip_used", day=clock.local(slip.used_at).date())
    if slip.withdrawn_at is not None:
        raise Refusal("accounts.slip_withdrawn")
    if slip.is_over(now):
        raise Refusal("accounts.slip_over", day=clock.local(slip.ends_at).date())
    owner = slip.user
    is_reset = owner.has_usable_password()
    _set_password(owner, password)
    owner.reset_at = now if is_reset else owner.reset_at
    owner.save(update_fields=["password", "reset_at"])
    slip.used_at = now
    slip.save(update_fields=["used_at"])
    _end(UserSession.objects.filter(user=owner))
    Authenticator.objects.filter(user=owner).delete()
    record(_as_actor(owner), slip, NOWHERE, details={"user": owner.pk, "reset": is_reset})
    if tell is not None:
        tell([owner.pk, *slip.tell_user_ids], slip)
    return owner


@command("accounts.own.password")
def change_own_password(*, actor: Actor, current: str, password: str, session_key: str | None) -> User:
    """Change one's own password; all other sessions end. Refuses a wrong present password and a weak new one."""
    user = _own(actor, "accounts.own.password")
    if not user.check_password(current):
        raise Refusal("accounts.password_wrong")
    _set_password(user, password)
    user.save(update_fields=["password"])
    _end(UserSession.objects.filter(user=user).exclude(session_key=session_key or ""))
    record(actor, user, NOWHERE)
    return user


@command("accounts.own.email")
def change_own_email(*, actor: Actor, email: str) -> User:
    """Set where notices are mailed to; empty for nowhere. Refuses what is no address."""
    user = _own(actor, "accounts.own.email")
    before, user.email = user.email, _checked_email(email)
    user.save(update_fields=["email"])
    record(actor, user, NOWHERE, changed={"email": (before, user.email)})
    return user


@command("accounts.own.language")
def choose_language(*, actor: Actor, language: str) -> User:
    """Set the language of mails to oneself. Refuses one that there is not."""
    user = _own(actor, "accounts.own.language")
    if language not in dict(settings.LANGUAGES):
        raise Refusal("accounts.language_unknown")
    before, user.language = user.language, language
    user.save(update_fields=["language"])
    record(actor, user, NOWHERE, changed={"language": (before, language)})
    return user


@command("accounts.own.end_session")
def end_session(*, actor: Actor, session_id: int) -> None:
    """Sign out in another browser of one's own. Raises Missing for a session of somebody else."""
    user = _own(actor, "accounts.own.end_session")
    rows = UserSession.objects.filter(user=user, pk=session_id)
    if not rows:
        raise Missing("session")
    _end(rows)
    record(actor, user, NOWHERE, details={"sessions": 1})


@command("accounts.own.end_session")
def end_other_sessions(*, actor: Actor, session_key: str | None) -> int:
    """Sign out everywhere but in the session with this key. Returns how many ended."""
    user = _own(actor, "accounts.own.end_session")
    ended = _end(UserSession.objects.filter(user=user).exclude(session_key=session_key or ""))
    record(actor, user, NOWHERE, details={"sessions": ended})
    return ended


@no_entry("Counted in the cache: a refused command would take its own count back.")
def count_attempt(request: HttpRequest, action: str, name: str) -> None:
    """Count one attempt at an action of ACCOUNT_RATE_LIMITS. Raises Refusal with a time once there were too many."""
    attempts.count_attempt(request, action, written_username(name))


@no_entry("The worker tidies; nobody acts, and what is thrown away had ended by itself.")
def forget_ended_sessions() -> int:
    """Throw away sessions whose hours are over, and the rows that told of them. Returns how many rows went."""
    Session.objects.filter(expire_date__lte=clock.now()).delete()
    alive = Session.objects.filter(session_key=OuterRef("session_key"))
    return int(UserSession.objects.exclude(Exists(alive)).delete()[0])


def _new_user(username: str, display_name: str, email: str) -> User:
    username, display_name = _checked_names(username, display_name)
    user = User(username=username, display_name=display_name, email=_checked_email(email))
    user.set_unusable_password()
    return user


def _checked_names(username: str, display_name: str, but: int = 0) -> tuple[str, str]:
    username, display_name = written_username(username), tidy(display_name)
    rules.check_username(username)
    if not display_name:
        raise Refusal("accounts.name_missing")
    if User.objects.filter(username=username).exclude(pk=but).exists():
        raise Refusal("accounts.username_taken", username=username)
    return username, display_name


def _checked_email(email: str) -> str:
    email = email.strip()
    if email:
        try:
            validate_email(email)
        except ValidationError:
            raise Refusal("accounts.email_shape", email=email) from None
    return email


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        first = error.error_list[0]
        raise Refusal(f"accounts.{first.code}", least=(first.params or {}).get("min_length", "")) from None
    user.set_password(password)


def _slip_with(user: User | None, code: str) -> Slip:
    """Return the user's slip with this code. The newest few are tried, so that a used one can be named as such.

    A refusal costs as many slow hashes whoever is named, so that the time does not tell which names exist.
    """
    slips = list(Slip.objects.filter(user=user).order_by("-issued_at")[:SLIPS_TRIED]) if user else []
    for slip in slips:
        if check_password(code, slip.code_hash):
            return slip
    for _missing in range(SLIPS_TRIED - len(slips)):
        make_password(code)
    raise Refusal("accounts.slip_wrong")


def _withdraw_slips(user: User) -> None:
    Slip.objects.filter(user=user, used_at=None, withdrawn_at=None).update(withdrawn_at=clock.now())


def _end(sessions: Iterable[UserSession]) -> int:
    ended = 0
    for session in sessions:
        session.end()
        ended += 1
    return ended


def _locked(user_id: int) -> User:
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise Missing("user")
    return user


def _own(actor: Actor, action: str) -> User:
    if actor.user_id is None:
        raise Denied(action)
    return _locked(actor.user_id)


def _as_actor(user: User) -> Actor:
    """Return the owner of a slip as the one who acts: the code proved who it is."""
    return Actor(user.pk, None, user.display_name, (), clock.today())


__all__ = [
    "NOBODY",
    "NOWHERE",
    "IssuedSlip",
    "Tell",
    "change_own_email",
    "change_own_password",
    "choose_language",
    "count_attempt",
    "create_user",
    "deactivate_user",
    "end_other_sessions",
    "end_session",
    "forget_ended_sessions",
    "found_operator",
    "issue_slip",
    "reactivate_user",
    "rename_user",
    "use_slip",
]
