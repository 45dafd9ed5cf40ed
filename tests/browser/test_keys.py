"""Charts can be used without a mouse, framed, and saved as pictures."""

from tests.browser.conftest import Open


def test_keys_go_from_mark_to_mark_and_choose(explore: Open) -> None:
    page = explore()
    topics = page.marks("topics") or []
    page.page.locator("[data-chart=topics]").focus()
    spoken = page.page.locator("[data-panel=topics] .nf-voice")
    page.page.keyboard.press("ArrowDown")
    first = spoken.inner_text()
    assert f"(1 of {len(topics)})" in first
    page.page.keyboard.press("ArrowDown")
    assert f"(2 of {len(topics)})" in spoken.inner_text()
    page.page.keyboard.press("ArrowUp")
    assert spoken.inner_text() == first
    page.page.keyboard.press("Enter")
    page.settle()
    assert page.query() == {"topic": [first.split(",")[0]]}
    page.page.keyboard.press("Enter")
    page.settle()
    assert page.query() == {}


def test_countries_of_the_map_are_spoken_and_chosen(explore: Open) -> None:
    page = explore()
    page.page.locator("[data-chart=world]").focus()
    page.page.keyboard.press("ArrowRight")
    name = page.page.locator("[data-panel=world] .nf-voice").inner_text().split(",")[0]
    page.page.keyboard.press("Enter")
    page.settle()
    assert page.query() == {"country": [name]}


def test_a_chart_is_saved_as_picture_and_as_drawing(explore: Open) -> None:
    page = explore()
    begins = {"PNG": b"\x89PNG", "SVG": b"<svg"}
    for chart in ("topics", "world"):
        title = page.page.locator(f"[data-panel={chart}] .nf-title").inner_text()
        for form, start in begins.items():
            with page.page.expect_download() as coming:
                page.page.locator(f"[data-panel={chart}] .nf-tools").get_by_text(form).click()
            assert coming.value.suggested_filename == f"newsfigures-{chart}.{form.lower()}"
            saved = coming.value.path().read_bytes()
            assert saved.startswith(start)
        assert title in saved.decode("utf-8")


def test_charts_keep_their_drawing_when_the_theme_changes(explore: Open) -> None:
    page = explore()
    label = page.page.locator("[data-chart=topics] .ytick text").first
    dark = "getComputedStyle(document.querySelector('[data-chart=topics] .ytick text')).fill"
    assert label.is_visible()
    assert page.page.evaluate(dark) == "rgb(27, 37, 48)"
    other = explore(scheme="dark")
    assert other.page.evaluate(dark) == "rgb(228, 232, 237)"
