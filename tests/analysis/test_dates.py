import tomllib
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.dates import find_whens, when_of
from analysis.dates.timespans import nearest_year, period_around, stepped
from analysis.figures import read_figures
from analysis.model import Document, Span, When
from tests.analysis.annotated import CASES
from tests.growth import grows_with_length

TABLE = tomllib.loads((CASES / "dates.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", TABLE["times"], ids=lambda case: case["text"])
def test_times_of_a_sentence(case) -> None:
    read = [
        [span.text(case["text"]), str(when.start or ""), str(when.end or ""), when.granularity]
        for span, when in find_whens(case["text"], case.get("published"))
    ]
    assert read == case["whens"]


@pytest.mark.parametrize("text", TABLE["no_times"]["texts"])
def test_what_is_no_time(text: str) -> None:
    assert find_whens(text, TABLE["no_times"]["published"]) == []


@pytest.mark.parametrize("text", TABLE["needs_publication"]["texts"])
def test_times_that_count_from_publication(text: str) -> None:
    assert [when for _, when in find_whens(text)] == [When()]
    [(_, when)] = find_whens(text, date(2025, 9, 5))
    assert when.start or when.end


@pytest.mark.parametrize("case", TABLE["nearest"], ids=lambda case: case["quote"])
def test_the_nearest_time_is_the_figures(case) -> None:
    start = case["text"].index(case["quote"])
    figure = Span(start, start + len(case["quote"]))
    assert when_of(figure, find_whens(case["text"]), case["text"]).end == case["end"]


@pytest.mark.parametrize("case", TABLE["figures"], ids=lambda case: case["text"])
def test_periods_and_times_of_figures(case) -> None:
    text = case["text"]
    figures = read_figures(Document("a", text, published=case.get("published"))).figures
    for quote, *expected in case["figures"]:
        start = text.index(quote)
        span = Span(start, start + len(quote))
        figure = next(figure for figure in figures if figure.span.overlaps(span))
        when = figure.when
        read = [str(when.start or ""), str(when.end or ""), when.granularity]
        assert [figure.quantity.period, *read] == expected


def test_a_time_far_off_is_not_the_figures() -> None:
    text = "In 2022 they met" + " and met" * 30 + " 4 men."
    assert when_of(Span(len(text) - 6, len(text) - 1), find_whens(text), text) == When()


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.sampled_from(["day", "week", "month"]))
def test_a_step_and_back_leads_home(start: date, unit: str) -> None:
    assert abs((stepped(stepped(start, 3, unit), -3, unit) - start).days) <= 3
    around = period_around(start, unit)
    assert around.start is not None
    assert around.end is not None
    assert around.start <= start <= around.end
    assert abs(nearest_year(start, 6) - start.year) <= 1


@given(st.text(), st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_no_text_raises_and_times_never_overlap(text: str, published: date | None) -> None:
    spans = [span for span, _ in find_whens(text, published)]
    assert all(a.end <= b.start for a, b in pairwise(spans))


WORDS = ("2024", "-", "to", "May", "5", "last", "next", "300", "years", "ago", "in", "Q3", "of")


@given(st.lists(st.sampled_from(WORDS)))
def test_no_row_of_date_words_raises(words: list[str]) -> None:
    find_whens(" ".join(words), date(2025, 9, 5))


def read(text: str) -> None:
    whens = find_whens(text, date(2025, 9, 5))
    for start in range(0, len(text), 40):
        when_of(Span(start, start + 3), whens, text)


@pytest.mark.parametrize("piece", ["in 2024 ", "2024-", "last May 5 ", "1,1,", "aaaa"])
def test_time_grows_with_the_text(piece: str) -> None:
    assert grows_with_length(read, piece, 5_000)
