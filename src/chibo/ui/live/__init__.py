"""Pages that follow what happens: parts worked out once for a kind of listener and sent to all of them at once."""

from chibo.ui.live.hub import HUB, Hub, Topic
from chibo.ui.live.stream import seen_before, stream
from chibo.ui.live.wakes import wake, watch

__all__ = ["HUB", "Hub", "Topic", "seen_before", "stream", "wake", "watch"]
