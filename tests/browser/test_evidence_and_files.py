"""From a mark to its sentence; files in and out; texts that try to be markup."""

import csv
from pathlib import Path

from tests.browser.conftest import Open
from tests.browser.explore import Explore
from tests.browser.texts import ARTICLE, GERMAN, HOSTILE, HOSTILE_SENTENCE, HOSTILE_TITLE


def saved(page: Explore, button: str, encoding: str = "utf-8") -> list[dict[str, str]]:
    """Download a file and return its rows."""
    path = page.download(button).path()
    with Path(path).open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


def written(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return file


def chosen(page: Explore) -> str:
    return page.reader().locator("mark.chosen").inner_text()


def test_a_mark_opens_its_sentence_and_the_strip_shows_it(explore: Open) -> None:
    page = explore()
    (mark, *_) = page.marks("amounts") or []
    page.click("amounts", mark)
    assert page.count()[0] == 1
    quote = chosen(page)
    strip = page.page.locator("#strip")
    assert strip.is_visible()
    assert strip.locator("mark").inner_text() == quote
    strip.get_by_role("button", name="Read on").click()
    page.page.wait_for_timeout(1_000)
    page.settle()
    assert not strip.is_visible()
    assert page.reader().is_visible()


def test_all_figures_of_the_text_are_marked_and_can_be_stepped_through(explore: Open) -> None:
    page = explore("?document=A+week+on+the+market")
    marks = page.reader().locator("mark")
    assert marks.count() == page.count()[0]
    first = chosen(page)
    page.press("figure_after")
    second = chosen(page)
    assert second != first
    page.press("figure_before")
    assert chosen(page) == first
    marks.nth(3).click()
    page.settle()
    assert chosen(page) == marks.nth(3).inner_text()
    assert page.count()[0] == marks.count()


def test_the_chosen_figure_can_be_seen_without_scrolling_the_text(explore: Open) -> None:
    page = explore("?document=A+week+on+the+market")
    page.reader().locator("mark").last.click()
    page.settle()
    box, mark = page.reader().bounding_box(), page.reader().locator("mark.chosen").bounding_box()
    assert box is not None
    assert mark is not None
    assert box["y"] <= mark["y"] <= box["y"] + box["height"] - mark["height"]


def test_a_row_of_the_table_opens_its_sentence(explore: Open) -> None:
    page = explore("?document=A+week+on+the+market")
    table = page.page.locator("[class*=st-key-figures_] [data-testid=stDataFrame]")
    table.scroll_into_view_if_needed()
    before = page.count()
    table.click(position={"x": 18, "y": 35 * 3 + 17})
    page.settle()
    assert chosen(page) == page.reader().locator("mark").nth(2).inner_text()
    assert page.count() == before


def test_the_citation_is_ready_to_paste(explore: Open) -> None:
    page = explore("?document=A+week+on+the+market")
    page.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.page.get_by_role("button", name="Copy citation").click()
    page.page.get_by_text("Citation copied.").wait_for(state="attached")
    cited = page.page.evaluate("navigator.clipboard.readText()")
    assert cited == page.page.locator("#citation p").inner_text()
    assert chosen(page) in cited
    assert "A week on the market" in cited
    assert "Market Notes, 11 July 2025" in cited


def test_the_ways_to_copy_are_in_sight_without_hovering(explore: Open) -> None:
    page = explore("?document=A+week+on+the+market", touch=True)
    copy = page.page.get_by_role("button", name="Copy citation")
    assert copy.evaluate("button => button.checkVisibility({ opacityProperty: true })")
    # Streamlit's own download writes cells that a spreadsheet takes for formulas.
    assert not page.page.get_by_role("button", name="Download as CSV").is_visible()


def test_a_sentence_without_figures_is_opened_and_said_so(explore: Open) -> None:
    page = explore("?sentence=Sentence+6+of+Harbour+towns+count+the+cost+%C2%B7+harbour%3A5")
    assert page.count()[0] == page.count()[1]
    assert page.reader().locator(".sentence").inner_text() == "Nobody asked about the weather."
    assert any("No figure stands in the chosen sentence" in line for line in page.messages())


def test_a_file_holds_the_rows_on_screen_and_the_button_says_so(explore: Open) -> None:
    page = explore()
    for query in ("", "?country=Japan&kind=money", "?topic=tariffs"):
        page.visit(query)
        shown, total = page.count()
        rows = saved(page, f"Download {shown} of {total} figures (CSV)")
        assert len(rows) == shown == page.rows(), query
    assert {row["topic"] for row in rows} == {"tariffs"}


def test_the_name_of_a_file_says_what_and_when(explore: Open) -> None:
    page = explore("?topic=tariffs")
    shown, total = page.count()
    name = page.download(f"Download {shown} of {total} figures (CSV)").suggested_filename
    assert name.startswith("newsfigures-figures-20")
    assert name.endswith("-filtered.csv")


def test_an_upload_shows_its_figures_and_can_be_removed(explore: Open, tmp_path: Path) -> None:
    page = explore("?topic=tariffs")
    before = page.count()[1]
    page.add(written(tmp_path, "islands.txt", ARTICLE))
    shown, total = page.count()
    assert shown == total - before == 2
    assert page.chips() == ["Text: A budget for the islands"]
    assert page.reader().locator("mark").all_inner_texts() == ["€123 million", "6 percent"]
    page.page.get_by_role("button", name="Add texts").click()
    popover = page.page.get_by_test_id("stPopoverBody")
    popover.get_by_role("button", name="Remove A budget for the islands").click()
    page.settle()
    assert page.count() == (before, before)
    assert page.chips() == []


def test_a_pasted_text_shows_its_figures(explore: Open) -> None:
    page = explore()
    page.page.get_by_role("button", name="Add texts").click()
    page.page.get_by_label("Title").fill("Islands")
    page.page.get_by_label("Or paste an article").fill(ARTICLE)
    page.page.get_by_role("button", name="Read the pasted text").click()
    page.page.wait_for_timeout(500)
    page.settle()
    assert page.count()[0] == 2
    assert page.chips() == ["Text: Islands"]


UNREADABLE: list[tuple[str, str | bytes, str]] = [
    ("empty.txt", b"", "empty.txt: the file is empty"),
    ("noise.txt", bytes(range(256)) * 40, "noise.txt: this is not a text file"),
    ("german.txt", GERMAN, "german.txt: the text is in German"),
]


def test_files_that_cannot_be_read_are_named_with_the_reason(explore: Open, tmp_path: Path) -> None:
    page = explore()
    before = page.count()
    bad = [written(tmp_path, name, content) for name, content, _ in UNREADABLE]
    page.add(*bad, written(tmp_path, "islands.txt", ARTICLE))
    for _, _, said in UNREADABLE:
        assert any(said in line for line in page.messages()), said
    assert page.count() == (2, before[1] + 2)
    assert page.page.locator("[data-testid=stException]").count() == 0


def test_the_same_file_twice_is_there_once(explore: Open, tmp_path: Path) -> None:
    page = explore()
    file = written(tmp_path, "islands.txt", ARTICLE)
    page.add(file)
    once = page.count()
    page.add(file)
    assert page.count() == once
    assert any("already here" in line for line in page.messages())


def test_a_text_without_figures_can_be_read(explore: Open, tmp_path: Path) -> None:
    page = explore()
    page.add(
        written(tmp_path, "calm.txt", "The delegates met. They spoke of the weather at length.")
    )
    assert page.count()[0] == 0
    assert any("No figure was found" in line for line in page.messages())
    assert "spoke of the weather" in page.reader().inner_text()
    page.press("clear_all")
    assert page.count()[0] == page.count()[1] > 0


def test_many_files_at_once_leave_the_charts_in_sight(explore: Open, tmp_path: Path) -> None:
    page = explore()
    text = "Tuvalu spent ${} million on sea walls, its ministry said."
    page.add(*(written(tmp_path, f"wall{n}.txt", text.format(n + 2)) for n in range(12)))
    assert page.chips() == ["Text: 12 chosen"]
    assert page.count()[0] == 12
    first = page.page.locator(".nf-chart").first.bounding_box()
    assert first is not None
    assert first["y"] < 450


def test_a_text_full_of_markup_is_shown_as_it_stands(explore: Open, tmp_path: Path) -> None:
    page = explore()
    page.add(written(tmp_path, "hostile.txt", HOSTILE))
    text = page.reader().inner_text()
    assert HOSTILE_SENTENCE in text
    assert HOSTILE_TITLE in page.page.locator(".nf-text-title").inner_text()
    assert page.chips() == [f"Text: {HOSTILE_TITLE}"[:47].rstrip() + "…"]
    assert page.page.locator("img[src=x]").count() == 0
    assert page.page.locator(".katex").count() == 0
    shown, total = page.count()
    for row in saved(page, f"Download {shown} of {total} figures (CSV)"):
        start, end = int(row["start"]), int(row["end"])
        assert HOSTILE[start:end] == row["quote"]


def test_a_cell_like_a_formula_is_disarmed_for_excel(explore: Open, tmp_path: Path) -> None:
    page = explore()
    page.add(written(tmp_path, "hostile.txt", HOSTILE))
    page.files()
    plain = saved(page, "texts (CSV)")
    excel = saved(page, "texts (Excel)", encoding="utf-8-sig")
    assert plain[0]["title"] == HOSTILE_TITLE
    assert excel[0]["title"] == f"'{HOSTILE_TITLE}"


def test_two_sessions_do_not_see_each_others_uploads(explore: Open, tmp_path: Path) -> None:
    mine, theirs = explore(), explore()
    before = theirs.count()
    mine.add(written(tmp_path, "islands.txt", ARTICLE))
    assert mine.count()[1] == before[1] + 2
    address = mine.page.url.rpartition("/")[2]
    theirs.visit(address)
    assert theirs.count() == before
    assert explore(address).count() == before
    assert "Iceland" not in theirs.page.content()


def test_topic_words_of_ones_own_change_this_session_alone(explore: Open, tmp_path: Path) -> None:
    mine, other = explore(), explore()
    words = written(tmp_path, "mine.toml", '[pledges_of_all_sorts]\n6 = ["pledge~", "promise~"]\n')
    mine.page.get_by_text("Topic words").click()
    mine.hand_in(mine.page.locator("input[type=file][accept*='.toml']"), words)
    mine.settle()
    shown, total = mine.count()
    rows = saved(mine, f"Download {shown} of {total} figures (CSV)")
    assert "pledges_of_all_sorts" in {row["topic"] for row in rows}
    other.visit("")
    rows = saved(other, f"Download {shown} of {total} figures (CSV)")
    assert "pledges_of_all_sorts" not in {row["topic"] for row in rows}
