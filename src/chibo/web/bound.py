"""Whether only this machine reaches the server of this process. Unless the server has said so, it is not so."""

_known = {"loopback": False}


def say(*, loopback: bool) -> None:
    """Told by the server at its start."""
    _known["loopback"] = loopback


def to_loopback() -> bool:
    return _known["loopback"]
