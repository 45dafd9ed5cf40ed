"""Measure the dashboard as a reader meets it: Chromium on a freshly started server.

    python -m benchmarks.dashboard [PATH…] [--write docs/performance.md]

Times are taken in the page where they can be: a chart counts as drawn when it says so
(``data-drawn``), a click as made when the page hears it.
"""

import argparse
import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, ViewportSize, sync_playwright

from benchmarks import reading
from benchmarks.articles import article, markdown
from benchmarks.sections import write_section
from benchmarks.server import Server, serve

SEEDS = Path(__file__).parents[1] / "seeds"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
PICKER = "input[type=file]:not([accept*='.toml'])"
SIZE = ViewportSize(width=1440, height=900)
OPENINGS, UPLOADS, MANY_UPLOADS, CLICKS, COPIES = 5, 5, 3, 20, 20
MANY, ARTICLE_SENTENCES = 100, 100
"""Articles handed over at once, each of about 10 KB."""
QUIET = 1200
"""Milliseconds without a drawing after which a page counts as settled."""
REST = 500
"""Milliseconds between two clicks: Plotly takes two that are closer for a double click."""

WATCH = """
window.drawnAt = {};
window.lastDrawn = 0;
new MutationObserver((changes) => {
  for (const { target } of changes) {
    window.lastDrawn = window.drawnAt[target.dataset.chart] = performance.now();
  }
}).observe(document, { subtree: true, attributeFilter: ["data-drawn"] });
document.addEventListener("mouseup", () => { window.clickedAt = performance.now(); }, true);
"""
SETTLED = """(quiet) => {
  const app = document.querySelector("[data-testid=stApp]");
  const charts = [...document.querySelectorAll(".nf-panel:not([hidden]) .nf-chart")];
  return app?.dataset.testScriptState === "notRunning"
    && charts.length > 0
    && charts.every((chart) => chart.dataset.drawn)
    && performance.now() - window.lastDrawn > quiet;
}"""
ALL_IN = """(added) => {
  const counted = document.querySelector(".nf-count span")?.innerText.match(/in ([\\d,]+) text/);
  return counted && Number(counted[1].replace(",", "")) >= added;
}"""
DRAWN = """([since, without]) => {
  const seen = (key) => {
    const { top, bottom } = document.querySelector(`[data-chart=${key}]`).getBoundingClientRect();
    return top < window.innerHeight && bottom > 0;
  };
  const times = Object.entries(window.drawnAt).filter(([key]) => key !== without);
  const last = (list) => Math.max(0, ...list.map(([, at]) => at - since));
  return [last(times.filter(([key]) => seen(key))), last(times)];
}"""


@dataclass(frozen=True)
class Measure:
    """One line of the report: what was timed, and the milliseconds of every try."""

    name: str
    milliseconds: tuple[float, ...]

    def row(self) -> str:
        """Return the line as Markdown.

        >>> Measure("Click", (10.0, 30.0, 20.0)).row()
        '| Click | 20 | 29 | 3 |'
        """
        median, high = statistics.median(self.milliseconds), percentile_95(self.milliseconds)
        return f"| {self.name} | {median:.0f} | {high:.0f} | {len(self.milliseconds)} |"


def percentile_95(values: tuple[float, ...]) -> float:
    """Return the 95th percentile, between neighbours where it falls between them.

    >>> percentile_95(tuple(float(n) for n in range(101)))
    95.0
    >>> percentile_95((7.0,))
    7.0
    """
    if len(values) == 1:
        return values[0]
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


@dataclass(frozen=True)
class Drawn:
    """Milliseconds until the last chart in sight was drawn, and until the last of all."""

    seen: float
    all: float


def both(name: str, drawings: list[Drawn]) -> Iterator[Measure]:
    """Yield the two measures of one kind of drawing."""
    yield Measure(f"{name}: charts in sight", tuple(one.seen for one in drawings))
    yield Measure(f"{name}: all charts", tuple(one.all for one in drawings))


@contextmanager
def opened(browser: Browser, url: str) -> Iterator[tuple[Page, Drawn]]:
    """Open ``url`` in a session of its own; give the page and the time until it was drawn."""
    context = browser.new_context(viewport=SIZE)
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(url)
    yield page, settle(page)
    context.close()


def settle(page: Page, since: float = 0, without: str = "") -> Drawn:
    """Wait until all charts are drawn and the script rests; return how long after ``since``.

    The chart called ``without`` is left out; 0 is the moment when the page was asked for.
    """
    page.wait_for_function(SETTLED, arg=QUIET, timeout=60_000)
    return Drawn(*page.evaluate(DRAWN, [since, without]))


def time_openings(browser: Browser, server: Server) -> Iterator[Measure]:
    """Yield the time of the very first page, which reads the texts, and of later ones."""
    yield Measure("Start of the server until it answers", (server.started * 1000,))
    with opened(browser, server.url) as (_, first):
        yield from both("First page, texts read on the way", [first])
    later = []
    for _ in range(OPENINGS):
        with opened(browser, server.url) as (_, drawn):
            later.append(drawn)
    yield from both("Page for the next reader", later)


def time_uploads(browser: Browser, server: Server, files: list[Path]) -> Iterator[Measure]:
    """Yield the time from handing over one article to the charts of its figures."""
    drawings = []
    for file in files:
        with opened(browser, server.url) as (page, _):
            show_upload(page)
            begun = page.evaluate("performance.now()")
            page.locator(PICKER).set_input_files(file)
            page.wait_for_url("**document=**", timeout=30_000)
            drawings.append(settle(page, begun))
    yield from both(f"Upload of an article of {kilobytes(files):.0f} KB", drawings)


