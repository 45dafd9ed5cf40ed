"""Race our charts against Streamlit's own element for Plotly, on the same pages in the same run.

    python -m benchmarks.redraws [--few PATH] [--many PATH] [--write docs/performance.md]

Both servers run side by side and take turns, click by click. Times are taken in the page: from the
release of the mouse to the last change in any chart but the clicked one, whatever drew it.
"""

import argparse
import os
import statistics
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.dashboard import FLAGS, SIZE, find_chromium, percentile_95
from benchmarks.sections import write_section
from benchmarks.server import Server, serve

PLAIN = Path(__file__).parent / "plain" / "app.py"
SEEDS = Path(__file__).parents[1] / "seeds"
CLICKS, OPENINGS, BARS = 20, 5, 5
FEW_SESSIONS, MANY_SESSIONS = 2, 20
QUIET = 1300
"""Milliseconds without a change after which charts count as drawn."""
REST = 500
CHART = "topics"

WATCH = """
window.changed = {};
window.newest = () => Math.max(0, ...Object.values(window.changed));
new MutationObserver((changes) => {
  for (const change of changes) {
    const node = change.target.nodeType === 1 ? change.target : change.target.parentElement;
    if (!node || node.closest(".hoverlayer") || !node.closest(".js-plotly-plot")) continue;
    const panel = node.closest("[data-panel], [class*=st-key-panel_]");
    const key = panel?.dataset.panel ?? panel?.className.match(/st-key-panel_(\\w+)/)[1];
    if (key) window.changed[key] = performance.now();
  }
}).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
document.addEventListener("mouseup", () => { window.clickedAt = performance.now(); }, true);
"""
SETTLED = """(quiet) => {
  const app = document.querySelector("[data-testid=stApp]");
  return app?.dataset.testScriptState === "notRunning" && document.querySelector(".nf-end")
    && Object.keys(window.changed).length > 0 && performance.now() - window.newest() > quiet;
}"""
TIMES = """([since, without]) => {
  const seen = (key) => {
    const panel = document.querySelector(`[data-panel=${key}], .st-key-panel_${key}`);
    const box = panel?.getBoundingClientRect();
    return box && box.top < window.innerHeight && box.bottom > 0;
  };
  const times = Object.entries(window.changed).filter(([key]) => key !== without);
  const last = (list) => Math.max(0, ...list.map(([, at]) => at - since));
  return [last(times.filter(([key]) => seen(key))), last(times)];
}"""
PLACE = """([chart, at]) => {
  const panel = document.querySelector(`[data-panel=${chart}], .st-key-panel_${chart}`);
  const mark = panel.querySelectorAll(".point path")[at];
  mark.scrollIntoView({ block: "center" });
  const box = mark.getBoundingClientRect();
  return [box.left + Math.min(box.width / 2, 40), box.top + box.height / 2];
}"""


@dataclass
class Times:
    """Milliseconds of every try of one kind, until charts in sight and until all were drawn."""

    seen: list[float] = field(default_factory=list)
    all: list[float] = field(default_factory=list)

    def add(self, pair: Sequence[float]) -> None:
        """Take in one try."""
        self.seen.append(pair[0])
        self.all.append(pair[1])


Race = dict[str, dict[str, Times]]


