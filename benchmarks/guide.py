"""Take the pictures of the guide "Check a claim in five minutes" anew.

python -m benchmarks.guide [--out docs/guide]
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

from benchmarks.dashboard import FLAGS, SEEDS, find_chromium
from benchmarks.server import serve

ROOT = Path(__file__).parents[1]
SIZE = ViewportSize(width=1280, height=820)
REST = 2500
"""Milliseconds for charts to be drawn after the page has ended."""

ENDED = """document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning"
  && Boolean(document.querySelector(".nf-end"))"""

BELOW_HEADER = """element => {
  element.style.scrollMarginTop = "5rem";
  element.scrollIntoView();
}"""
"""Scrolls a heading to the top of the page, which the navigation covers."""


@dataclass(frozen=True)
class Shot:
    """One picture: its file, the page it shows, and what is pressed and scrolled to before."""

    name: str
    address: str
    press: str = ""
    scroll_to: str = ""


SHOTS = (
    Shot("1-narrow", "?topic=aid&country=Ukraine"),
    Shot("2-sentence", "?topic=aid&country=Ukraine&kind=money", scroll_to="h2.nf-section"),
    Shot("3-compare", "compare?topic=tariffs", scroll_to="text=Claims that repeat or conflict"),
    Shot("4-review", "review?topic=aid"),
    Shot(
        "5-take-away",
        "?topic=aid&country=Ukraine",
        press=".st-key-take_away summary",
        scroll_to="text=Take away",
    ),
)


def take(page: Page, url: str, shot: Shot, folder: Path) -> None:
    """Open the page of ``shot`` and write what its window shows."""
    page.goto(f"{url}/{shot.address}")
    _settle(page)
    if shot.press:
        page.locator(shot.press).first.click()
        _settle(page)
    if shot.scroll_to:
        page.locator(shot.scroll_to).first.evaluate(BELOW_HEADER)
        _settle(page)
    page.screenshot(path=folder / f"{shot.name}.png")


def _settle(page: Page) -> None:
    page.wait_for_function(ENDED, timeout=60_000)
    page.wait_for_timeout(REST)
    page.wait_for_function(ENDED, timeout=60_000)


def main() -> int:
    """Write every picture into the folder of the guide."""
    parser = argparse.ArgumentParser(description="Take the pictures of the guide anew.")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "guide")
    folder: Path = parser.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    with serve([SEEDS]) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*FLAGS])
        page = browser.new_page(viewport=SIZE)
        for shot in SHOTS:
            take(page, server.url, shot, folder)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
