"""Files in a real browser: each holds what its link says; the report opens without a network."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Guard, Open
from tests.browser.explore import PATIENCE, WATCH, Explore

LINK = re.compile(
    r"Download (?:the report of )?(?P<shown>[\d,]+) of (?P<total>[\d,]+) (?P<noun>.+)"
)
DRAWN = "html[data-drawn]"


def counts(label: str) -> tuple[int, int]:
    found = LINK.fullmatch(label)
    assert found is not None
    return int(found["shown"].replace(",", "")), int(found["total"].replace(",", ""))


def rows(path: Path) -> int:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sum(1 for _ in csv.reader(file)) - 1


@pytest.mark.parametrize(
    "query", ["", "?topic=tariffs", "?country=Japan&kind=money&money=In+euros"]
)
def test_every_file_holds_the_rows_that_its_link_tells(explore: Open, query: str) -> None:
    page = explore(query)
    labels = page.files()
    tables = [label for label in labels if label.endswith(("(CSV)", "(Excel)"))]
    assert len(tables) == 20
    for label in tables:
        assert rows(Path(page.download(label).path())) == counts(label)[0], label
    assert counts(tables[0]) == page.count()
    package = zipfile.ZipFile(page.download(labels[1]).path())
    every = [len(package.read(name).splitlines()) for name in package.namelist()]
    assert len(every) == 13
    assert counts(labels[1])[0] == sum(counts(label)[0] for label in tables[::2])


def test_a_link_holds_what_it_says_when_the_filter_changes_under_it(explore: Open) -> None:
    page = explore()
    link = page.page.locator("a.nf-download").first
    label, address = link.inner_text().strip(), link.get_attribute("href")
    assert address is not None
    page.click("topics", "topic=tariffs")
    assert page.page.locator("a.nf-download").first.inner_text().strip() != label
    answer = page.page.request.get(address)
    assert answer.status == 200
    lines = csv.reader(io.StringIO(answer.text(), newline=""))
    assert sum(1 for _ in lines) - 1 == counts(label)[0]


def test_an_address_of_nobody_is_refused_in_one_line(explore: Open) -> None:
    answer = explore().page.request.get("/take-away/nobody/figures.machine")
    assert answer.status == 404
    assert "Open the page again" in answer.text()
    assert answer.text().count("\n") == 1


def test_links_can_be_reached_and_pressed_by_keyboard(explore: Open) -> None:
    page = explore()
    page.files()
    page.page.locator(".nf-take a").first.focus()
    page.page.keyboard.press("Tab")
    with page.page.expect_download() as coming:
        page.page.keyboard.press("Enter")
    assert coming.value.suggested_filename.endswith(".zip")


@pytest.mark.parametrize("width", [1440, 390])
def test_links_are_large_enough_to_hit_and_within_the_screen(explore: Open, width: int) -> None:
    page = explore(width=width, height=900)
    page.files()
    for link in page.page.locator("a.nf-download").all():
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 24
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


@pytest.fixture(scope="module")
def report(chromium: Browser, server: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a report that was downloaded from the dashboard."""
    context = chromium.new_context(base_url=server)
    context.set_default_timeout(PATIENCE)
    context.add_init_script(WATCH)
    page = Explore(context.new_page())
    page.visit("?topic=tariffs")
    label = page.files()[0]
    target = tmp_path_factory.mktemp("report") / "report.html"
    page.download(label).save_as(target)
    context.close()
    said = int(label.split("about ")[1].split(" MB")[0])
    assert target.stat().st_size == pytest.approx(said * 1_000_000, rel=0.12)
    return target


@pytest.fixture(params=[(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")])
def opened(
    chromium: Browser, report: Path, request: pytest.FixtureRequest
) -> Iterator[tuple[Page, int]]:
    """Open the report from the disk with no network; fail on any request, error or refusal."""
    width, scheme = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True
    )
    context.set_default_timeout(PATIENCE)
    guard, requests, said = Guard(), [], []
    guard.watch(context)
    page = context.new_page()
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(report.as_uri())
    page.wait_for_selector(DRAWN)
    yield page, width
    context.close()
    assert requests == [report.as_uri()]
    assert (guard.errors, said) == ([], [])


def test_a_report_opens_without_a_network_and_draws(opened: tuple[Page, int]) -> None:
    page, width = opened
    charts, places = page.locator(".drawing"), page.locator("script[data-chart]").count()
    assert charts.count() == places >= 3
    for chart in charts.all():
        assert chart.locator(".main-svg").count()
        assert chart.locator(".cartesianlayer path.point, .cartesianlayer .point path").count()
    assert page.locator("svg.world .marked").count() >= 2
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    text = page.locator(".drawing text").first.evaluate("node => getComputedStyle(node).fill")
    assert text == page.evaluate("getComputedStyle(document.body).color")


def test_a_report_tells_numbers_under_the_pointer(opened: tuple[Page, int]) -> None:
    page, _ = opened
    bar = page.locator("#chart-countries .barlayer path").first
    bar.scroll_into_view_if_needed()
    bar.hover(force=True)
    page.wait_for_selector("#chart-countries .hoverlayer text")
    assert "figure" in (page.locator("#chart-countries .hoverlayer").text_content() or "")


def test_a_report_is_printed_in_dark_ink_on_paper(opened: tuple[Page, int]) -> None:
    page, _ = opened
    fill = "document.querySelector('.drawing text').style.fill"
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(fill) == "rgb(27, 37, 48)"
    assert page.locator(".drawing .main-svg").first.get_attribute("width") == "680"
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(fill) == page.evaluate("getComputedStyle(document.body).color")
