"""The hub: what is worked out once goes to all of a kind, only what changed, and nothing is lost over a gap."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

from hypothesis import given
from hypothesis import strategies as st
from tests.loops import in_a_loop

from chibo.ui.live import Hub, Topic
from chibo.ui.live.hub import LONGEST_REST, Parts, rest_after, version_of


class Page:
    """What a test may change, and how often it was read."""

    def __init__(self) -> None:
        self.parts: dict[str, dict[str, str]] = {"member": {"now": "<p id=now>1</p>", "queue": "<p id=queue>0</p>"}}
        self.readings = 0

    def render(self, kinds: frozenset[str]) -> Mapping[str, Parts]:
        self.readings += 1
        return {kind: dict(self.parts[kind]) for kind in kinds}

    @property
    def topic(self) -> Topic:
        return Topic("m1", "u1", self.render)


def run(test: Callable[[Hub, Page], Awaitable[None]]) -> None:
    async def whole() -> None:
        async with asyncio.timeout(20):
            await test(Hub(pause=0.01), Page())

    in_a_loop(whole())


async def event(listener: AsyncIterator[bytes]) -> str:
    while (found := await anext(listener)) == b":\n\n":
        pass
    return found.decode()


def said(frame: str) -> list[str]:
    return [line.removeprefix("data: ") for line in frame.splitlines() if line.startswith("data: ")]


def version(frame: str) -> str:
    return frame.splitlines()[0].removeprefix("id: ")


def test_whoever_joins_gets_the_whole_and_then_what_changed() -> None:
    async def story(hub: Hub, page: Page) -> None:
        listener = hub.listen(page.topic, "member", "", 60)
        assert said(await event(listener)) == ["<p id=now>1</p>", "<p id=queue>0</p>"]
        page.parts["member"]["queue"] = "<p id=queue>1</p>"
        hub.wake("u1")
        assert said(await event(listener)) == ["<p id=queue>1</p>"]

    run(story)


def test_whoever_has_the_present_state_is_told_nothing() -> None:
    async def story(hub: Hub, page: Page) -> None:
        listener = hub.listen(page.topic, "member", version_of(page.parts["member"]), 0.3)
        assert [frame async for frame in listener if frame != b":\n\n"] == []

    run(story)


def test_after_a_gap_the_whole_comes() -> None:
    async def story(hub: Hub, page: Page) -> None:
        first = hub.listen(page.topic, "member", "", 60)
        old = version(await event(first))
        for count in ("1", "2"):
            page.parts["member"]["queue"] = f"<p id=queue>{count}</p>"
            hub.wake("u1")
            await event(first)
        back = hub.listen(page.topic, "member", old, 60)
        assert said(await event(back)) == ["<p id=now>1</p>", "<p id=queue>2</p>"]

    run(story)


def test_it_is_worked_out_once_for_all_of_a_kind() -> None:
    async def story(hub: Hub, page: Page) -> None:
        listeners = [hub.listen(page.topic, "member", "", 60) for _ in range(200)]
        await asyncio.gather(*(event(listener) for listener in listeners))
        before = page.readings
        page.parts["member"]["now"] = "<p id=now>2</p>"
        hub.wake("u1")
        frames = await asyncio.gather(*(event(listener) for listener in listeners))
        assert {tuple(said(frame)) for frame in frames} == {("<p id=now>2</p>",)}
        assert page.readings - before == 1

    run(story)


def test_whoever_joins_what_is_shown_already_gets_it_without_a_reading() -> None:
    async def story(hub: Hub, page: Page) -> None:
        listeners = [hub.listen(page.topic, "member", "", 60)]
        frames = [await event(listeners[0])]
        before = page.readings
        for _ in range(3):
            listeners.append(hub.listen(page.topic, "member", "", 60))
            frames.append(await event(listeners[-1]))
            await asyncio.sleep(0.03)
        assert frames == [frames[0]] * 4
        assert page.readings == before

    run(story)


@given(st.floats(0, 60), st.floats(0, LONGEST_REST))
def test_the_rest_takes_two_thirds_of_the_time_and_never_half_a_second_more(took: float, pause: float) -> None:
    rest = rest_after(took, pause)
    assert rest >= pause
    assert rest <= LONGEST_REST
    assert rest >= 2 * took or rest == LONGEST_REST


def test_another_unit_wakes_nobody_and_the_last_to_go_leaves_nothing() -> None:
    async def story(hub: Hub, page: Page) -> None:
        listener = hub.listen(page.topic, "member", "", 60)
        await event(listener)
        before = page.readings
        hub.wake("u2")
        await asyncio.sleep(0.1)
        assert (page.readings, hub.listeners, hub.groups) == (before, 1, frozenset({"u1"}))
        await listener.aclose()  # type: ignore[attr-defined]
        assert (hub.listeners, hub.groups) == (0, frozenset())

    run(story)


def test_a_reading_that_fails_is_made_up_for_at_the_next_wake() -> None:
    async def story(hub: Hub, page: Page) -> None:
        kept, page.parts = page.parts, {}
        listener = hub.listen(page.topic, "member", "", 60)
        waiting = asyncio.ensure_future(event(listener))
        await asyncio.sleep(0.1)
        assert not waiting.done()
        page.parts = kept
        hub.wake(None)
        assert said(await waiting) == ["<p id=now>1</p>", "<p id=queue>0</p>"]

    run(story)


@given(st.lists(st.tuples(st.sampled_from(["now", "queue"]), st.integers(0, 3)), max_size=12), st.integers(0, 12))
def test_whatever_happens_the_last_state_arrives(changes: list[tuple[str, int]], leaves: int) -> None:
    """One that stays and one that comes back after a break both end with the parts as they are."""

    async def story(hub: Hub, page: Page) -> None:
        shown: dict[str, dict[str, str]] = {"stays": {}, "returns": {}}
        streams = {name: hub.listen(page.topic, "member", "", 60) for name in shown}
        seen = ""

        async def follow(name: str) -> str:
            frame = await event(streams[name])
            shown[name] |= {line.split("id=")[1].split(">")[0]: line for line in said(frame)}
            return version(frame)

        seen = await follow("returns")
        await follow("stays")
        for place, (name, count) in enumerate(changes):
            changed = page.parts["member"][name] != f"<p id={name}>{count}</p>"
            page.parts["member"][name] = f"<p id={name}>{count}</p>"
            if place == leaves:
                await streams["returns"].aclose()  # type: ignore[attr-defined]
            hub.wake("u1")
            if changed:
                await follow("stays")
                if place < leaves:
                    seen = await follow("returns")
        if leaves < len(changes):
            streams["returns"] = hub.listen(page.topic, "member", seen, 60)
            if seen != version_of(page.parts["member"]):
                await follow("returns")
        assert shown["stays"] == shown["returns"] == page.parts["member"]

    run(story)
