"""Amounts can be seen in one currency; the address keeps it, and no chart changes its place."""

import csv
from pathlib import Path

from playwright.sync_api import Locator

from tests.browser.conftest import Open
from tests.browser.explore import Explore

PLACES = """() => Object.fromEntries([...document.querySelectorAll("[data-panel]")].map(
  (panel) => [panel.dataset.panel, panel.getBoundingClientRect().left]))"""


def choose(page: Explore, words: str) -> None:
    """Press one of the choices for amounts of money."""
    page.page.locator("[data-testid=stSidebar]").get_by_text(words, exact=True).click()
    page.settle()


def title(page: Explore) -> str:
    return page.page.locator("[data-panel=amounts] h3").inner_text()


def note(page: Explore) -> Locator:
    return page.page.locator("[data-panel=amounts] .nf-note")


def test_amounts_on_one_scale_and_back(explore: Open) -> None:
    page = explore()
    marks, places, count = page.marks("amounts"), page.page.evaluate(PLACES), page.count()
    choose(page, "In euros")
    assert page.query() == {"money": ["In euros"]}
    assert title(page) == "Amounts of money in euros"
    assert "3 amounts converted" in note(page).inner_text()
    assert (page.marks("amounts"), page.page.evaluate(PLACES)) == (marks, places)
    assert (page.count(), page.chips()) == (count, [])
    choose(page, "As written")
    assert page.query() == {}
    assert title(page) == "Amounts of money as reported"


def test_a_mark_says_what_is_written_and_at_which_rate(explore: Open) -> None:
    page = explore("?money=In+euros&document=A+week+on+the+market")
    (mark,) = [mark for mark in page.marks("amounts") or [] if _is_trade(page, mark)]
    page.click("amounts", mark)
    assert page.count()[0] == 1
    page.press("clear_all")
    assert page.query() == {"money": ["In euros"]}
    assert title(page) == "Amounts of money in euros"


def _is_trade(page: Explore, mark: str) -> bool:
    page.point_at("amounts", mark)
    words = page.page.locator("[data-chart=amounts] .hoverlayer").text_content() or ""
    return "$550 bn as written; 1 USD = " in words and "11 Jul 2025 (ECB)" in words


def test_the_download_holds_both_amounts_and_the_rate(explore: Open) -> None:
    page = explore("?money=In+US+dollars&kind=money")
    shown, total = page.count()
    file = page.download(f"Download {shown} of {total} figures (CSV)")
    with Path(file.path()).open(newline="", encoding="utf-8") as lines:
        rows = {row["quote"]: row for row in csv.DictReader(lines)}
    assert len(rows) == shown
    told = ("value", "currency", "converted_currency", "rate_date", "rate_note")
    expected = ["40000000000", "EUR", "USD", "2025-06-03", ""]
    assert [rows["€40 billion"][name] for name in told] == expected
    row = rows["€40 billion"]
    assert float(row["converted_value"]) == round(float(row["value"]) * float(row["rate"]), 1)
    assert rows["$550 billion"]["rate_note"] == "already in USD; currency inferred"
