"""Acts from the chair's desk: what changed comes to the page by its stream."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from chibo.access import Actor
from chibo.kernel.errors import Refusal
from chibo.ui.guard import actor_of
from chibo.ui.say import say


def chairs_act(request: HttpRequest, meeting_id: UUID, act: Callable[[Actor], object]) -> HttpResponse:
    """Do it; what changed comes to the page by its stream. A refusal loads the page anew, with its sentence."""
    desk = reverse("meetings:chair", args=[meeting_id])
    try:
        act(actor_of(request))
    except Refusal as refusal:
        messages.error(request, say(refusal))
        return HttpResponseClientRedirect(desk) if by_htmx(request) else redirect(desk)
    return HttpResponse(status=204) if by_htmx(request) else redirect(desk)


def is_from_desk(request: HttpRequest) -> bool:
    """Tell whether a button that chair and clerk share was pressed on the chair's desk."""
    return "desk" in request.POST


def by_htmx(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))
