"""A user: a name to sign in with, and nothing of what the person is. A slip: a code on paper that sets a password."""

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from chibo.audit.rows import FoldedField
from chibo.kernel import clock
from chibo.kernel.text import tidy


def written_username(typed: str) -> str:
    """Return a name to sign in with as it is stored: one normal form, lower case, no spaces at all."""
    return tidy(typed).replace(" ", "").lower()


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=written_username(username or ""))


class User(AbstractBaseUser):
    """An account. The id is local to this installation and never travels.

    A password that cannot be used means that the account was never opened: its owner still has to use a slip.
    """

    username = models.CharField(max_length=80, unique=True)
    """Lower case, no spaces."""
    display_name = models.CharField(max_length=200)
    search = FoldedField(of=("username", "display_name"))
    email = models.EmailField(blank=True)
    """Where notices are mailed to; empty where the user wants none. Nobody signs in by it."""
    language = models.CharField(max_length=8, default="vi")
    """Of mails to this user; pages go by the browser's cookie, which is set from here at sign-in."""
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)
    reset_at = models.DateTimeField(null=True)
    """When the password was last reset by a slip; None if never. Bars from secret boxes open at that time."""

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    def clean(self) -> None:
        self.username = written_username(self.username)
        self.display_name = tidy(self.display_name)

    def __str__(self) -> str:
        return self.username


class Slip(models.Model):
    """A one-time code, printed on paper, with which its owner sets a password. Only the hash is kept.

    Local to this installation. A user has at most one open slip; a newer one withdraws the older.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    code_hash = models.CharField(max_length=128)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    """None for a slip that the program itself wrote at its first run."""
    issued_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    """First moment at which it no longer works."""
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    """When a newer slip took its place; None where none did."""
    tell_user_ids = models.JSONField(default=list)
    """Who besides the owner is told when it is used, e.g. the secretary of the unit."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(used_at=None, withdrawn_at=None), name="accounts_one_open_slip"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("issued_at")), name="accounts_slip_period"),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(withdrawn_at=None), name="accounts_slip_used_or_withdrawn"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.issued_at:%d/%m/%Y}"

    def is_over(self, moment: datetime) -> bool:
        """Tell whether the days of the slip are over."""
        return moment >= self.ends_at
