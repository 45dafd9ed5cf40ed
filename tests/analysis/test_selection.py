"""What a selection leaves of every table, and how clicks, URLs and words change and tell it."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from analysis.schema import TABLES, Tables
from analysis.selection import (
    FACETS,
    NAMES,
    NO_COUNTRY,
    TEXT_ITSELF,
    Selection,
    label,
    options,
    sentence_names,
    unanswered,
)
from tests.dashboard.sample_tables import HARBOUR, LETTER, TARIFFS, sample_tables

TABLES_ = sample_tables()
ALL_FIGURES = list(TABLES_.figures["figure_id"])

FIGURES_LEFT = {
    "nothing chosen": (Selection(), ALL_FIGURES),
    "any country of the figure": (
        Selection(country=("USA",)),
        ["min05", "was00", "was01", "was02", "was04"],
    ),
    "main countries only": (
        Selection(country=("USA",), main_only=True),
        ["was00", "was01", "was02"],
    ),
    "a bloc": (Selection(country=("NATO",)), ["min06", "was07"]),
    "no country named": (Selection(country=(NO_COUNTRY,)), ["min00", "min07", "was06"]),
    "values of a facet are alternatives": (
        Selection(country=("FRA", "JPN")),
        ["min03", "was04"],
    ),
    "facets narrow each other": (
        Selection(country=("USA",), topic=("arms",)),
        ["min05"],
    ),
    "a contradiction": (Selection(country=("FRA",), topic=("tariffs",)), []),
    "kind": (Selection(kind=("count",)), ["min00", "min07", "min08", "min09"]),
    "status": (Selection(status=("claimed", "denied")), ["was03", "was05"]),
    "a speaker": (Selection(speaker=("Mark Rutte",)), ["was07"]),
    "the text itself": (
        Selection(speaker=(TEXT_ITSELF,), document=(LETTER,)),
        ["the01", "the02"],
    ),
    "currency": (Selection(currency=("GBP", "RUB")), ["was03", "was05"]),
    "figures": (Selection(figure=("min02", "the02")), ["min02", "the02"]),
    "a document": (Selection(document=(LETTER,)), ["the00", "the01", "the02"]),
    "since a day": (Selection(since=date(2025, 9, 2)), ALL_FIGURES[:10]),
    "until a day": (Selection(until=date(2025, 9, 1)), ALL_FIGURES[10:18]),
    "search in sentences, any case": (Selection(search="mOSCOW"), ["was05"]),
    "search in quotes": (Selection(search="TRILLION"), ["min02"]),
    "search is literal": (Selection(search="*million*</b> 🎉"), ["the00"]),
    "a sentence": (Selection(sentence=("harbour-talks:10",)), ["min08", "min09"]),
    "a sentence without figures": (Selection(sentence=("harbour-talks:9",)), ALL_FIGURES),
    "with and without figures": (
        Selection(sentence=("harbour-talks:9", "tariff-week:0")),
        ["was00"],
    ),
    "a stage": (Selection(stage=("pledged",)), ["min07", "min09"]),
    "a stage of one country": (Selection(stage=("delivered",), country=("NOR",)), ["min08"]),
    "a stage that no figure states": (
        Selection(stage=("confirmed",), country=("FRA",)),
        ["min03"],
    ),
    "a name that does not exist": (Selection(document=("nowhere",)), []),
}


@pytest.mark.parametrize(("selection", "expected"), FIGURES_LEFT.values(), ids=FIGURES_LEFT)
def test_figures_left(selection: Selection, expected: list[str]) -> None:
    assert list(selection.apply(TABLES_).figures["figure_id"]) == expected


SENTENCES_LEFT = {
    "a country keeps the sentences that name it": (Selection(country=("FRA",)), {3, 8}),
    "a topic keeps its sentences": (Selection(topic=("troops",)), {7, 8, 9, 10}),
    "a filter of figures keeps whole texts": (Selection(currency=("EUR",)), set(range(13))),
    "also beside a country": (Selection(country=("FRA",), kind=("money",)), {3, 8}),
    "a figure keeps its text": (Selection(figure=("min02",)), set(range(13))),
    "search": (Selection(search="harbour"), set()),
    "search finds sentences without figures": (Selection(search="weather"), {12}),
    "no country named": (Selection(country=(NO_COUNTRY,)), {0, 7, 11, 12}),
    "a stage keeps the sentences it is said in": (Selection(stage=("refused",)), {9}),
    "one sentence": (Selection(sentence=("harbour-talks:11",)), {11}),
}


@pytest.mark.parametrize(("selection", "expected"), SENTENCES_LEFT.values(), ids=SENTENCES_LEFT)
def test_sentences_left(selection: Selection, expected: set[int]) -> None:
    left = replace(selection, document=(HARBOUR,)).apply(TABLES_).sentences
    assert set(left["sentence"]) == expected


PLEDGES_LEFT = {
    "stage": (Selection(stage=("confirmed",)), ["GBR", "FRA", "EST"]),
    "country and stage": (Selection(stage=("confirmed",), country=("FRA",)), ["FRA"]),
    "unnamed countries": (Selection(country=(NO_COUNTRY,)), ["", ""]),
    "topic of the sentence or of the figure": (Selection(topic=("arms",)), ["NOR"]),
    "a filter of figures": (Selection(currency=("EUR",)), []),
    "a figure": (Selection(figure=("min08",)), ["NOR"]),
    "nothing decided on": (Selection(review=("open",)), list(TABLES_.pledges["iso3"])),
    "nothing decided on, and more": (Selection(review=("open",), figure=("min08",)), ["NOR"]),
    "decided on": (Selection(review=("accepted", "rejected")), []),
    "a sentence": (Selection(sentence=("harbour-talks:9",)), ["ITA"]),
    "a sentence with figures but no pledge": (Selection(sentence=("harbour-talks:2",)), []),
    "a sentence with neither": (
        Selection(sentence=("harbour-talks:12",)),
        list(TABLES_.pledges["iso3"]),
    ),
    "search": (Selection(search="ground troops"), ["GBR", "FRA", "EST"]),
    "days": (Selection(until=date(2025, 9, 1)), []),
}


@pytest.mark.parametrize(("selection", "expected"), PLEDGES_LEFT.values(), ids=PLEDGES_LEFT)
def test_pledges_left(selection: Selection, expected: list[str]) -> None:
    assert list(selection.apply(TABLES_).pledges["iso3"]) == expected


ROWS_LEFT = {
    "views follow their figures": (
        Selection(topic=("arms",)),
        {"spending": 2, "flows": 1, "tariffs": 0, "figure_countries": 4, "documents": 1},
    ),
    "tariffs": (
        Selection(country=("BRA",)),
        {"tariffs": 1, "spending": 0, "mentions": 1, "sentences": 1, "documents": 1},
    ),
    "main countries leave one row a figure": (
        Selection(main_only=True),
        {"figure_countries": 18, "figures": 21, "documents": 3},
    ),
    "a text without a day is in no span": (Selection(since=date(1900, 1, 1)), {"documents": 2}),
    "a text without figures left is gone": (Selection(status=("denied",)), {"documents": 1}),
}


@pytest.mark.parametrize(("selection", "expected"), ROWS_LEFT.values(), ids=ROWS_LEFT)
def test_rows_left(selection: Selection, expected: dict[str, int]) -> None:
    left = {name: len(frame) for name, frame in selection.apply(TABLES_).frames().items()}
    assert {name: left[name] for name in expected} == expected


VALUES = options(TABLES_) | {
    "figure": tuple(TABLES_.figures["figure_id"]),
    "sentence": tuple(sentence_names(TABLES_.sentences)),
}
EVERY_VALUE = [
    Selection(**{facet: (value,)}) for facet, values in VALUES.items() for value in values
]


@pytest.mark.parametrize("selection", EVERY_VALUE, ids=lambda s: str(s.to_query()))
def test_every_option_leaves_something_and_tables_stay_consistent(selection: Selection) -> None:
    left = selection.apply(TABLES_)
    ids, texts = set(left.figures["figure_id"]), set(left.documents["doc_id"])
    assert len(left.figures) + len(left.sentences) + len(left.pledges)
    for name, frame in left.frames().items():
        assert frame.dtypes.equals(getattr(TABLES_, name).dtypes)
        assert "doc_id" not in frame or set(frame["doc_id"]) <= texts
        if "figure_id" in frame and name != "pledges":
            assert set(frame["figure_id"]) <= ids


def test_empty_tables_stay_empty() -> None:
    chosen = Selection(country=("FRA", NO_COUNTRY), search="x", stage=("pledged",), kind=("money",))
    left = replace(chosen, sentence=("a:1",), since=date(2025, 1, 1)).apply(Tables())
    assert {name: len(frame) for name, frame in left.frames().items()} == dict.fromkeys(TABLES, 0)


def test_no_selection_leaves_the_tables_as_they_are() -> None:
    assert Selection().apply(TABLES_) is TABLES_


def test_same_question_is_answered_once() -> None:
    assert Selection(kind=("money",)).apply(TABLES_) is Selection(kind=("money",)).apply(TABLES_)


def test_unanswered_names_what_no_figure_meets() -> None:
    assert unanswered(TABLES_, Selection(sentence=("harbour-talks:9",))) == ("sentence",)
    assert unanswered(TABLES_, Selection(stage=("refused",))) == ("stage",)
    assert unanswered(TABLES_, Selection(stage=("pledged",), kind=("age",))) == ()


TOGGLES = {
    "adds": (Selection(), {"topic": ["aid"]}, Selection(topic=("aid",))),
    "adds to others": (
        Selection(topic=("aid",)),
        {"topic": ["arms"]},
        Selection(topic=("aid", "arms")),
    ),
    "takes back": (
        Selection(topic=("aid", "arms")),
        {"topic": ["aid"]},
        Selection(topic=("arms",)),
    ),
    "a box adds what is missing": (
        Selection(figure=("a",)),
        {"figure": ["a", "b", "b"]},
        Selection(figure=("a", "b")),
    ),
    "a mark of two facets sets both": (
        Selection(country=("DEU",), kind=("money",)),
        {"country": ["FRA"], "topic": ["aid"]},
        Selection(country=("FRA",), topic=("aid",), kind=("money",)),
    ),
    "and clears both": (
        Selection(country=("FRA",), topic=("aid",), kind=("money",)),
        {"country": ["FRA"], "topic": ["aid"]},
        Selection(kind=("money",)),
    ),
    "a mark without a name changes nothing": (
        Selection(topic=("aid",)),
        {},
        Selection(topic=("aid",)),
    ),
}


@pytest.mark.parametrize(("before", "mark", "after"), TOGGLES.values(), ids=TOGGLES)
def test_toggle(before: Selection, mark: dict[str, list[str]], after: Selection) -> None:
    assert before.toggle(mark) == after


def test_toggle_refuses_what_is_no_facet() -> None:
    with pytest.raises(ValueError, match="no such facet: colour"):
        Selection().toggle({"colour": ["red"]})


FULL = Selection(
    country=("FRA", NO_COUNTRY),
    topic=("aid",),
    document=(LETTER,),
    kind=("money",),
    status=("fact",),
    speaker=(TEXT_ITSELF, "=the *mayor*"),
    currency=("EUR",),
    stage=("pledged",),
    figure=("min02",),
    sentence=(f"{LETTER}:1",),
    since=date(2025, 8, 1),
    until=date(2025, 9, 30),
    search="a & b",
    main_only=True,
)


def test_url_round_trip() -> None:
    assert Selection.from_query(FULL.to_query(), options(TABLES_)) == FULL
    assert Selection().to_query() == {}


def test_without_clears_what_it_names() -> None:
    assert FULL.without(*NAMES) == Selection()
    assert FULL.without("country").country == ()
    assert FULL.without("country", "search").topic == ("aid",)


URLS = {
    "unknown parameters": {"page": ["2"], "utm_source": ["x"]},
    "words that are not ours": {"topic": ["weather"], "kind": ["colour"], "status": [""]},
    "codes that no text has": {"country": ["ATA", "../../etc"], "currency": ["XXX"]},
    "days that do not exist": {"since": ["2025-13-40"], "until": ["tomorrow", "2025-01-01"]},
    "empty lists": {"country": [], "since": [], "search": []},
    "a switch set otherwise": {"main_only": ["yes"]},
}


@pytest.mark.parametrize("query", URLS.values(), ids=URLS)
def test_urls_that_name_nothing(query: dict[str, list[str]]) -> None:
    assert Selection.from_query(query, options(TABLES_)) == Selection()


def test_chips_say_every_choice_in_words() -> None:
    labels = [chip.label for chip in FULL.describe(TABLES_)]
    assert labels == [
        "Country: France",
        "Country: no country named",
        "Topic: aid",
        "Text: =A letter with $signs$ & <b>marks</b> 🎉",
        "Kind of figure: money",
        "How it stands: fact",
        "Who says so: the text itself",
        "Who says so: =the *mayor*",
        "Currency: EUR",
        "Pledge: pledged",
        "Figure: €1 trillion",
        "Sentence: 2 of =A letter with $signs$ & <b>marks</b> 🎉",
        "Since 1 Aug 2025",
        "Until 30 Sep 2025",
        "Contains “a & b”",
        "Main countries only",
    ]


def test_labels_of_names_that_do_not_exist() -> None:
    assert label("document", "nowhere", TABLES_) == "nowhere"
    assert label("sentence", "nowhere:x") == "x of nowhere"


def test_options_are_what_the_tables_hold() -> None:
    found = options(TABLES_)
    assert set(found) == set(FACETS) - {"figure", "sentence"}
    assert found["currency"] == ("CHF", "EUR", "GBP", "RUB", "USD")
    assert found["document"] == (HARBOUR, TARIFFS, LETTER)
    assert found["country"][0] == "BRA"
    assert found["country"][-1] == NO_COUNTRY
    assert {"ITA", "EST"} <= set(found["country"])
    assert found["speaker"][-1] == TEXT_ITSELF
    assert options(Tables()) == dict.fromkeys(found, ())


def many(copies: int) -> Tables:
    """Return the sample's figures many times over, with fresh names."""
    figures = pd.concat([TABLES_.figures] * copies, ignore_index=True)
    links = pd.concat([TABLES_.figure_countries] * copies, ignore_index=True)
    per = np.repeat(np.arange(copies).astype(str), len(TABLES_.figures))
    per_link = np.repeat(np.arange(copies).astype(str), len(TABLES_.figure_countries))
    return replace(
        TABLES_,
        figures=figures.assign(figure_id=figures["figure_id"] + pd.Series(per, dtype="str")),
        figure_countries=links.assign(
            figure_id=links["figure_id"] + pd.Series(per_link, dtype="str")
        ),
    )


def test_many_rows_are_filtered_alike() -> None:
    chosen = Selection(country=("USA",), topic=("tariffs",), status=("hypothetical",))
    assert len(chosen.apply(many(500)).figures) == 500 * len(chosen.apply(TABLES_).figures) == 1000