class Tab:
    """One browser tab on one of the two servers."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._context = browser.new_context(viewport=SIZE)
        self.page: Page = self._context.new_page()
        self.page.add_init_script(WATCH)
        self._url = url

    def open(self) -> Sequence[float]:
        """Open the page, and return the milliseconds until its charts were drawn."""
        self.page.goto(self._url)
        return self._times(0, "")

    def reload(self) -> Sequence[float]:
        """Load the page again."""
        self.page.reload()
        return self._times(0, "")

    def click(self, at: int) -> Sequence[float]:
        """Click on a bar, and return the milliseconds until the other charts were drawn."""
        self.page.evaluate(PLACE, [CHART, at])
        self.page.wait_for_timeout(REST)
        self.page.mouse.move(*self.page.evaluate(PLACE, [CHART, at]))
        self.page.wait_for_timeout(REST)
        self.page.evaluate("window.changed = {}")
        self.page.mouse.down()
        self.page.mouse.up()
        return self._times(self.page.evaluate("window.clickedAt"), CHART)

    def close(self) -> None:
        """End the session."""
        self._context.close()

    def _times(self, since: float, without: str) -> Sequence[float]:
        self.page.wait_for_function(SETTLED, arg=QUIET, polling=100, timeout=120_000)
        times: Sequence[float] = self.page.evaluate(TIMES, [since, without])
        return times


def race(browser: Browser, servers: dict[str, Server]) -> Race:
    """Let the two pages take turns, and return the times of each kind by page."""
    kinds = ("open", "reload", "click")
    result: Race = {kind: {name: Times() for name in servers} for kind in kinds}
    for name, server in servers.items():  # the first page of a server reads the texts
        _visit(browser, server, result, name, counted=False)
    for _ in range(OPENINGS):
        for name, server in servers.items():
            _visit(browser, server, result, name, counted=True)
    tabs = {name: Tab(browser, server.url) for name, server in servers.items()}
    for tab in tabs.values():
        tab.open()
        tab.click(0)
        tab.click(0)
    for number in range(CLICKS):
        for name, tab in tabs.items():
            result["click"][name].add(tab.click(number // 2 % BARS))
    return result


def _visit(browser: Browser, server: Server, result: Race, name: str, *, counted: bool) -> None:
    tab = Tab(browser, server.url)
    opened, again = tab.open(), tab.reload()
    if counted:
        result["open"][name].add(opened)
        result["reload"][name].add(again)
    tab.close()


def rows(label: str, result: Race) -> Iterator[str]:
    """Yield the lines of one race: medians and 95th percentiles of both, and their ratio."""
    for kind, times in result.items():
        for which, told in (("seen", "charts in sight"), ("all", "all charts")):
            ours, plain = (tuple(getattr(times[name], which)) for name in ("ours", "plain"))
            middle = statistics.median(ours), statistics.median(plain)
            high = percentile_95(ours), percentile_95(plain)
            yield (
                f"| {label}, {kind}: {told} | {middle[0]:.0f} / {high[0]:.0f} "
                f"| {middle[1]:.0f} / {high[1]:.0f} | {ratio(*middle)} | {ratio(*high)} |"
            )


def ratio(ours: float, plain: float) -> str:
    """Return how many times as long ours took, "–" where the other drew nothing at all.

    >>> ratio(50, 100), ratio(50, 0)
    ('0.50', '–')
    """
    return f"{ours / plain:.2f}" if plain else "–"


def memory(browser: Browser) -> tuple[float, float]:
    """Return the megabytes of a server on the samples after a few sessions and after many."""
    with serve([SEEDS]) as server:
        taken = []
        for number in range(1, MANY_SESSIONS + 1):
            tab = Tab(browser, server.url)
            tab.open()
            tab.close()
            if number in (FEW_SESSIONS, MANY_SESSIONS):
                taken.append(server.megabytes())
        return taken[0], taken[1]


def report(places: dict[str, Path]) -> str:
    """Run all races and return the section."""
    load = os.getloadavg()[0]
    lines: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*FLAGS])
        for label, path in places.items():
            with ExitStack() as stack:
                servers = {
                    name: stack.enter_context(serve([path], app))
                    for name, app in (("ours", None), ("plain", PLAIN))
                }
                lines += rows(label, race(browser, servers))
        few, many = memory(browser)
    return REPORT.format(
        rows="\n".join(lines), load=load, few=few, many=many, growth=100 * (many / few - 1)
    )


REPORT = """\
## Linked charts, beside Streamlit's own element

Our chart component and `st.plotly_chart` on the same pages, by

```sh
.venv/bin/python -m benchmarks.redraws --write docs/performance.md
```

Both servers ran at once and took turns. Load by other work {load:.1f} when it began. Milliseconds,
median / 95th percentile of 20 clicks on bars of topics and of 5 openings and reloads.

| | ours | plain | ratio of medians | of p95 |
| --- | ---: | ---: | ---: | ---: |
{rows}

Memory of the server on the samples: {few:.0f} MB after 2 sessions, {many:.0f} MB after 20 that were
opened and closed ({growth:+.0f} %).
"""


def main() -> int:
    """Print the section; with --write, also put it into a page."""
    parser = argparse.ArgumentParser(description="Race our charts against Streamlit's own.")
    parser.add_argument("--few", type=Path, help="texts or store with some 1,000 figures")
    parser.add_argument("--many", type=Path, help="texts or store with some 100,000 figures")
    parser.add_argument("--write", type=Path, help="page that the section is put into")
    arguments = parser.parse_args()
    given = {"1,000 figures": arguments.few, "100,000 figures": arguments.many}
    places = {name: path for name, path in given.items() if path} or {"Samples": SEEDS}
    section = report(places)
    print(section)
    if arguments.write:
        write_section(arguments.write, "redraws", section)
    return 0


if __name__ == "__main__":
    sys.exit(main())
