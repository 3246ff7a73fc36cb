"""How allauth signs users in here: by name, never by signing up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Nobody makes an account for themselves; accounts come from the unit or the first run."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
