"""A user: a name to sign in with, and nothing of what the person is."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from chibo.kernel import clock
from chibo.kernel.text import tidy


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=(username or "").strip().lower())


class User(AbstractBaseUser):
    """An account. The id is local to this installation and never travels."""

    username = models.CharField(max_length=80, unique=True)
    """Lower case, no spaces."""
    display_name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)
    reset_at = models.DateTimeField(null=True)
    """When the password was last reset by a slip; None if never. Bars from secret boxes open at that time."""

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    def clean(self) -> None:
        self.username = tidy(self.username).lower()
        self.display_name = tidy(self.display_name)

    def __str__(self) -> str:
        return self.username
