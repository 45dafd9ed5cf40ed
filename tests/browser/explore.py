"""The page Explore as a reader handles it: look, click, wait until everything rests."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlparse

from playwright.sync_api import Download, Locator, Page

REST = 300
"""Milliseconds without any change after which a page counts as at rest."""
HOVER = 150
"""Milliseconds between reaching a mark and pressing it, as a hand takes."""
BREATH = 110
"""Milliseconds before a download: Chromium drops the eleventh that a page asks for in a second."""

PATIENCE = 120_000
"""Milliseconds that anything that comes for certain is waited for, on however busy a machine."""

WATCH = """
window.changedAt = performance.now();
window.askedAt = window.heardAt = 0;
window.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", () => { window.heardAt = performance.now(); });
  }
  send(message) {
    window.askedAt = performance.now();
    super.send(message);
  }
};
new MutationObserver(() => { window.changedAt = performance.now(); })
  .observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
"""
AT_REST = """(rest) => {
  const app = document.querySelector("[data-testid=stApp]");
  const charts = [...document.querySelectorAll(".nf-panel:not([hidden]) .nf-chart")];
  const boards = [...document.querySelectorAll("[class*=st-key-panels_]")];
  return app?.dataset.testScriptState === "notRunning"
    && document.querySelector(".nf-end")
    && boards.every((board) => board.querySelector(".nf-panel"))
    && charts.every((chart) => chart.ariaBusy === "false")
    && window.heardAt >= window.askedAt
    && performance.now() - window.changedAt > rest;
}"""
# Where the mark with this customdata is, in pixels of the window.
PLACE = """([chart, wanted]) => {
  const gd = document.querySelector(`[data-chart="${chart}"]`);
  const frame = gd.parentElement;
  const inWindow = (x, y) => {
    frame.scrollTop = y - frame.clientHeight / 2;
    frame.scrollIntoView({ block: "center" });
    const box = gd.getBoundingClientRect();
    return [box.left + x, box.top + y];
  };
  for (const trace of gd._fullData) {
    const at = Array.from(trace.customdata ?? []).findIndex((data) => data === wanted);
    if (at < 0) continue;
    if (trace.type === "choropleth") {
      const path = gd.querySelectorAll(".choroplethlayer path")[at].getBoundingClientRect();
      const box = gd.getBoundingClientRect();
      return inWindow(path.left + path.width / 2 - box.left, path.top + path.height / 2 - box.top);
    }
    const axis = (name) => gd._fullLayout[name.replace(/^(.)/, "$1axis")];
    const x = axis(trace.xaxis), y = axis(trace.yaxis);
    const shift = trace.type === "bar" ? x.d2p(trace.x[at]) / 2 : x.d2p(trace.x[at]);
    return inWindow(x._offset + shift, y._offset + y.d2p(trace.y[at]));
  }
  return null;
}"""
SHOWN = """(chart) => {
  const gd = document.querySelector(`[data-chart="${chart}"]`);
  if (!gd || gd.closest("[hidden]")) return null;
  const found = gd.data.flatMap((trace) => Array.from(trace.customdata ?? []));
  return [...new Set(found.filter((mark) => typeof mark === "string" && mark))].sort();
}"""
COUNT = re.compile(r"(?P<shown>[\d,]+) of (?P<total>[\d,]+) figures?")


PICKER = "input[type=file]:not([accept*='.toml'])"
"""The picker of texts; another one in the sidebar takes topic words."""
KEY_OF_PICKER = """(picker) => [...picker.closest("[class*='upload_']").classList]
  .find((name) => name.includes("upload_"))"""


class Explore:
    """One browser tab on the page Explore."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def visit(self, query: str = "") -> None:
        """Open the page at an address."""
        self.page.goto(f"/{query}")
        self.settle()

    def settle(self) -> None:
        """Wait until the script has run and nothing changes any more."""
        self.page.wait_for_timeout(HOVER)
        self.page.wait_for_function(AT_REST, arg=REST)

    def count(self) -> tuple[int, int]:
        """Return the numbers of "37 of 412 figures"."""
        found = COUNT.search(self.page.locator(".nf-count").inner_text())
        assert found is not None
        return int(found["shown"].replace(",", "")), int(found["total"].replace(",", ""))

    def marks(self, chart: str) -> list[str] | None:
        """Return what the marks of a chart stand for, or ``None`` where it is not drawn."""
        found: list[str] | None = self.page.evaluate(SHOWN, chart)
        return found

    def point_at(self, chart: str, mark: str) -> tuple[float, float]:
        """Move to a mark, and return where it is."""
        self.page.evaluate(PLACE, [chart, mark])
        self.page.wait_for_timeout(HOVER)
        place = self.page.evaluate(PLACE, [chart, mark])
        assert place is not None, f"{chart} has no mark {mark}"
        self.page.mouse.move(*place)
        self.page.wait_for_timeout(HOVER)
        return place[0], place[1]

    def click(self, chart: str, mark: str) -> None:
        """Click a mark of a chart."""
        self.page.mouse.click(*self.point_at(chart, mark))
        self.settle()

    def tap(self, chart: str, mark: str) -> None:
        """Touch a mark of a chart with a finger."""
        self.page.touchscreen.tap(*self.point_at(chart, mark))
        self.settle()

    def press(self, key: str) -> None:
        """Press the button of that key."""
        self.page.locator(f".st-key-{key} button").first.click()
        self.settle()

    def clear(self, chart: str) -> None:
        """Press the way back of a chart."""
        self.page.locator(f"[data-panel={chart}] .nf-clear").click()
        self.settle()

    def query(self) -> dict[str, list[str]]:
        """Return the parameters of the address."""
        return parse_qs(urlparse(self.page.url).query)

    def chips(self) -> list[str]:
        """Return what the page says is chosen."""
        found = self.page.locator(
            "[class*=st-key-chip_] [data-testid=stBaseButton-secondary]"
        ).all_inner_texts()
        return [" ".join(text.replace("close", "").split()) for text in found]

    def rows(self) -> int:
        """Return the number of rows of the table on screen."""
        table = self.page.locator("[class*=st-key-figures_] [data-testid=stDataFrame] table")
        return int(table.get_attribute("aria-rowcount") or 0) - 1

    def reader(self) -> Locator:
        """Return the box with the text."""
        return self.page.locator("#text")

    def download(self, label: str) -> Download:
        """Press the link of a file by what it says and return the file."""
        self.page.wait_for_timeout(BREATH)
        with self.page.expect_download() as coming:
            self.page.get_by_role("link", name=label).first.click()
        return coming.value

    def files(self) -> list[str]:
        """Open the section of files where it is folded, and return what its links say."""
        if not self.page.locator(".nf-take").count():
            self.page.locator(".st-key-take_away summary").click()
            self.settle()
        return [words.strip() for words in self.page.locator(".nf-take a").all_inner_texts()]

    def add(self, *files: Path) -> None:
        """Drop files into the page."""
        picker = self.page.locator(PICKER)
        if not picker.count():
            self.page.get_by_role("button", name="Add texts").click()
        self.hand_in(picker, *files)
        self.settle()

    def hand_in(self, picker: Locator, *files: Path) -> None:
        """Give files to a picker, and wait until the page has taken them: it then has the next."""
        stem, _, number = str(picker.evaluate(KEY_OF_PICKER)).rpartition("_")
        picker.set_input_files([str(file) for file in files])
        following = f"{stem}_{int(number) + 1}"
        folded_away = following.replace("st-key-", "st-key-add_")
        self.page.locator(f".{following}, .{folded_away}").first.wait_for(state="attached")

    def messages(self) -> list[str]:
        """Return the messages that the page shows."""
        return self.page.locator("[data-testid=stAlert]").all_inner_texts()
