"""Amounts in one currency: beside those of the text, with rate and day, the others as written."""

import json
import re
from datetime import date

import pandas as pd
import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from analysis.exchange import converted
from analysis.schema import CONVERSION, Tables
from analysis.selection import Selection
from analysis.summaries import amounts, amounts_on_one_scale
from dashboard.charts.numbers import MOST_DOTS
from dashboard.charts.onescale import in_words
from dashboard.session import texts
from tests.dashboard.drawn import SPECS, TABLES, Drawn, built, charts_on, marks
from tests.dashboard.test_app import opened, shown
from tests.dashboard.test_chart_numbers import many
from tests.dashboard.test_charts import strings

EUROS, DOLLARS = (converted(TABLES, currency) for currency in ("EUR", "USD"))
SCALES = pytest.mark.parametrize("tables", [EUROS, DOLLARS], ids=["EUR", "USD"])


def titles(chart: Drawn) -> list[str]:
    return [note.text for note in chart.figure.layout.annotations]


def words(chart: Drawn) -> list[str]:
    return [text for t in chart.figure.data if t.mode == "text" for text in t.text]


def hovers(chart: Drawn) -> dict[str, str]:
    return {
        name: text
        for t in chart.figure.data
        if t.customdata is not None
        for name, text in zip(t.customdata, t.hovertext, strict=True)
    }


def test_amounts_with_a_rate_stand_together_and_the_others_stay_as_written() -> None:
    rows = amounts_on_one_scale(EUROS)
    assert rows["currency"].tolist() == ["EUR"] * 8 + ["CHF", "RUB", "USD"]
    assert rows["unlike"].tolist() == [False] * 8 + [True] * 3
    assert rows["period"].tolist()[7:9] == ["per_month", "per_year"]
    assert sorted(rows["figure_id"]) == sorted(amounts(TABLES)["figure_id"])
    kept = rows[rows["unlike"]]
    assert kept["least"].equals(kept["least_written"])
    assert kept["most"].equals(kept["most_written"])


def test_the_amounts_are_the_rates_times_what_is_written() -> None:
    row = amounts_on_one_scale(DOLLARS).set_index("quote").loc["€40 billion to €44 billion"]
    assert (row["least_written"], row["most_written"]) == (4e10, 4.4e10)
    assert (row["least"], row["most"]) == (4e10 * row["rate"], 4.4e10 * row["rate"])


def test_no_converted_figures_are_no_amounts() -> None:
    assert amounts_on_one_scale(converted(Tables(), "EUR")).empty
    assert SPECS["amounts"].build(converted(Tables(), "EUR"), Selection()) is None


def test_one_panel_holds_what_was_in_several_currencies() -> None:
    chart = built("amounts", tables=EUROS)
    assert chart.title == "Amounts of money in euros"
    assert titles(chart) == ["<b>EUR</b>", "<b>Single figures</b>"]
    assert "<b>€77.3 bn</b>  (&#36;90 bn) American weapons, Ukraine" in words(chart)
    assert "<b>CHF 3 m a year</b>  (no rate) repairs, Switzerland" in words(chart)
    assert built("amounts", tables=DOLLARS).title == "Amounts of money in US dollars"


def test_rate_and_day_stand_in_hover_text_table_and_note() -> None:
    chart = built("amounts", tables=DOLLARS)
    hover = hovers(chart)["figure=min01"].replace("<br>", " ")
    assert "€800 bn as written; 1 EUR = 1.1646 USD on 2 Sep 2025 (ECB)" in hover
    assert "as written" not in hovers(chart)["figure=min05"]
    row = chart.twin.set_index("Quote").loc["€800 billion"]
    told = ("Amount", "As written", "Rate")
    rate = "1 EUR = 1.1646 USD on 2 Sep 2025 (ECB)"
    assert [row[name] for name in told] == ["~$932 bn", "~€800 bn", rate]
    assert "5 amounts converted at the rate of the text's day" in chart.note
    assert "1 Aug 2025 to 2 Sep 2025 (European Central Bank" in chart.note
    lost = "the text has no date (1) and no rate for RUB after 2022-03-01 (1)"
    assert f"2 amounts without a rate stand as written: {lost}." in chart.note
    assert lost in chart.alt


def test_without_any_rate_the_amounts_stay_and_the_chart_says_so() -> None:
    undated = TABLES.documents.assign(published=pd.NaT).astype({"published": "datetime64[s]"})
    figures = TABLES.figures[TABLES.figures["currency"] == "USD"]
    tables = converted(Tables(figures=figures, documents=undated), "EUR")
    chart = built("amounts", tables=tables)
    assert chart.title == "Amounts of money without a rate"
    assert titles(chart)[0] == "<b>USD, no rate</b>"
    assert "converted" not in chart.note


