"""Take a picture of the dashboard, such as the one in the README.

python -m benchmarks.picture docs/explore.png [--width 390] [--dark] [--whole]
"""

import argparse
import sys
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from benchmarks.dashboard import FLAGS, SEEDS, WATCH, find_chromium, settle
from benchmarks.server import serve

LENGTH = "document.querySelector('[data-testid=stMain]').scrollHeight"


def take(file: Path, address: str, size: ViewportSize, *, scheme: str, whole: bool) -> None:
    """Open ``address`` and write what it shows to ``file``, the whole page where asked for."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*FLAGS])
        page = browser.new_page(viewport=size)
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.add_init_script(WATCH)
        page.goto(address)
        settle(page)
        if whole:
            height = int(page.evaluate(LENGTH))
            page.set_viewport_size({"width": size["width"], "height": height})
            settle(page)
        page.screenshot(path=file)
        browser.close()


def main() -> int:
    """Write the picture that the command line asks for."""
    parser = argparse.ArgumentParser(description="Take a picture of the dashboard.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--width", type=int, default=1440)
    parser.add_argument("--height", type=int, default=1000)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument(
        "--whole", action="store_true", help="all of the page, not its first screen"
    )
    parser.add_argument("--query", default="", help="what is chosen, as in the page's address")
    options = parser.parse_args()
    size = ViewportSize(width=options.width, height=options.height)
    scheme = "dark" if options.dark else "light"
    with serve([SEEDS]) as server:
        address = f"{server.url}/?{options.query}"
        take(options.file, address, size, scheme=scheme, whole=options.whole)
    return 0


if __name__ == "__main__":
    sys.exit(main())
