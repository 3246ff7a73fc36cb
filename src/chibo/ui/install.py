"""What lets a phone install the program: its name and icons, the service worker, the page shown without a network.

The worker keeps static files and that one page, never a page with anybody's data.
"""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from chibo.ui.guard import public
from chibo.ui.pages import page

WORKER = Path(__file__).resolve().parent / "worker.js"
ICONS = (("any", 192), ("any", 512), ("maskable", 512))


@public("Name and icons of the program; the same for everybody.")
@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """Describe the program to a phone that installs it."""
    icons = [
        {
            "src": static(f"ui/icons/{'mark' if purpose == 'any' else 'mask'}-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for purpose, size in ICONS
    ]
    said = {
        "id": "/",
        "name": _("Chibo: sinh hoạt chi bộ"),
        "short_name": "Chibo",
        "lang": request.LANGUAGE_CODE,
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#971b1e",
        "icons": icons,
    }
    return JsonResponse(said, content_type="application/manifest+json")


@public("The service worker is a script; the same for everybody.")
@require_GET
@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """Give the worker from the root, so that it serves all pages."""
    icon = static("ui/icons/mark-192.png")
    places = {"@offline@": reverse("ui:offline"), "@static@": settings.STATIC_URL, "@icon@": icon}
    script = WORKER.read_text(encoding="utf-8")
    for mark, place in places.items():
        script = script.replace(mark, place)
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


@public("Says that there is no network; the same for everybody.")
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """Say that the program cannot be reached just now."""
    return page(request, "ui/offline.html", {})