FACTS = {
    "$90 billion": "€77.3 bn; 1 USD = 0.85866 EUR on 2 Sep 2025 (ECB); currency inferred",
    "€1 trillion": "€1 tn; already in EUR",
    "400 billion roubles": "no rate for RUB after 2022-03-01",
    "CHF 3 million": "the text has no date",
    "30 governments": "",
}


@pytest.mark.parametrize(("quote", "said"), FACTS.items())
def test_the_reader_says_amount_and_rate(quote: str, said: str) -> None:
    assert in_words(EUROS.figures[EUROS.figures["quote"] == quote]) == said
    assert in_words(TABLES.figures[TABLES.figures["quote"] == quote]) == ""


@SCALES
def test_every_amount_keeps_its_mark(tables: Tables) -> None:
    assert sorted(map(str, marks(built("amounts", tables=tables)))) == sorted(
        map(str, marks(built("amounts")))
    )


@SCALES
def test_what_is_chosen_leaves_the_others_in_place(tables: Tables) -> None:
    chosen = Selection(figure=("min02",))
    assert marks(built("amounts", chosen, tables)) == marks(built("amounts", tables=tables))


@SCALES
def test_text_is_drawn_as_text(tables: Tables) -> None:
    drawn = json.loads(built("amounts", tables=tables).figure.to_json())
    bare = [re.sub("</?(?:b|u|br)>", "", word) for word in strings(drawn)]
    assert not [word for word in bare if "<" in word or word.count("$") > 1]


def test_bars_of_several_currencies_stand_for_none_of_them() -> None:
    bars = built("amounts", tables=converted(many(400), "EUR")).figure.data
    assert all(isinstance(trace, go.Bar) for trace in bars)
    assert sum(trace.y.sum() for trace in bars) > MOST_DOTS
    marked = [name for trace in bars if trace.customdata is not None for name in trace.customdata]
    assert set(marked) == {"currency=CHF", "currency=RUB", "currency=USD"}


@pytest.fixture
def samples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "shelf", lambda: texts.Shelf(TABLES))


@pytest.mark.usefixtures("samples")
def test_amounts_are_as_written_unless_it_is_asked_for() -> None:
    page = opened()
    assert page.radio(key="money").value == ""
    assert page.radio(key="money").options == ["As written", "In euros", "In US dollars"]
    assert not set(CONVERSION) & set(shown(page))


@pytest.mark.usefixtures("samples")
@pytest.mark.parametrize(("address", "code"), [("In euros", "EUR"), ("In US dollars", "USD")])
def test_an_address_asks_for_one_scale(address: str, code: str) -> None:
    page = opened({"money": [address]})
    assert page.radio(key="money").value == code
    assert title(page) == f"Amounts of money {address[0].lower()}{address[1:]}"
    table = shown(page)
    assert set(table["converted_currency"]) == {code, ""}
    assert set(TABLES.figures["currency"]) == set(table["currency"])
    assert {"converted_low", "converted_high", "rate", "rate_date", "rate_note"} <= set(table)
    days = set(table["rate_date"].dropna().dt.date)
    assert days == {date(2025, 8, 1), date(2025, 9, 2)}


@pytest.mark.usefixtures("samples")
@pytest.mark.parametrize("address", ["GBP", "EUR", "<b>", ""])
def test_an_address_cannot_ask_for_another_currency(address: str) -> None:
    page = opened({"money": [address]})
    assert title(page) == "Amounts of money as reported"


@pytest.mark.usefixtures("samples")
def test_the_scale_is_no_filter() -> None:
    page = opened({"topic": ["aid"]})
    page.radio(key="money").set_value("EUR").run()
    assert len(shown(page)) == 1
    page.button(key="clear_all").click().run()
    assert len(shown(page)) == len(TABLES.figures)
    assert page.radio(key="money").value == "EUR"
    page.radio(key="money").set_value("").run()
    assert not set(CONVERSION) & set(shown(page))


def title(page: AppTest) -> str:
    """Return the title of the chart of amounts."""
    return str(charts_on(page)["amounts"]["title"])


def test_a_shelf_is_converted_once() -> None:
    shelf = texts.Shelf(TABLES)
    assert shelf.on_scale("") is shelf
    assert shelf.on_scale("EUR") is shelf.on_scale("EUR")
    assert shelf.on_scale("EUR").tables.sentences is TABLES.sentences
