"""Colours can be told from both pages, and the page and the charts name the same ones."""

import tomllib
from pathlib import Path

import pytest

from analysis.model import STATUSES
from dashboard import theme


@pytest.mark.parametrize("colour", sorted({*theme.CATEGORICAL, theme.NEGATIVE, theme.POSITIVE}))
@pytest.mark.parametrize("page", [theme.LIGHT_PAGE, theme.DARK_PAGE])
def test_colours_stand_out_on_both_pages(colour: str, page: str) -> None:
    lighter, darker = sorted((luminance(colour), luminance(page)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 3


def test_text_in_marks_can_be_read() -> None:
    assert (luminance(theme.ON_MARK) + 0.05) / (luminance(theme.BLUE) + 0.05) >= 4.5


def test_the_page_names_the_same_colours() -> None:
    path = Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml"
    config = tomllib.loads(path.read_text(encoding="utf-8"))
    assert tuple(config["theme"]["chartCategoricalColors"]) == theme.CATEGORICAL
    assert config["theme"]["light"]["backgroundColor"] == theme.LIGHT_PAGE
    assert config["theme"]["dark"]["backgroundColor"] == theme.DARK_PAGE


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_status_has_a_standing_with_colour_and_symbol() -> None:
    assert set(theme.STANDING) == set(STATUSES)
    assert (
        set(theme.STANDING.values()) == set(theme.STANDING_COLOURS) == set(theme.STANDING_SYMBOLS)
    )


def test_the_page_knows_the_colours_that_charts_are_drawn_in() -> None:
    css = (Path(__file__).resolve().parents[2] / "dashboard/static/page.css").read_text("utf-8")
    for colour in (theme.TEXT, theme.LINE, theme.PANEL):
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        assert f"rgb({red}, {green}, {blue})" in css
