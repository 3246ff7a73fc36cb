"""Holding back whoever fails too often: a name after some failures, an address after more.

Counted in the cache by allauth, outside of any command, since a refused command takes back what it wrote. The limits
stand in the settings, under `ACCOUNT_RATE_LIMITS`.
"""

from datetime import UTC, datetime, timedelta

from allauth.account import app_settings
from allauth.core import ratelimit
from allauth.core.internal.ratelimit import get_cache_key, parse_rates
from django.core.cache import cache
from django.http import HttpRequest

from chibo.kernel import clock
from chibo.kernel.errors import Refusal


def count_attempt(request: HttpRequest, action: str, name: str) -> None:
    """Count one attempt at `action` for a name. Raises Refusal with a time once there were too many."""
    if not ratelimit.consume(request, action=action, key=name):
        raise held_back(request, action, name)


def held_back(request: HttpRequest, action: str, name: str) -> Refusal:
    """Return the refusal that says from when on the name may be tried again."""
    # the next full minute, so that trying at the time that was named does work
    free = clock.local(_free_at(request, action, name)) + timedelta(minutes=1)
    return Refusal("accounts.held_back", time=free.strftime("%H:%M"))


def _free_at(request: HttpRequest, action: str, name: str) -> datetime:
    """Return the moment at which all limits of the action leave room for one attempt. One cache read a limit."""
    moments = [clock.now()]
    for rate in parse_rates(app_settings.RATE_LIMITS.get(action)):
        attempts = cache.get(get_cache_key(request, app="allauth.account", action=action, rate=rate, key=name), [])
        if len(attempts) >= rate.amount:
            first = datetime.fromtimestamp(attempts[rate.amount - 1], UTC)
            moments.append(first + timedelta(seconds=rate.duration))
    return max(moments)
