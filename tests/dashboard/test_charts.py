"""Every chart says what it shows, gives back what is clicked, and draws text as text."""

import json

import pandas as pd
import pytest

from analysis.schema import Tables
from analysis.selection import FACETS, Selection
from dashboard.charts import mark, picked
from tests.dashboard.drawn import SPECS, TABLES, built, lit, marks

SOME = {
    "amounts": Selection(figure=("min02",)),
    "rates": Selection(figure=("was00",)),
    "world": Selection(country=("FRA",)),
    "countries": Selection(country=("NATO",)),
    "topics": Selection(topic=("arms",)),
    "pledges": Selection(country=("FRA",), stage=("confirmed",)),
    "statuses": Selection(status=("denied",)),
    "tone": Selection(sentence=("harbour-talks:3",)),
    "payments": Selection(figure=("min05",)),
    "spending": Selection(figure=("min02",)),
    "promised": Selection(figure=("min08",)),
    "tariffs": Selection(figure=("was00",)),
    "claims": Selection(figure=("was01",)),
    "tone_along": Selection(sentence=("harbour-talks:3",)),
    "tone_words": Selection(sentence=("harbour-talks:3",)),
    "tone_documents": Selection(document=("harbour-talks",)),
    "tone_countries": Selection(country=("FRA",)),
    "tone_topics": Selection(topic=("cuts",)),
    "matrix": Selection(country=("USA",), topic=("tariffs",)),
}


def test_every_chart_is_tried() -> None:
    assert set(SOME) == set(SPECS)


@pytest.mark.parametrize("key", SPECS)
def test_a_chart_says_what_it_shows(key: str) -> None:
    chart = built(key)
    assert chart.title
    assert any(character.isdigit() for character in chart.alt) or key == "pledges"
    assert len(chart.twin) > 1
    assert all(name[0].isupper() and "_" not in name for name in chart.twin.columns)
    assert chart.figure.layout.title.text is None
    assert chart.figure.layout.height > 100


@pytest.mark.parametrize("key", SPECS)
def test_a_table_beside_a_chart_calls_things_as_all_tables_do(key: str) -> None:
    other = {"About", "Payer", "Recipient", "Says", "Speaker", "Status", "Imposer", "Target"}
    assert other.isdisjoint(built(key).twin.columns)


@pytest.mark.parametrize("key", [key for key in SPECS if key.startswith("tone")])
def test_moods_have_two_decimals(key: str) -> None:
    numbers = built(key).twin.select_dtypes("number")
    assert not numbers.empty
    pd.testing.assert_frame_equal(numbers, numbers.round(2))


@pytest.mark.parametrize("key", SPECS)
def test_marks_name_facets_that_the_chart_leaves_out_of_its_own_filter(key: str) -> None:
    for values in marks(built(key)):
        assert values
        assert set(values) <= set(SPECS[key].facets)


@pytest.mark.parametrize("key", SPECS)
def test_a_click_lights_its_marks_and_a_second_takes_it_back(key: str) -> None:
    for values in marks(built(key))[:3]:
        once = Selection().toggle(values)
        assert values in lit(built(key, once))
        assert once.toggle(values) == Selection()


@pytest.mark.parametrize("key", SPECS)
def test_what_is_chosen_stands_out_and_the_others_stay(key: str) -> None:
    before, after = built(key), built(key, SOME[key])
    assert marks(after) == marks(before)
    assert 0 < len(lit(after)) < len(lit(before))
    assert len(lit(before)) == len(marks(before))


@pytest.mark.parametrize("key", SPECS)
def test_the_same_tables_give_the_same_figure(key: str) -> None:
    assert built(key).figure.to_json() == built(key).figure.to_json()


@pytest.mark.parametrize("key", SPECS)
def test_nothing_to_show_is_no_chart(key: str) -> None:
    assert SPECS[key].build(Tables(), Selection()) is None


@pytest.mark.parametrize("key", SPECS)
def test_an_empty_filter_result_is_no_chart(key: str) -> None:
    chosen = Selection(document=("nowhere",))
    assert SPECS[key].build(chosen.apply(TABLES), chosen) is None


@pytest.mark.parametrize("key", SPECS)
def test_text_is_drawn_as_text(key: str) -> None:
    drawn = json.loads(built(key).figure.to_json())
    words = [word for word in strings(drawn) if not word.startswith(("figure=", "sentence="))]
    allowed = ("<b>", "</b>", "<br>", "<u>", "</u>")
    for word in words:
        bare = word
        for tag in allowed:
            bare = bare.replace(tag, "")
        assert "<" not in bare, word
        assert bare.count("$") < 2, word


def strings(node: object) -> list[str]:
    """Return every string in a tree of lists and dictionaries."""
    if isinstance(node, str):
        return [node]
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [word for child in children for word in strings(child)]


def test_hostile_words_are_shown_whole_in_hover_text() -> None:
    (trace,) = [
        t
        for t in built("amounts").figure.data
        if t.customdata is not None and "figure=the00" in list(t.customdata)
    ]
    text = dict(zip(trace.customdata, trace.hovertext, strict=True))["figure=the00"]
    assert "“&lt;b&gt;&#36;5 *million*&lt;/b&gt; 🎉”" in text


CLICKS = {
    "one facet": ("country=FRA", {"country": ("FRA",)}),
    "two facets": ("country=FRA&topic=aid", {"country": ("FRA",), "topic": ("aid",)}),
    "in a list": (["status=fact"], {"status": ("fact",)}),
    "no name": (None, {}),
    "a number": (7, {}),
    "an empty list": ([], {}),
    "another's facet": ("colour=red", {}),
    "no facet at all": ("<script>", {}),
}


@pytest.mark.parametrize(("customdata", "expected"), CLICKS.values(), ids=CLICKS)
def test_picked(customdata: object, expected: dict[str, tuple[str, ...]]) -> None:
    assert picked(customdata) == expected


@pytest.mark.parametrize("value", ["a & b=c", "100 %", "x+y", "é🎉", "=1;2", "letter: 1:3"])
@pytest.mark.parametrize("facet", FACETS)
def test_marks_give_every_value_back(facet: str, value: str) -> None:
    assert picked(mark(**{facet: value})) == {facet: (value,)}
