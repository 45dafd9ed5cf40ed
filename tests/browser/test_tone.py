"""On the page Tone a mark leads to its sentence or filters, and the words behind it are shown."""

from tests.browser.conftest import Open
from tests.browser.test_money import sentence

HAPPY = "It was a happy week for sailors."


def test_a_sentence_mark_opens_the_sentence(explore: Open) -> None:
    page = explore("tone?document=A+week+on+the+market")
    mark = next(mark for mark in page.marks("tone_along") or [] if mark.endswith("A6"))
    page.click("tone_along", mark)
    assert sentence(page) == HAPPY
    assert len(page.chips()) == 2
    assert len(page.marks("tone_along") or []) > 1


def test_marks_of_country_topic_and_text_filter_and_take_back(explore: Open) -> None:
    page = explore("tone")
    before = page.marks("tone_along")
    for chart, mark, query in (
        ("tone_countries", "country=JPN", {"country": ["Japan"]}),
        ("tone_topics", "topic=economy", {"topic": ["economy"]}),
        ("tone_documents", "document=market", {"document": ["A week on the market"]}),
    ):
        own = page.marks(chart)
        page.click(chart, mark)
        assert page.query() == query, chart
        assert page.marks(chart) == own, chart
        assert len(page.marks("tone_along") or []) < len(before or []), chart
        page.click(chart, mark)
        assert (page.query(), page.marks("tone_along")) == ({}, before), chart


def test_a_word_leads_to_the_sentences_that_it_moved(explore: Open) -> None:
    page = explore("tone")
    place = page.page.locator("[data-chart=tone_words] .yaxislayer-above text", has_text="happy")
    assert place.count() == 1
    mark = next(
        mark
        for mark in page.marks("tone_words") or []
        if mark.startswith("sentence=market") and mark.endswith("A6")
    )
    page.click("tone_words", mark)
    assert sentence(page) == HAPPY


def test_filters_of_another_page_hold_here(explore: Open) -> None:
    page = explore("?topic=tariffs")
    explored = page.count()
    page.page.get_by_role("link", name="Tone").click()
    page.settle()
    assert page.count() == explored
    assert page.chips() == ["Topic: tariffs"]


def test_nothing_runs_out_of_a_narrow_page(explore: Open) -> None:
    page = explore("tone", width=390, height=844)
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 390