def time_many(browser: Browser, server: Server, files: list[Path]) -> Iterator[Measure]:
    """Yield the time from handing over many articles to the charts of all of them."""
    drawings = []
    for _ in range(MANY_UPLOADS):
        with opened(browser, server.url) as (page, _):
            show_upload(page)
            begun = page.evaluate("performance.now()")
            page.locator(PICKER).set_input_files(files)
            page.wait_for_function(ALL_IN, arg=len(files), polling=100, timeout=120_000)
            drawings.append(settle(page, begun))
    yield from both(f"Upload of {len(files)} articles of {kilobytes(files):.0f} KB", drawings)


def kilobytes(files: list[Path]) -> float:
    """Return the mean size of files in KB."""
    return statistics.mean(file.stat().st_size for file in files) / 1000


def written(folder: Path) -> list[Path]:
    """Write articles into files of their own."""
    files = [folder / f"article-{number:03}.md" for number in range(MANY)]
    for number, file in enumerate(files):
        file.write_text(markdown(article(number, ARTICLE_SENTENCES)), encoding="utf-8")
    return files


def show_upload(page: Page) -> None:
    """Open what hides the file picker, where something does."""
    if not page.locator(PICKER).count():
        page.get_by_role("button", name="Add texts").first.click()
    page.locator(PICKER).wait_for(state="attached", timeout=10_000)


def time_clicks(page: Page, chart: str) -> Iterator[Measure]:
    """Yield the time from clicks on marks of ``chart`` until the other charts are redrawn.

    Every second click takes the one before it back.
    """
    drawings = []
    marks = page.locator(f".nf-chart[data-chart={chart}] .point path")
    for number in range(CLICKS):
        click(page, marks.nth(number // 2 % marks.count()))
        clicked = float(page.evaluate("window.clickedAt"))
        drawings.append(settle(page, clicked, chart))
    yield from both(f"Click in the chart of {chart}, the others redrawn", drawings)


def click(page: Page, mark: Locator) -> None:
    """Click in the middle of ``mark`` and wait for the first drawing after it."""
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    if box is None:
        raise SystemExit("There is no mark to click on.")
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_timeout(REST)
    page.evaluate("window.drawnAt = {}")
    page.mouse.down()
    page.mouse.up()
    page.wait_for_function("Object.keys(window.drawnAt).length > 0", timeout=10_000)


def find_chromium() -> str:
    """Return the path of the Chromium on the PATH."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        raise SystemExit("Chromium is needed. Install it (Debian: apt-get install chromium).")
    return path


def measure(paths: list[Path], chart: str) -> str:
    """Run every measurement and return the report."""
    load = os.getloadavg()[0]
    texts = reading.report(paths, COPIES)
    with sync_playwright() as playwright, serve(paths) as server:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*FLAGS])
        measures = [*time_openings(browser, server)]
        fresh = server.megabytes()
        with opened(browser, server.url) as (page, _):
            measures += time_clicks(page, chart)
        with tempfile.TemporaryDirectory() as folder:
            files = written(Path(folder))
            measures += time_uploads(browser, server, files[:UPLOADS])
            measures += time_many(browser, server, files)
        rows = "\n".join(one.row() for one in measures)
        memory = f"| {fresh:.0f} | {server.megabytes():.0f} |"
        return REPORT.format(
            rows=rows, memory=memory, reading=texts, load=load, **circumstances(browser, paths)
        )


def circumstances(browser: Browser, paths: list[Path]) -> dict[str, str]:
    """Return what the numbers depend on, for the report."""
    packages = ("streamlit", "plotly", "pandas")
    return {
        "day": time.strftime("%Y-%m-%d"),
        "texts": ", ".join(path.name for path in paths),
        "machine": f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        "browser": f"Chromium {browser.version} without a graphics card",
        "versions": ", ".join(
            [
                f"Python {platform.python_version()}",
                *(f"{name} {version(name)}" for name in packages),
            ]
        ),
    }


REPORT = """\
## Dashboard

Measured in Chromium against a freshly started server, by

```sh
scripts/test --version  # sets up .venv
.venv/bin/python -m benchmarks.dashboard --write docs/performance.md
```

on {day}, with these texts: {texts}.

- {machine}; load by other work {load:.1f} when it began (above 0.5 the times are too long)
- {browser}
- {versions}

| Milliseconds | median | p95 | tries |
| --- | ---: | ---: | ---: |
{rows}

| Server memory, MB: after the first pages | after clicks and uploads |
| ---: | ---: |
{memory}

"In sight" is what the window shows; what lies below it is drawn after it.

{reading}
"""


def main() -> int:
    """Print the report; with --write, also put it into a file."""
    parser = argparse.ArgumentParser(description="Measure the dashboard in a real Chromium.")
    parser.add_argument("paths", nargs="*", type=Path, default=[SEEDS])
    parser.add_argument("--chart", default="topics", help="chart whose marks are clicked")
    parser.add_argument("--write", type=Path, help="page that the report is put into")
    arguments = parser.parse_args()
    report = measure(arguments.paths, arguments.chart)
    print(report)
    if arguments.write:
        write_section(arguments.write, "dashboard", report)
    return 0


if __name__ == "__main__":
    sys.exit(main())
