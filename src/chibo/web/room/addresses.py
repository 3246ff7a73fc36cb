"""Under which addresses other devices of the local network reach this machine."""

import ipaddress
import socket
import struct
import sys

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

PRIVATE = tuple(
    ipaddress.ip_network(network)
    for network in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "127.0.0.0/8",
        "fc00::/7",
        "fe80::/10",
        "::1/128",
    )
)
"""Networks that end at the door: the only ones for which our own authority may certify."""

_SIOCGIFADDR = 0x8915


def is_private(address: Address) -> bool:
    """Tell whether the address belongs to a local network, so that our own authority may certify it."""
    return any(address in network for network in PRIVATE if network.version == address.version)


def of_this_machine() -> list[str]:
    """Return this machine's private IPv4 addresses, the likeliest first; empty where it is in no network."""
    found = [*_towards_neighbours(), *_of_interfaces(), *_of_the_name()]
    private = [text for text in dict.fromkeys(found) if is_private(ipaddress.ip_address(text))]
    return [text for text in private if not ipaddress.ip_address(text).is_loopback]


def names() -> list[str]:
    """Return the names under which neighbours may find this machine."""
    name = socket.gethostname().partition(".")[0].lower()
    return [f"{name}.local"] if name and name != "localhost" else []


def _towards_neighbours() -> list[str]:
    """Ask the routing table from where a packet would leave; none is sent."""
    found = []
    for neighbour in ("192.168.1.1", "10.0.0.1", "172.16.0.1"):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((neighbour, 9))
            except OSError:
                continue
            found.append(str(probe.getsockname()[0]))
    return found


def _of_interfaces() -> list[str]:
    """Ask each interface: on a network without a way out the routing table knows only neighbours. Linux only."""
    if not sys.platform.startswith("linux"):
        return []
    import fcntl

    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, name in socket.if_nameindex():
            asked = struct.pack("256s", name.encode()[:15])
            try:
                answer = fcntl.ioctl(probe.fileno(), _SIOCGIFADDR, asked)
            except OSError:
                continue
            found.append(socket.inet_ntoa(answer[20:24]))
    return found


def _of_the_name() -> list[str]:
    try:
        return [str(found[4][0]) for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    except OSError:
        return []
