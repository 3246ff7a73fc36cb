"""Counting what secretary and clerk do with their hands: fields filled and buttons pressed (docs/journeys/month.md)."""

from collections import Counter
from pathlib import Path

from playwright.sync_api import Locator, Page


class Acts:
    """One count for all pages of the secretary and the clerk, by the part of the month in which they fall.

    Opening a page by a link is free, as turning a leaf of paper is; so is reading.
    """

    def __init__(self) -> None:
        self.part = ""
        self.by_part: Counter[str] = Counter()

    @property
    def total(self) -> int:
        return self.by_part.total()

    def begin(self, part: str) -> None:
        self.part = part

    def press(self, button: Locator) -> None:
        """Press a button and wait for the page that answers."""
        self.by_part[self.part] += 1
        page = button.page
        page.evaluate("(document.getElementById('room') ?? document.body).setAttribute('data-before', '')")
        button.click()
        page.locator("[data-before]").wait_for(state="detached")
        page.wait_for_load_state()

    def unfold(self, summary: Locator) -> None:
        """Open what lies folded on the page."""
        self.by_part[self.part] += 1
        summary.click()

    def fill(self, field: Locator, text: str) -> None:
        self.by_part[self.part] += 1
        field.fill(text)

    def attach(self, field: Locator, name: str, text: str) -> None:
        """Choose a text file of that name."""
        self.by_part[self.part] += 1
        field.set_input_files({"name": name, "mimeType": "text/plain", "buffer": text.encode()})

    def tick(self, field: Locator) -> None:
        self.by_part[self.part] += 1
        field.check()

    def find(self, field: Locator, name: str) -> None:
        """Type a name into a search of persons and take the one that is found."""
        self.by_part[self.part] += 1
        field.fill(name)
        field.press("Enter")
        assert field.input_value() == name

    def choose(self, field: Locator, value: str) -> None:
        self.by_part[self.part] += 1
        field.select_option(value)

    def table(self) -> str:
        """Return the table of the docs."""
        rows = [f"| {part} | {count} |" for part, count in self.by_part.items()]
        return "\n".join(["| part | acts |", "|---|---|", *rows, f"| **all** | **{self.total}** |"])

    def keep(self, name: str) -> None:
        """Write the table to `build/journeys`, from where it goes into the docs."""
        folder = Path(__file__).resolve().parents[2] / "build" / "journeys"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(self.table() + "\n", encoding="utf-8")


def named(page: Page, name: str) -> Locator:
    """Return the button of that name."""
    return page.get_by_role("button", name=name)
