"""The page Compare in a browser: pick texts, read what differs, open each quote, copy it."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks.server import serve
from tests.browser.compare import Compare
from tests.browser.conftest import Guard
from tests.browser.explore import PATIENCE, WATCH
from tests.browser.test_look import SCROLLS
from tests.dashboard.compared import EVENING_TITLE, MORNING_TITLE, TEXTS

VERSIONS = f"?compare={MORNING_TITLE.replace(' ', '+')}&compare={EVENING_TITLE.replace(' ', '+')}"
DIFFERENCES, CLAIMS = "differences_0", "claims_lines"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the four texts that share claims."""
    folder = tmp_path_factory.mktemp("compared")
    for name, (title, day, text) in TEXTS.items():
        head = f"---\ntitle: {title}\n" + (f"published: {day}\n" if day else "") + "---\n\n"
        (folder / f"{name}.md").write_text(head + text + "\n", encoding="utf-8")
    with serve([folder]) as running:
        yield running.url


@pytest.fixture
def guard() -> Iterator[Guard]:
    watching = Guard()
    yield watching
    assert watching.outside == []
    assert watching.errors == []


@pytest.fixture
def compare(chromium: Browser, address: str, guard: Guard) -> Iterator[Compare]:
    """Open the page on two versions of one article."""
    context = chromium.new_context(base_url=address, viewport={"width": 1440, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.set_default_timeout(PATIENCE)
    context.add_init_script(WATCH)
    guard.watch(context)
    view = Compare(context.new_page())
    view.visit(VERSIONS)
    yield view
    context.close()


def test_what_a_later_version_changes_stands_first(compare: Compare) -> None:
    assert compare.badges(DIFFERENCES) == ["changed"] * 4 + ["new"]
    first = compare.table(DIFFERENCES).first.inner_text()
    for words in ("€5 bn → €8 bn", "▲ up by €3 bn (+60.0%)", "€5 billion", "€8 billion"):
        assert words in first
    assert compare.page.get_by_role("cell", name="Spain's defence budget is €28 billion.").count()


def test_either_quote_opens_its_sentence_in_one_click(compare: Compare) -> None:
    for words, title in (("€5 billion", MORNING_TITLE), ("€8 billion", EVENING_TITLE)):
        compare.quote(DIFFERENCES, words).click()
        compare.settle()
        assert compare.chosen() == words
        assert compare.page.locator(".nf-text-title").inner_text() == title
        assert compare.quote(DIFFERENCES, words).get_attribute("aria-current") == "true"


def test_the_text_stays_beside_the_claims_that_lead_to_it(compare: Compare) -> None:
    quote = compare.quote(CLAIMS, "€30 billion")
    quote.scroll_into_view_if_needed()
    quote.click()
    compare.settle()
    box = compare.reader().bounding_box()
    assert compare.chosen() == "€30 billion"
    assert box is not None
    assert 0 < box["y"] < 900


def test_a_citation_is_copied_by_its_button(compare: Compare) -> None:
    compare.page.get_by_role("button", name="Copy citation of €8 billion").first.click()
    compare.page.get_by_text("Citation copied.").wait_for(state="attached")
    copied = compare.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"“€8 billion”, in: {EVENING_TITLE}. 4 March 2025. Sentence 1, ")


def test_a_quote_is_opened_with_the_keyboard(compare: Compare) -> None:
    quote = compare.quote(DIFFERENCES, "$40 million")
    quote.focus()
    compare.page.keyboard.press("Enter")
    opened = compare.page.locator(f".st-key-{DIFFERENCES} button.quote[aria-current]")
    opened.filter(has_text="$40 million").wait_for()
    compare.settle()
    assert compare.chosen() == "$40 million"
    held = compare.page.evaluate(
        """() => { let at = document.activeElement;
                   while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
                   return at.textContent; }"""
    )
    assert "$40 million" in held


def test_kinds_and_verdicts_filter_the_rows_and_the_address(compare: Compare) -> None:
    compare.toggle("changed")
    assert set(compare.badges(DIFFERENCES)) == {"new"}
    assert compare.badges(CLAIMS) == ["conflicting"] * 2 + ["repeated"] * 2
    compare.toggle("conflicting")
    assert compare.badges(CLAIMS) == ["repeated"] * 2
    assert "changed" not in compare.query()["difference"]
    compare.page.reload()
    compare.settle()
    assert compare.badges(CLAIMS) == ["repeated"] * 2
    assert set(compare.badges(DIFFERENCES)) == {"new"}


def test_a_mark_of_the_chart_leaves_its_claim_and_opens_its_sentence(compare: Compare) -> None:
    marks = compare.marks("claims") or []
    first = compare.quote(CLAIMS, "€20 billion").get_attribute("data-figure")
    (mark,) = (mark for mark in marks if mark.endswith(str(first).replace("@", "%40")))
    compare.click("claims", mark)
    assert compare.chosen() == "€20 billion"
    assert compare.badges(CLAIMS) == ["conflicting"]
    assert compare.marks("claims") != marks
    compare.clear("claims")
    assert compare.marks("claims") == marks


def test_the_files_hold_the_rows_on_screen(compare: Compare) -> None:
    for noun, key in (("differences", DIFFERENCES), ("claims", CLAIMS)):
        shown = compare.table(key).count()
        link = compare.page.get_by_role("link", name=re.compile(rf"\d {noun} \(CSV\)")).first
        assert f"Download {shown} of " in link.inner_text()
        with compare.page.expect_download() as coming:
            link.click()
        with Path(coming.value.path()).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == shown
    assert [row["verdict"] for row in rows] == compare.badges(CLAIMS)


def test_the_choice_of_texts_stays_when_the_reader_comes_back(compare: Compare) -> None:
    title = compare.page.get_by_role("heading", name=f"{MORNING_TITLE} → {EVENING_TITLE}")
    assert title.is_visible()
    for name in ("Explore", "Compare"):
        compare.page.get_by_role("link", name=name).click()
        compare.page.wait_for_url(
            "**/compare*" if name == "Compare" else lambda url: "compare?" not in url
        )
        compare.settle()
    assert title.is_visible()
    assert compare.query()["compare"] == [MORNING_TITLE, EVENING_TITLE]


def test_the_page_fits_a_phone_and_its_targets_a_finger(compare: Compare) -> None:
    compare.page.set_viewport_size({"width": 390, "height": 844})
    compare.settle()
    assert compare.page.evaluate(SCROLLS) == [0, 0]
    sizes = compare.page.locator(f".st-key-{DIFFERENCES} button").evaluate_all(
        "found => found.map((one) => one.getBoundingClientRect().height)"
    )
    assert min(sizes) >= 24
    compare.quote(DIFFERENCES, "€28 billion").click()
    compare.settle()
    strip = compare.page.locator("#strip")
    assert strip.is_visible()
    assert strip.locator("mark").inner_text() == "€28 billion"


def test_a_text_that_tries_to_be_markup_is_words(compare: Compare) -> None:
    words = compare.quote(DIFFERENCES, "€3 billion").inner_text()
    assert words.endswith("for roads a <b>scandal</b>.")
