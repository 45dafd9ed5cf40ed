"""The page Texts: files of every kind in, described, removed, and taken along as one file."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.analysis.files import paragraph, pdf_file, word_file
from tests.browser.conftest import Open
from tests.browser.texts import ARTICLE, HOSTILE, HOSTILE_TITLE
from tests.browser.textspage import TextsPage

SPENT = "Norway will spend 40 million euros on harbours this year, its ministry said."
PAGE = (
    "<!doctype html><html><head><title>Harbour page</title></head><body><article>"
    f"<h1>Harbour page</h1><p>{SPENT}</p><p>{SPENT.replace('40', '55')}</p></article></body></html>"
)
TABLE = (
    "headline,day,body,visits\n"
    'Aid rises,2025-06-03,"France gave Ukraine 3 billion euros in aid.",900\n'
    'Tax <b>up</b>,2025-07-03,"Spain raised a tax by 2 percent.",7\n'
)
LEADER = "Rishi Sunak pledged $5 billion for harbours, and 12 boats."


def written(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


@pytest.fixture
def texts_page(explore: Open) -> TextsPage:
    return TextsPage(explore("texts").page)


FORMATS: dict[str, bytes] = {
    "plain.txt": SPENT.replace("40", "41").encode(),
    "marked.md": f"---\ntitle: Marked\n---\n{SPENT.replace('40', '42')}".encode(),
    "web.html": PAGE.encode(),
    "printed.pdf": pdf_file([SPENT.replace("40", "43")]),
    "typed.docx": word_file(paragraph(SPENT.replace("40", "44"))),
    "rows.jsonl": b'{"body": "Chad bought 45 boats.", "title": "Boats"}\n',
}


def test_every_kind_of_file_is_read_and_listed(texts_page: TextsPage, tmp_path: Path) -> None:
    before = texts_page.count()[1]
    texts_page.drop(*(written(tmp_path, name, content) for name, content in FORMATS.items()))
    assert texts_page.count()[1] == before + 6
    texts_page.page.get_by_role("button", name="Read 1 row").click()
    texts_page.settle()
    assert texts_page.count()[1] == before + 7
    mine = texts_page.page.locator(".nf-mine")
    assert mine.count() == 6
    assert {"Marked", "Harbour page", "Boats"} <= set(texts_page.titles())
    texts_page.page.locator("[class*=st-key-read_] button", has_text="Harbour page").click()
    texts_page.settle()
    expect(texts_page.reader().locator("mark.chosen")).to_contain_text("40 million euros")


def test_files_that_cannot_be_read_are_told_until_dismissed(
    texts_page: TextsPage, tmp_path: Path
) -> None:
    bad = [written(tmp_path, f"empty{number}.txt", b"") for number in range(3)]
    texts_page.drop(*bad, written(tmp_path, "broken.pdf", b"%PDF-1.7 broken"))
    for name in ("empty0.txt", "empty1.txt", "empty2.txt", "broken.pdf"):
        texts_page.expect_message(name)
    texts_page.page.get_by_label("Find a text").fill("market")
    texts_page.page.keyboard.press("Enter")
    texts_page.settle()
    assert texts_page.titles() == ["A week on the market"]
    texts_page.expect_message("broken.pdf")
    texts_page.press("dismiss_failures")
    assert not any("broken.pdf" in line for line in texts_page.messages())


def test_the_columns_of_a_table_are_asked_for(texts_page: TextsPage, tmp_path: Path) -> None:
    before = texts_page.count()[1]
    texts_page.drop(written(tmp_path, "news.csv", TABLE))
    form = texts_page.page.locator("[class*=st-key-mapping_1]").first
    table = form.locator(".nf-twin table")
    assert table.locator("th").all_inner_texts() == [
        "Text of the article (body)",
        "Title (headline)",
        "Date (day)",
        "visits: not read",
    ]
    assert "Tax <b>up</b>" in table.inner_text()
    form.get_by_role("button", name="Read 2 rows").click()
    texts_page.settle()
    assert texts_page.count() == (2, before + 2)
    assert texts_page.titles()[:2] == ["Tax <b>up</b>", "Aid rises"]
    expect(texts_page.entry("Aid rises")).to_contain_text("3 June 2025")
    expect(texts_page.entry("Aid rises")).to_contain_text("column 'day'")


def test_a_table_dropped_beside_the_charts_asks_there(explore: Open, tmp_path: Path) -> None:
    page = explore()
    before = page.count()[1]
    page.add(written(tmp_path, "news.csv", TABLE))
    page.page.get_by_role("button", name="Read 2 rows").click()
    page.page.wait_for_timeout(500)
    page.settle()
    assert page.count() == (2, before + 2)
    assert page.page.locator(".nf-chart").count() > 0


def test_a_date_that_is_written_resolves_leaders_and_rates(
    texts_page: TextsPage, tmp_path: Path
) -> None:
    texts_page.drop(written(tmp_path, "boats.txt", LEADER))
    texts_page.describe("boats", Date="3/5/2023")
    texts_page.expect_message("could be two days")
    texts_page.describe("boats", Title="Boats for harbours", Date="3 May 2023")
    entry = texts_page.entry("Boats for harbours")
    expect(entry).to_contain_text("3 May 2023")
    expect(entry).to_contain_text("edited by you")
    texts_page.page.get_by_text("In euros").click()
    texts_page.settle()
    entry.locator("[class*=st-key-read_] button").first.click()
    texts_page.settle()
    facts = texts_page.page.locator("dl.nf-facts")
    expect(facts).to_contain_text("United Kingdom")
    first = facts.inner_text()
    assert "3 May 2023" in first
    texts_page.describe("Boats for harbours", Date="2022-11-09")
    expect(facts).to_contain_text("9 Nov 2022")


def test_what_was_removed_can_be_had_back(texts_page: TextsPage, tmp_path: Path) -> None:
    before = texts_page.titles()
    files = [written(tmp_path, f"pier{n}.txt", f"Chad spent ${n} million.") for n in (2, 3)]
    texts_page.drop(*files)
    count = texts_page.count()[1]
    texts_page.act("pier2", "Remove")
    assert texts_page.titles() == ["pier3", *before]
    texts_page.press("undo_removal")
    assert texts_page.titles() == ["pier3", "pier2", *before]
    assert texts_page.count()[1] == count
    texts_page.press("remove_all")
    assert texts_page.titles() == before
    assert texts_page.chips() == []
    texts_page.press("undo_removal")
    assert texts_page.titles() == ["pier3", "pier2", *before]


def test_one_click_shows_a_text_alone_among_the_charts(
    texts_page: TextsPage, tmp_path: Path
) -> None:
    texts_page.drop(written(tmp_path, "islands.txt", ARTICLE))
    texts_page.act("A week on the market", "Show alone")
    texts_page.page.wait_for_function("location.pathname === '/'")
    texts_page.settle()
    assert texts_page.chips() == ["Text: A week on the market"]
    assert texts_page.query()["document"] == ["A week on the market"]
    assert texts_page.page.locator(".nf-chart").count() > 0


def test_a_text_without_figures_is_listed_and_can_be_read(
    texts_page: TextsPage, tmp_path: Path
) -> None:
    calm = "The delegates met. They spoke of the weather at length."
    texts_page.drop(written(tmp_path, "calm.txt", calm))
    expect(texts_page.entry("calm")).to_contain_text("no figure found")
    texts_page.entry("calm").locator("[class*=st-key-read_] button").first.click()
    texts_page.settle()
    assert "spoke of the weather" in texts_page.reader().inner_text()


def test_a_saved_session_opens_in_another_browser(
    texts_page: TextsPage, explore: Open, tmp_path: Path
) -> None:
    texts_page.drop(
        written(tmp_path, "boats.txt", LEADER), written(tmp_path, "hostile.txt", HOSTILE)
    )
    texts_page.describe("boats", Title="Boats <i>for</i> harbours", Date="2023-05-03")
    file = tmp_path / "session.zip"
    texts_page.save("Save 2 texts and the filters as one file", file)
    titles, count, chips = texts_page.titles(), texts_page.count(), texts_page.chips()
    other = TextsPage(explore("texts?kind=money").page)
    assert HOSTILE_TITLE not in other.titles()
    other.open_saved(file)
    assert other.titles() == titles
    assert other.count() == count
    assert sorted(other.chips()) == sorted(chips)
    expect(other.entry("Boats <i>for</i> harbours")).to_contain_text("3 May 2023")
    expect(other.entry("Boats <i>for</i> harbours")).to_contain_text("edited by you")


def test_a_file_that_is_no_session_is_refused(texts_page: TextsPage, tmp_path: Path) -> None:
    before = texts_page.titles()
    texts_page.open_saved(written(tmp_path, "mine.zip", b"PK\x03\x04 nothing"))
    texts_page.expect_message("mine.zip: this is no saved session")
    assert texts_page.titles() == before


def test_a_hundred_files_are_read_while_the_page_can_be_used(
    texts_page: TextsPage, tmp_path: Path
) -> None:
    before = texts_page.count()[1]
    article = " ".join(SPENT.replace("40", str(number)) for number in range(2, 60))
    files = [written(tmp_path, f"n{n}.txt", f"Report {n}\n\n{article}") for n in range(100)]
    page = texts_page.page
    texts_page.start_dropping(*files)
    bar = page.get_by_test_id("stProgress")
    expect(bar).to_contain_text(re.compile(r"[1-9]\d* texts? read, \d+ to go"))
    page.locator("[class*=st-key-read_] button", has_text="A week on the market").click()
    expect(texts_page.reader().locator("mark.chosen")).to_be_visible()
    expect(bar).to_be_visible()
    expect(bar).to_have_count(0)
    texts_page.settle()
    assert texts_page.count()[1] == before + 100 * 58
    assert texts_page.titles()[0] == "Report 99"


def test_reading_can_be_stopped_and_keeps_what_was_read(
    texts_page: TextsPage, tmp_path: Path
) -> None:
    article = " ".join(SPENT.replace("40", str(number)) for number in range(2, 90))
    files = [written(tmp_path, f"n{n}.txt", f"Report {n}\n\n{article}") for n in range(60)]
    page = texts_page.page
    texts_page.start_dropping(*files)
    bar = page.get_by_test_id("stProgress")
    expect(bar).to_contain_text(re.compile(r"[1-9]\d* texts? read, \d+ to go"))
    page.get_by_role("button", name="Stop and keep what was read").click()
    texts_page.expect_message("You stopped")
    texts_page.settle()
    assert 0 < page.locator(".nf-mine").count() < 60


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1440, 900)])
def test_it_fits_the_screen_and_says_who_sees_the_texts(
    texts_page: TextsPage, width: int, height: int, tmp_path: Path
) -> None:
    texts_page.page.set_viewport_size({"width": width, "height": height})
    texts_page.drop(written(tmp_path, "news.csv", TABLE), written(tmp_path, "h.txt", HOSTILE))
    over = texts_page.page.evaluate(
        "(() => { const m = document.querySelector('[data-testid=stMain]');"
        " return m.scrollWidth - m.clientWidth; })()"
    )
    assert over == 0
    assert texts_page.page.get_by_text("nobody else sees it").first.is_visible()
    assert texts_page.page.locator("img[src=x]").count() == 0
    small = texts_page.page.evaluate(
        "[...document.querySelectorAll('[class*=st-key-text_] button')]"
        ".filter((b) => b.checkVisibility())"
        ".map((b) => b.getBoundingClientRect().height).filter((height) => height < 24)"
    )
    assert small == []
