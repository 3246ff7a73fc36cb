"""Pictures of the main pages for the docs, taken from a fresh demo: `./chibo pictures`. They land in docs/pictures."""

import base64
import socket
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import chromium, launched

ROOT = Path(__file__).resolve().parents[1]
DEMO, PICTURES = ROOT / "build" / "pictures-demo", ROOT / "docs" / "pictures"
LAPTOP, PHONE = (1280, 800), (390, 780)
START_SECONDS = 1200
"""The demo is made first, which takes minutes on a busy machine."""

REDUCE = """async (address) => {
  const image = new Image(); image.src = address; await image.decode();
  const [width, height] = [image.naturalWidth, image.naturalHeight];
  const canvas = Object.assign(document.createElement("canvas"), { width, height }).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const data = canvas.getImageData(0, 0, width, height).data, seen = new Map();
  for (let at = 0; at < data.length; at += 4) {
    const colour = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
    seen.set(colour, (seen.get(colour) ?? 0) + 1);
  }
  const gap = (one, other) =>
    [16, 8, 0].reduce((sum, by) => sum + (((one >> by) & 255) - ((other >> by) & 255)) ** 2, 0);
  const commonest = [...seen].sort((a, b) => b[1] - a[1]).map(([colour]) => colour);
  let palette;
  for (let apart = 16; !palette || palette.length > 256; apart *= 2) {
    palette = [];
    for (const colour of commonest) if (palette.every((other) => gap(colour, other) >= apart)) palette.push(colour);
  }
  const nearest = (colour) =>
    palette.reduce((best, other, at) => (gap(colour, other) < gap(colour, palette[best]) ? at : best), 0);
  const place = new Map([...seen.keys()].map((colour) => [colour, nearest(colour)]));
  let pixels = "";
  for (let at = 0; at < data.length; at += 4)
    pixels += String.fromCharCode(place.get((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]));
  return { width, height, palette, pixels: btoa(pixels) };
}"""
"""Keeps at most 256 colours of a picture, common ones that are not too near each other; the rest become the nearest."""


def main() -> int:
    """Make the demo, take all pictures, return 0; 1 with a sentence where there is no browser."""
    program = chromium()
    if program is None:
        sys.stderr.write("chibo: there is no Chromium, Chrome or Edge: install one, or name it in CHIBO_CHROMIUM.\n")
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demo() as site, sync_playwright() as driver:
        browser = launched(driver, program)
        for name, role, size, theme, go in SHOTS:
            page = entered(browser, site, role, size, theme)
            go(page)
            page.wait_for_load_state("networkidle")
            keep(browser, name, page.screenshot())
            page.context.close()
        browser.close()
    return 0


@contextmanager
def demo() -> Iterator[str]:
    """Serve a fresh demo while the pictures are taken; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "chibo", "demo", "--fresh", "--port", str(port), "--data", str(DEMO)]
    process, site = subprocess.Popen(command, cwd=ROOT), f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + START_SECONDS
        while not answers(site):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("the demo did not start; what went wrong stands above")
            time.sleep(0.5)
        yield site
    finally:
        process.terminate()
        process.wait(timeout=30)


def answers(site: str) -> bool:
    try:
        with urlopen(f"{site}/vao/", timeout=20):
            return True
    except (URLError, OSError):
        return False


def entered(browser: Browser, site: str, role: str, size: tuple[int, int], theme: str) -> Page:
    """Return the first page of a role of the demo; without a role, the entrance."""
    width, height = size
    profile = browser.new_context(
        base_url=site,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        viewport={"width": width, "height": height},
    )
    profile.set_default_timeout(60_000)
    profile.add_cookies([{"name": "theme", "value": theme, "url": site}])
    page = profile.new_page()
    page.goto("/vao/")
    if role:
        page.click(f"form[action='/demo/vao/{role}/'] button")
        page.wait_for_load_state()
    return page


def keep(browser: Browser, name: str, picture: bytes) -> None:
    """Write the picture with a palette of at most 256 colours: a third of the size, and nothing to be seen of it."""
    page = browser.new_page()
    found = page.evaluate(REDUCE, "data:image/png;base64," + base64.b64encode(picture).decode("ascii"))
    page.close()
    file = PICTURES / f"{name}.png"
    file.write_bytes(png(found["width"], found["palette"], base64.b64decode(found["pixels"])))
    sys.stdout.write(f"{file.relative_to(ROOT)}: {file.stat().st_size // 1024} KB\n")


def png(width: int, palette: list[int], pixels: bytes) -> bytes:
    """Return a PNG of one byte a pixel, each the place of a colour in the palette."""
    rows = b"".join(b"\0" + pixels[start : start + width] for start in range(0, len(pixels), width))
    head = struct.pack(">IIBBBBB", width, len(pixels) // width, 8, 3, 0, 0, 0)
    colours = b"".join(colour.to_bytes(3) for colour in palette)
    parts = ((b"IHDR", head), (b"PLTE", colours), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )


def stay(page: Page) -> None:
    """The page after signing in."""


def address(path: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(path)

    return go


def first_link(path: str, links: str) -> Callable[[Page], None]:
    """Return the way to what the first of these links on a page opens."""

    def go(page: Page) -> None:
        page.goto(path)
        page.goto(page.locator(links).first.get_attribute("href") or path)

    return go


def into_the_room(page: Page) -> None:
    """Open today's meeting, call the roll and let two speak on the first matter that is discussed."""
    page.goto(page.locator("a[href$='/khai-mac/']").first.get_attribute("href") or "")
    page.click("main form button[type=submit]")
    page.wait_for_load_state()
    page.click("main form .form__act button")
    page.wait_for_load_state()
    page.goto(page.url.split("/diem-danh")[0].rstrip("/").removesuffix("/phong") + "/phong/")
    page.locator(".aglist a", has_text="tự phê bình").first.click()
    page.get_by_role("button", name="Mở mục này").click()
    page.locator(".queue button[name='person']").nth(3).click()
    page.locator("#speech").fill("Tuyến ống cũ nên kiểm tra ban đêm mới thấy rõ chỗ rò. Đề nghị hai đồng chí một ca.")
    page.wait_for_timeout(2000)


SHOTS: tuple[tuple[str, str, tuple[int, int], str, Callable[[Page], None]], ...] = (
    ("entrance", "", LAPTOP, "light", stay),
    ("desk", "bi-thu", LAPTOP, "light", stay),
    ("meeting", "bi-thu", LAPTOP, "light", first_link("/", "a:has-text('Mở buổi sinh hoạt')")),
    ("member", "dang-vien", PHONE, "light", stay),
    ("board", "van-phong", LAPTOP, "light", address("/chi-bo/")),
    ("score", "phu-trach", LAPTOP, "light", first_link("/", "section[aria-labelledby='h-scores'] a.item")),
    ("resolution", "bi-thu-cho", LAPTOP, "light", first_link("/nghi-quyet/", "#rows th a")),
    ("desk-dark", "bi-thu-cham", LAPTOP, "dark", stay),
    ("room", "bi-thu", LAPTOP, "light", into_the_room),
)
"""Name, role, size, theme and the way there. The room comes last, since it opens the meeting."""


if __name__ == "__main__":
    sys.exit(main())
