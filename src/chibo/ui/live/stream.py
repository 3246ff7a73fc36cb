"""The answer that does not end: server-sent events for one listener."""

import random

from django.http import HttpRequest, StreamingHttpResponse

from chibo.ui.live.hub import HUB, Topic

STREAM_SECONDS = 600.0
"""After about so long a listener must ask again, and is asked for rights again."""


def stream(topic: Topic, kind: str, seen: str) -> StreamingHttpResponse:
    """Answer one listener with events until it goes, or for about ten minutes; it then comes back by itself.

    The caller has asked for the right to listen. `seen` is the version that the listener has; empty for none. The
    events need no connection to the database and no thread: see `web/streams.py`.
    """
    lasts = STREAM_SECONDS * random.uniform(0.8, 1.2)  # noqa: S311 - so that not all come back at once
    answer = StreamingHttpResponse(HUB.listen(topic, kind, seen, lasts), content_type="text/event-stream")
    answer["Cache-Control"] = "no-store"
    answer["X-Accel-Buffering"] = "no"
    return answer


def seen_before(request: HttpRequest) -> str:
    """Return the version that the listener has: after a break the browser says it, before that the page does."""
    return str(request.headers.get("Last-Event-ID") or request.GET.get("co", ""))[:16]
