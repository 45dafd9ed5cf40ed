"""The page fits every screen, speaks to screen readers, and draws everything offline."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Guard, Open

WIDTHS = [(390, 844), (768, 1024), (1024, 768), (1440, 900)]
SCROLLS = """() => {
  const main = document.querySelector("[data-testid=stMain]");
  return [document.documentElement.scrollWidth - window.innerWidth,
          main.scrollWidth - main.clientWidth];
}"""


def test_nothing_scrolls_sideways(explore: Open) -> None:
    page = explore()
    for width, height in WIDTHS:
        page.page.set_viewport_size({"width": width, "height": height})
        page.settle()
        page_over, main_over = page.page.evaluate(SCROLLS)
        assert (width, page_over, main_over) == (width, 0, 0)


@pytest.mark.parametrize(
    "address",
    [
        *("money?tab=Money", "money?tab=Pledges", "money?tab=Tariffs"),
        *("tone", "compare", "review", "texts", "method"),
        *("method?method=How+often+it+is+right", "method?method=Every+column"),
    ],
)
def test_no_page_scrolls_sideways_on_a_phone(explore: Open, address: str) -> None:
    page = explore(address, width=390, height=844)
    assert page.page.evaluate(SCROLLS) == [0, 0]


def test_wide_tables_of_the_method_scroll_by_themselves(explore: Open) -> None:
    page = explore("method", width=390, height=844)
    for name in page.page.locator("[data-testid=stMain] [data-testid=stExpander] summary").all():
        name.click()
    page.settle()
    assert page.page.evaluate(SCROLLS) == [0, 0]
    over = """() => [...document.querySelectorAll("[data-testid=stMain] table")]
      .filter((table) => table.getBoundingClientRect().right > window.innerWidth).length"""
    assert page.page.evaluate(over) == 0


def test_a_request_to_another_machine_would_be_noticed(chromium: Browser, server: str) -> None:
    guard, context = Guard(), chromium.new_context()
    guard.watch(context)
    page = context.new_page()
    page.goto(f"{server}/_stcore/health")
    assert guard.outside == []
    with page.expect_event("pageerror"):
        page.evaluate("fetch('https://example.org/a').catch(() => null)")
        page.evaluate("setTimeout(() => { throw new Error('broken'); })")
    context.close()
    assert guard.outside == ["https://example.org/a"]
    assert guard.errors == ["broken"]


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_the_page_follows_the_colours_of_the_system(explore: Open, scheme: str, dark: bool) -> None:
    page = explore(scheme=scheme)
    colour = page.page.evaluate(
        "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    )
    numbers = [int(number) for number in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    assert (sum(numbers) < 200) is dark


def test_the_sidebar_is_folded_on_a_phone(explore: Open) -> None:
    page = explore(width=390, height=844)
    box = page.page.get_by_role("combobox", name="Country").bounding_box()
    assert box is None or box["x"] + box["width"] <= 0
    page_over, main_over = page.page.evaluate(SCROLLS)
    assert (page_over, main_over) == (0, 0)


def test_the_first_view_says_what_this_is_and_shows_charts(explore: Open) -> None:
    page = explore()
    assert page.page.get_by_role("heading", name="Newsfigures", level=1).is_visible()
    first = page.page.locator(".nf-chart").first.bounding_box()
    assert first is not None
    assert first["y"] < 450


def test_every_chart_has_a_name_for_screen_readers_and_a_table(explore: Open) -> None:
    page = explore()
    charts = page.page.locator(".nf-chart")
    assert charts.count() >= 6
    for chart in charts.all():
        assert chart.get_attribute("role") == "application"
        assert len(chart.get_attribute("aria-label") or "") > 20
    page.page.locator("[data-panel=topics] summary").click()
    page.settle()
    table = page.page.locator("[data-panel=topics] table")
    topics = [mark.partition("=")[2] for mark in page.marks("topics") or []]
    cells = table.locator("tbody tr td:first-child").all_inner_texts()
    assert sorted(cells) == sorted(topics)
    page.click("topics", f"topic={topics[0]}")
    expect(table.locator("caption")).to_be_visible()
    page.page.locator("[data-panel=topics] summary").click()
    page.settle()
    expect(table).to_have_count(0)


def test_the_count_is_announced(explore: Open) -> None:
    count = explore().page.locator(".nf-count")
    assert count.get_attribute("role") == "status"
    assert count.get_attribute("aria-live") == "polite"


def test_the_map_is_drawn_without_the_network(explore: Open) -> None:
    page = explore()
    shapes = page.page.locator("[data-chart=world] .choroplethlayer path")
    assert shapes.count() == len(page.marks("world") or [])
    assert shapes.count() > 5
    assert page.page.locator("[data-chart=world] .layer.land path").count() > 0


def test_nothing_fits_says_what_to_do(explore: Open) -> None:
    page = explore("?search=no+such+words")
    assert page.count()[0] == 0
    assert any("Take something out" in line for line in page.messages())
    assert page.page.locator(".nf-chart:visible").count() == 0
    page.press("clear_all")
    assert page.count()[0] == page.count()[1]
    assert page.page.locator(".nf-chart:visible").count() >= 6
    assert len(page.marks("topics") or []) > 5
