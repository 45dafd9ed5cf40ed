"""On the page Money a reader goes from marks and quotes to sentences and to files."""

import csv
import re
from pathlib import Path

import pytest

from tests.browser.conftest import Open
from tests.browser.explore import Explore

DOWNLOAD_ONE = re.compile(r"Download 1 of \d+ spending figures \(CSV\)")
SENTENCE = "Britain and Estonia confirmed that they would send ground troops."


def open_tab(page: Explore, name: str) -> None:
    """Press a tab of the page."""
    page.page.get_by_role("tab", name=name).click()
    page.settle()


def quote(page: Explore, words: str) -> None:
    """Press the quote that begins with ``words`` on a board."""
    page.page.locator("button.card", has_text=words).first.click()
    page.settle()


def chosen(page: Explore) -> str:
    """Return the words that the reader has marked as chosen, "" where none are."""
    found = page.reader().locator("mark.chosen")
    return str(found.first.inner_text()) if found.count() else ""


def sentence(page: Explore) -> str:
    """Return the sentence that the reader has marked."""
    return " ".join("".join(page.reader().locator(".sentence").all_inner_texts()).split())


def test_a_mark_filters_the_others_and_opens_its_sentence(explore: Open) -> None:
    page = explore("money")
    before = page.marks("spending")
    (mark,) = [mark for mark in page.marks("payments") or [] if mark in (before or [])]
    page.click("payments", mark)
    assert page.count()[0] == 1
    assert page.marks("spending") == before  # it chooses figures itself, so it keeps them all
    assert page.page.get_by_role("link", name=DOWNLOAD_ONE).count() == 1
    assert len(page.chips()) == 1
    assert list(page.query()) == ["figure"]
    assert chosen(page) == "€9 billion"
    page.click("payments", mark)
    assert (page.chips(), page.query(), page.marks("spending")) == ([], {}, before)


def test_only_the_open_tab_is_built_and_the_address_names_it(explore: Open) -> None:
    page = explore("money")
    assert page.marks("tariffs") is None
    open_tab(page, "Tariffs")
    assert page.query() == {"tab": ["Tariffs"]}
    assert page.marks("payments") is None
    assert len(page.marks("tariffs") or []) == 1
    page.page.reload()
    page.settle()
    assert len(page.marks("tariffs") or []) == 1


def test_filters_stay_when_the_tab_or_the_page_changes(explore: Open) -> None:
    page = explore("money?topic=tariffs&tab=Tariffs")
    count = page.count()
    open_tab(page, "Pledges")
    assert (page.count(), page.chips()) == (count, ["Topic: tariffs"])
    assert page.query() == {"topic": ["tariffs"], "tab": ["Pledges"]}
    page.page.get_by_role("link", name="Tone").click()
    page.settle()
    assert (page.count(), page.chips()) == (count, ["Topic: tariffs"])
    assert page.query()["topic"] == ["tariffs"]


@pytest.mark.parametrize("width", [1440, 390])
def test_a_quote_with_and_one_without_a_number_lead_to_their_sentence(
    explore: Open, width: int
) -> None:
    page = explore("money?tab=Pledges", width=width, height=844)
    quote(page, "Britain")
    assert sentence(page) == SENTENCE
    quote(page, "5,000 soldiers")
    assert chosen(page) == "5,000 soldiers"
    assert sentence(page).startswith("Poland pledged")


def test_a_quote_can_be_pressed_with_the_keyboard(explore: Open) -> None:
    page = explore("money?tab=Pledges")
    page.page.locator("button.card", has=page.page.get_by_text("Estonia", exact=True)).focus()
    page.page.keyboard.press("Enter")
    page.settle()
    assert sentence(page) == SENTENCE


def test_a_mark_of_the_pledges_filters_board_table_and_download(explore: Open) -> None:
    page = explore("money?tab=Pledges")
    before = page.page.locator("button.card").count()
    page.click("pledges", "country=EST&stage=confirmed")
    cards = page.page.locator("button.card")
    assert cards.count() == 1 < before
    file = page.download(f"Download 1 of {before} pledges (CSV)")
    with Path(file.path()).open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert [(row["iso3"], row["stage"]) for row in rows] == [("EST", "confirmed")]


def test_a_tariff_opens_its_sentence_and_its_file_holds_the_rows_on_screen(explore: Open) -> None:
    page = explore("money?tab=Tariffs")
    (mark,) = page.marks("tariffs") or []
    page.click("tariffs", mark)
    assert chosen(page) == "15 percent"
    file = page.download("Download 1 of 1 tariff (CSV)")
    with Path(file.path()).open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert [(row["imposer"], row["target"], row["state"]) for row in rows] == [
        ("USA", "BRA", "in force")
    ]


def test_words_of_a_text_are_no_markup_on_a_board(explore: Open, tmp_path: Path) -> None:
    page = explore("money?tab=Pledges")
    text = tmp_path / "hostile.txt"
    hostile = "<img src=x onerror=alert(1)> *stars*"
    text.write_text(f"Notes\n\nNorway pledged to send {hostile} 700 soldiers to Chad.\n", "utf-8")
    page.add(text)
    board = page.page.locator("#board")
    assert hostile in board.inner_text()
    assert board.locator("img").count() == 0


@pytest.mark.parametrize("tab", ["Money", "Pledges", "Tariffs"])
def test_nothing_runs_out_of_a_narrow_page(explore: Open, tab: str) -> None:
    page = explore(f"money?tab={tab}", width=390, height=844)
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 390
    small = page.page.locator("button.card").evaluate_all(
        "cards => cards.filter(c => c.getBoundingClientRect().height < 24).length"
    )
    assert small == 0


def test_two_sides_are_chosen_in_the_sidebar_and_stay_on_other_pages(explore: Open) -> None:
    page = explore("money?tab=Tariffs")
    page.page.get_by_role("combobox", name="From whom to whom").click()
    page.page.get_by_role("option", name="United States → Brazil").click()
    page.settle()
    page.page.keyboard.press("Escape")
    page.settle()
    assert page.chips() == ["From whom to whom: United States → Brazil"]
    assert page.query()["pair"] == ["United States → Brazil"]
    assert page.count()[0] == 1
    page.page.get_by_role("link", name="Explore").click()
    page.settle()
    assert (page.count()[0], page.rows()) == (1, 1)
    page.press("chip_pair_USA-BRA")
    assert page.chips() == []
