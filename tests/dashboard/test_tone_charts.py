"""The charts of tone say how many sentences stand behind each mark, and how little it means."""

import numpy as np
import pandas as pd
import pytest

from analysis.schema import Tables
from analysis.selection import Selection
from dashboard import theme
from dashboard.charts import TONE, mark, picked
from dashboard.charts.tones import shares
from dashboard.charts.tones.along import MOST_TEXTS
from dashboard.charts.tones.reading import FEW, WARNING
from dashboard.charts.tones.words import MOST_LINKED
from tests.dashboard.drawn import SPECS, TABLES, built, drawn, lit, marks

GROUPS = ["tone_documents", "tone_countries", "tone_topics"]


@pytest.mark.parametrize("key", ["tone", *(spec.key for spec in TONE)])
def test_the_limits_of_polarity_stand_under_every_chart_of_it(key: str) -> None:
    assert WARNING in built(key).note


def test_along_the_text_each_sentence_stands_in_both_panels() -> None:
    chart = built("tone_along", Selection(document=("harbour-talks",)))
    _, polarity, _, opinion = chart.figure.data
    assert list(polarity.customdata) == list(opinion.customdata)
    assert len(polarity.customdata) == 13
    assert polarity.y[0] == 0.5
    assert opinion.y[0] == 0.4
    scored = TABLES.sentences["scored"][:13].to_numpy()
    for trace in (polarity, opinion):
        assert list(trace.marker.symbol) == ["circle" if one else "circle-open" for one in scored]
        assert set(trace.y[~scored]) == {0.0}
    assert "5 of 13 sentences" in chart.note


def test_texts_too_many_to_follow_are_drawn_as_one_mark_each() -> None:
    names = [f"text {number}" for number in range(MOST_TEXTS + 1)]
    documents = pd.concat([TABLES.documents.head(1).assign(doc_id=n) for n in names])
    sentences = pd.concat([TABLES.sentences.head(13).assign(doc_id=n) for n in names])
    tables = Tables(documents=documents, sentences=sentences)
    assert SPECS["tone_along"].build(tables, Selection()) is None
    chart = drawn(SPECS["tone_documents"].build(tables, Selection()))
    assert {values["document"] for values in marks(chart)} == {(name,) for name in names}


@pytest.mark.parametrize("key", GROUPS)
def test_a_mark_has_its_number_and_is_hollow_where_that_is_small(key: str) -> None:
    chart = built(key)
    polarity, opinion = chart.figure.data
    numbers = [int(label.rpartition("·")[2]) for label in chart.figure.layout.yaxis.ticktext]
    assert numbers == chart.twin[chart.twin["Scored"] > 0]["Scored"].tolist()[::-1]
    for trace in (polarity, opinion):
        hollow = ["circle-open" if number < FEW else "circle" for number in numbers]
        assert list(trace.marker.symbol) == hollow
    assert f"hollow: fewer than {FEW}" in chart.note


@pytest.mark.parametrize("key", GROUPS)
def test_the_line_of_a_mark_is_its_middle_half(key: str) -> None:
    polarity = built(key).figure.data[0]
    assert (np.asarray(polarity.error_x.array) >= 0).all()
    assert (np.asarray(polarity.error_x.arrayminus) >= 0).all()


@pytest.mark.parametrize("key", GROUPS)
def test_one_group_is_drawn_only_where_it_is_chosen(key: str) -> None:
    (facet,) = SPECS[key].facets
    one = Selection(document=("tariff-week",), topic=("trade",), country=("JPN",))
    assert SPECS["tone_documents"].build(one.apply(TABLES), Selection()) is None
    value = picked(built(key).figure.data[0].customdata[0])[facet]
    rows = Selection(**{facet: value}).apply(TABLES)
    if SPECS[key].build(rows, Selection()) is None:
        assert SPECS[key].build(rows, Selection(**{facet: value})) is not None


def test_words_are_drawn_by_their_way_and_how_often_they_counted() -> None:
    chart = built("tone_words")
    (bars,) = chart.figure.data
    bars_told = zip(bars.x, bars.text, strict=True)
    told = dict(zip(chart.figure.layout.yaxis.ticktext, bars_told, strict=True))
    assert told["least −0.3 "] == (-2, "2")
    assert told["good +0.7 "] == (1, "1")
    colours = dict(zip(chart.figure.layout.yaxis.ticktext, bars.marker.color, strict=True))
    assert (colours["least −0.3 "], colours["good +0.7 "]) == (theme.NEGATIVE, theme.POSITIVE)


def test_a_word_stands_for_its_sentences() -> None:
    word = mark(sentence=["harbour-talks:10", "tariff-week:4"])
    assert picked(word) in marks(built("tone_words"))
    once = Selection().toggle(picked(word))
    assert picked(word) in lit(built("tone_words", once))
    assert list(once.apply(TABLES).sentences["driving_words"]) == ["least", "least"]


def test_a_word_of_many_sentences_stands_for_as_many_as_an_address_holds() -> None:
    sentences = pd.concat([TABLES.sentences.head(1).assign(sentence=n) for n in range(50)])
    chart = drawn(SPECS["tone_words"].build(Tables(sentences=sentences), Selection()))
    assert [len(values["sentence"]) for values in marks(chart)] == [MOST_LINKED]
    assert chart.figure.data[0].x.tolist() == [50]


def test_shares_hold_every_sentence_once() -> None:
    told = shares(TABLES.sentences)
    assert sum(told.values()) == len(TABLES.sentences)
    assert told["not scored"] == int((~TABLES.sentences["scored"]).sum())
