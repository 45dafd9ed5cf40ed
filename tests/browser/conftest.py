"""One server and one Chromium for all browser tests; a new context (session) for each of them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from benchmarks.server import serve
from tests.browser.explore import PATIENCE, WATCH, Explore
from tests.browser.texts import write_texts

expect.set_options(timeout=PATIENCE)

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
"""The last one leaves no other machine to be found. (A route would do so too, but it would also
switch off the browser's cache and pass every request through the test.)"""
HERE = Path(__file__).parent
LOCAL = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, so that they can be left out or run alone."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the dashboard on texts of the tests' own; end it with the session."""
    with serve([write_texts(tmp_path_factory.mktemp("texts"))]) as running:
        yield running.url


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the Chromium that is on the PATH; fail where there is none."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.fail(
            "no Chromium on the PATH: install one, for example `apt-get install chromium`",
            pytrace=False,
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Guard:
    """Remember every request for another machine, and every error in a page."""

    def __init__(self) -> None:
        self.outside: list[str] = []
        self.errors: list[str] = []

    def watch(self, context: BrowserContext) -> None:
        """Hear of everything that the pages of ``context`` ask for."""
        context.on("request", lambda request: self.judge(request.url))
        context.on("page", self._watch_page)

    def _watch_page(self, page: Page) -> None:
        page.on("websocket", lambda socket: self.judge(socket.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def judge(self, url: str) -> None:
        """Remember an address if it is not on this machine."""
        if not url.startswith(LOCAL):
            self.outside.append(url)


Open = Callable[..., Explore]


@pytest.fixture
def explore(chromium: Browser, server: str) -> Iterator[Open]:
    """Return a function that opens the page Explore in a browser session of its own.

    The test fails afterwards if any of its pages asked another machine for anything or threw an
    error.
    """
    guard = Guard()
    contexts: list[BrowserContext] = []

    def opened(
        query: str = "",
        *,
        width: int = 1440,
        height: int = 900,
        scheme: str = "light",
        touch: bool = False,
    ) -> Explore:
        context = chromium.new_context(
            base_url=server,
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            has_touch=touch,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.add_init_script(WATCH)
        guard.watch(context)
        view = Explore(context.new_page())
        view.visit(query)
        return view

    yield opened
    for context in contexts:
        context.close()
    assert guard.outside == []
    assert guard.errors == []
