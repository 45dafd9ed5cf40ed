"""The chart of claims draws each statement on its day, as exactly as it was made."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from analysis.comparing.verdicts import VERDICTS
from analysis.schema import Tables
from analysis.selection import Selection
from dashboard.charts import COMPARE
from dashboard.charts.claims import VERDICT_SIGNS, claims_along, shown_claims
from dashboard.charts.claims.along import MOST_CLAIMS
from tests.analysis.comparable import Row, figures_and_documents
from tests.dashboard.compared import compared_tables
from tests.dashboard.drawn import Drawn, drawn, lit, marks

TABLES = compared_tables()
EARLY, LATE = date(2025, 5, 2), date(2025, 6, 2)


def chart_of(rows: list[Row], selection: Selection | None = None) -> Drawn:
    figures, documents = figures_and_documents(rows)
    tables = Tables(documents=documents, figures=figures)
    return drawn(claims_along(tables, selection or Selection()))


def words(chart: Drawn) -> list[str]:
    """Return what is written in the chart, row by row."""
    texts = [trace.text for trace in chart.figure.data if trace.mode == "text"]
    return [text.replace("\u00a0", "") for trace in texts for text in trace]


def test_every_verdict_has_a_sign_of_its_own() -> None:
    assert list(VERDICT_SIGNS) == list(VERDICTS)
    assert len(set(VERDICT_SIGNS.values())) == len(VERDICTS)


def test_conflicts_come_first_with_their_sign_and_range() -> None:
    heads = [text for text in words(drawn(claims_along(TABLES, Selection()))) if "<b>" in text]
    assert heads[0].startswith("<b>≠ conflicting</b>  Spain's defence budget: €20 bn to €30 bn")
    assert heads[-1].startswith("<b>= repeated</b>")


def test_marks_stand_on_their_days_with_their_numbers() -> None:
    told: list[Row] = [
        {"value": 5e9, "doc_id": "a", "published": EARLY},
        {"value": 8e9, "doc_id": "b", "published": LATE},
    ]
    chart = chart_of(told)
    assert marks(chart) == [{"figure": ("a@0",)}, {"figure": ("b@1",)}]
    (dots,) = (trace for trace in chart.figure.data if trace.hoverinfo == "text")
    assert list(dots.x) == [0, 1]
    assert words(chart)[1:] == ["2 May 2025", "2 Jun 2025", "€5 bn", "€8 bn"]
    assert "1 conflicting" in chart.alt
    assert chart.twin["Day"].tolist() == ["2 May 2025", "2 Jun 2025"]


@pytest.mark.parametrize(
    ("row", "symbols", "label"),
    [
        ({"value": 5.0, "qualifier": "at_least"}, "triangle-right", "≥ €5"),
        ({"value": 5.0, "qualifier": "at_most"}, "triangle-left", "≤ €5"),
        ({"low": 4.0, "high": 9.0, "qualifier": "range"}, "line-ns", "€4–€9"),
    ],
)
def test_bounds_and_ranges_are_drawn_as_everywhere(row: Row, symbols: str, label: str) -> None:
    chart = chart_of([row, {"value": 7.0, "published": LATE}])
    (span,) = (
        trace
        for trace in chart.figure.data
        if trace.mode == "lines+markers" and trace.marker.symbol[1] == symbols
    )
    assert span.x[0] != span.x[1]
    assert label in words(chart)


def test_about_is_hollow_and_a_standing_has_its_symbol() -> None:
    told: list[Row] = [
        {"value": 5.0, "qualifier": "approx"},
        {"value": 5.0, "status": "pledged", "published": LATE},
    ]
    (dots,) = (trace for trace in chart_of(told).figure.data if trace.hoverinfo == "text")
    assert list(dots.marker.symbol) == ["circle-open", "diamond"]


def test_the_same_number_on_one_day_is_one_mark_for_both_figures() -> None:
    chart = chart_of([{"value": 5.0, "doc_id": "a"}, {"value": 5.0, "doc_id": "b"}])
    assert marks(chart) == [{"figure": ("a@0", "b@1")}]
    assert "€5 ×2" in words(chart)


def test_different_numbers_of_one_day_do_not_cover_each_other() -> None:
    chart = chart_of([{"value": value, "doc_id": "a"} for value in (5.0, 6.0, 7.0)])
    (dots,) = (trace for trace in chart.figure.data if trace.hoverinfo == "text")
    assert len(set(zip(dots.x, dots.y, strict=True))) == 3


def test_a_text_without_a_day_stands_apart_and_says_so() -> None:
    told: list[Row] = [
        {"value": 5.0, "doc_id": "a", "published": EARLY},
        {"value": 8.0, "doc_id": "b", "published": None},
    ]
    chart = chart_of(told)
    (dots,) = (trace for trace in chart.figure.data if trace.hoverinfo == "text")
    assert min(dots.x) < 0
    assert "no date" in words(chart)


def test_chosen_figures_leave_their_claim_and_light_their_mark() -> None:
    told: list[Row] = [
        *({"value": value, "claim_id": "x"} for value in (5.0, 8.0)),
        *({"value": 3.0, "claim_id": "y", "doc_id": name} for name in ("d", "e")),
    ]
    chart = chart_of(told, Selection(figure=("c@1",)))
    assert marks(chart) == [{"figure": ("b@0",)}, {"figure": ("c@1",)}]
    assert lit(chart) == [{"figure": ("c@1",)}]


def test_the_verdicts_asked_for_are_shown() -> None:
    for verdict in ("conflicting", "repeated"):
        found = shown_claims(TABLES, Selection(), (verdict,))
        assert set(found["verdict"]) == {verdict}
        chart: Any = claims_along(TABLES, Selection(), (verdict,))
        assert set(chart.twin["Verdict"].str.partition(" ")[2]) == {verdict}


def test_many_claims_have_a_limit_that_is_told() -> None:
    told: list[Row] = [
        {"value": 5.0, "claim_id": str(n // 2)} for n in range(2 * (MOST_CLAIMS + 3))
    ]
    chart = chart_of(told)
    assert len(marks(chart)) == MOST_CLAIMS
    assert "3 more claims stand below" in chart.note


@pytest.mark.parametrize("tables", [Tables(), replace(TABLES, figures=TABLES.figures.head(1))])
def test_nothing_shared_is_no_chart(tables: Tables) -> None:
    assert claims_along(tables, Selection()) is None


def test_a_chosen_figure_without_a_claim_is_no_chart() -> None:
    chosen = Selection(figure=("nowhere@0",))
    assert claims_along(TABLES, chosen, ("apart",)) is None
    assert claims_along(Tables(), chosen) is None


def test_words_of_a_text_are_drawn_as_they_stand() -> None:
    told: list[Row] = [
        {"value": value, "about": "<b>$5</b> plan", "quote": "<i>x</i>", "countries": "DEU"}
        for value in (5.0, 8.0)
    ]
    chart = chart_of(told)
    drawn_words = " ".join(words(chart))
    assert "&lt;b&gt;&#36;5&lt;/b&gt; plan" in drawn_words
    (dots,) = (trace for trace in chart.figure.data if trace.hoverinfo == "text")
    assert "<i>" not in "".join(dots.hovertext)


def test_the_catalogue_has_the_chart() -> None:
    (spec,) = COMPARE
    chart = spec.build(TABLES, Selection())
    assert chart is not None
    assert chart.title == spec.title
    for values in marks(drawn(chart)):
        assert set(values) <= set(spec.facets)
