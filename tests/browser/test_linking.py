"""Clicks in one chart filter all the others, and everything can be taken back and shared."""

from tests.browser.conftest import Open

OTHERS = ("countries", "statuses", "amounts", "tone")


def test_a_click_filters_the_others_and_not_its_own_chart(explore: Open) -> None:
    page = explore()
    before = {chart: page.marks(chart) for chart in ("topics", *OTHERS)}
    everything = page.count()
    page.click("topics", "topic=tariffs")
    shown, total = page.count()
    assert 0 < shown < everything[0]
    assert total == everything[1]
    assert page.marks("topics") == before["topics"]
    assert page.marks("countries") != before["countries"]
    assert page.marks("amounts") != before["amounts"]
    assert page.query() == {"topic": ["tariffs"]}
    assert page.chips() == ["Topic: tariffs"]
    assert page.rows() == shown


def test_a_second_click_takes_the_first_back(explore: Open) -> None:
    page = explore()
    before, marks = page.count(), {chart: page.marks(chart) for chart in OTHERS}
    page.click("topics", "topic=tariffs")
    assert page.count() != before
    page.click("topics", "topic=tariffs")
    assert page.count() == before
    assert {chart: page.marks(chart) for chart in OTHERS} == marks
    assert page.query() == {}


def test_buttons_take_a_click_back_and_it_can_be_made_again(explore: Open) -> None:
    page = explore()
    before = page.count()
    ways = (
        lambda: page.clear("topics"),
        lambda: page.press("clear_all"),
        lambda: page.press("chip_topic_tariffs"),
    )
    for number, go_back in enumerate(ways):
        page.click("topics", "topic=tariffs")
        assert page.query() == {"topic": ["tariffs"]}, number
        go_back()
        assert (page.count(), page.chips()) == (before, []), number


CLICKS = [
    ("countries", "country=JPN", {"country": ["Japan"]}),
    ("world", "country=BRA", {"country": ["Brazil"]}),
    ("statuses", "status=denied", {"status": ["denied"]}),
    ("matrix", "country=BRA&topic=tariffs", {"country": ["Brazil"], "topic": ["tariffs"]}),
    ("pledges", "country=EST&stage=confirmed", {"country": ["Estonia"], "stage": ["confirmed"]}),
]


def test_every_chart_chooses_and_takes_back(explore: Open) -> None:
    page = explore()
    before = page.count()
    for chart, mark, query in CLICKS:
        page.click(chart, mark)
        assert page.query() == query, chart
        page.click(chart, mark)
        assert (page.query(), page.count()) == ({}, before), chart


def test_a_finger_chooses_and_takes_back(explore: Open) -> None:
    page = explore(width=390, height=844, touch=True)
    before = page.count()
    for chart, mark, query in CLICKS[:1] + CLICKS[3:]:
        page.tap(chart, mark)
        assert page.query() == query, chart
        page.tap(chart, mark)
        assert (page.query(), page.count()) == ({}, before), chart


def test_choices_in_several_charts_narrow_each_other(explore: Open) -> None:
    page = explore()
    page.click("countries", "country=JPN")
    japan = page.count()[0]
    page.click("topics", "topic=trade")
    assert 0 < page.count()[0] < japan
    assert page.query() == {"country": ["Japan"], "topic": ["trade"]}
    page.clear("countries")
    assert page.query() == {"topic": ["trade"]}


def test_two_clicks_at_once_leave_page_and_address_in_step(explore: Open) -> None:
    page = explore()
    before = page.count()
    place = page.point_at("topics", "topic=tariffs")
    page.page.mouse.dblclick(*place)
    page.page.wait_for_timeout(1_000)
    page.settle()
    chosen = page.query().get("topic", [])
    assert page.chips() == [f"Topic: {topic}" for topic in chosen]
    assert (page.count() == before) == (not chosen)
    page.visit(f"?{'&'.join(f'topic={topic}' for topic in chosen)}")
    assert page.chips() == [f"Topic: {topic}" for topic in chosen]


def test_reload_back_and_forward_restore_what_was_chosen(explore: Open) -> None:
    page = explore()
    everything = page.count()
    page.click("topics", "topic=tariffs")
    tariffs = page.count()
    page.click("countries", "country=BRA")
    both = page.query()
    page.page.reload()
    page.settle()
    assert page.query() == both
    assert page.chips() == ["Country: Brazil", "Topic: tariffs"]
    page.page.go_back()
    page.settle()
    assert (page.count(), page.query()) == (tariffs, {"topic": ["tariffs"]})
    page.page.go_back()
    page.settle()
    assert (page.count(), page.chips()) == (everything, [])
    page.page.go_forward()
    page.settle()
    assert (page.count(), page.chips()) == (tariffs, ["Topic: tariffs"])


def test_a_shared_address_shows_the_same_to_somebody_else(explore: Open) -> None:
    mine = explore()
    mine.click("amounts", _first_amount(mine.marks("amounts")))
    theirs = explore(mine.page.url.rpartition("/")[2])
    assert theirs.count() == mine.count() == (1, mine.count()[1])
    assert theirs.chips() == mine.chips()
    assert theirs.reader().inner_text() == mine.reader().inner_text()


def _first_amount(marks: list[str] | None) -> str:
    return (marks or [])[0]


def test_an_address_with_unknown_values_still_opens(explore: Open) -> None:
    page = explore("?country=Atlantis&topic=tariffs&since=soon&figure=nobody&sentence=x&utm=1")
    assert page.chips() == ["Topic: tariffs"]
    assert page.page.locator("[data-testid=stException]").count() == 0


def test_a_widget_of_the_sidebar_does_what_a_click_does(explore: Open) -> None:
    page = explore()
    page.click("topics", "topic=tariffs")
    clicked = page.count()
    page.press("clear_all")
    box = page.page.get_by_role("combobox", name="Topic")
    box.click()
    page.page.get_by_role("option", name="tariffs").click()
    page.settle()
    assert page.count() == clicked
    assert page.query() == {"topic": ["tariffs"]}


def test_words_in_the_sentence_are_searched(explore: Open) -> None:
    page = explore()
    page.page.get_by_label("Words in the sentence").fill("billion")
    page.page.keyboard.press("Enter")
    page.settle()
    assert 0 < page.count()[0] < page.count()[1]
    assert page.query() == {"search": ["billion"]}
