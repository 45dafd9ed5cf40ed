"""Decisions in tables: corrected values, the tables that follow, and the columns that say so."""

import gc
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import analyse, read_pasted
from analysis.corpus.store.serving import servable, tables_of_store
from analysis.lazywords import written
from analysis.packaging import csv_bytes, exports_of
from analysis.positions import Places, places_of
from analysis.reviewing import (
    ACCEPTED,
    CORRECTED,
    OPEN,
    REJECTED,
    Decision,
    Decisions,
    cells_of,
    correct,
    exported,
    reviewed,
    shared,
    sort_out,
    targets,
)
from analysis.reviewing.decisions import CHANGED, GONE, REREAD
from analysis.schema import REVIEW, TABLES, Tables
from analysis.selection import Selection
from tests.analysis.reviewing.review_samples import IDS, corrected, decision, row_of
from tests.analysis.reviewing.review_samples import TABLES as SAMPLE
from tests.stored import stored

TEXT = (
    "Norway will give Ukraine 5 billion dollars in military aid. "
    "The United States imposed tariffs of 15 percent on imports from Brazil. "
    "France pledged 4 billion euros to Ukraine in aid."
)


def named(*decisions: Decision) -> Decisions:
    return {one.target.figure_id: one for one in decisions}


def read() -> Tables:
    return analyse([read_pasted(TEXT, "Three figures")])


def change(tables: Tables, number: int, **entered: object) -> Tables:
    """Return ``tables`` with one correction of the figure at a place."""
    name = str(tables.figures["figure_id"].iloc[number])
    cells = cells_of(tables.figures.iloc[number].to_dict())
    found = correct(cells, cells, entered)
    assert found.corrections
    assert not found.faults
    made = Decision(targets(tables, [name])[name], CORRECTED, found.corrections)
    return reviewed(tables, {name: made})


def test_corrected_values_stand_in_the_columns_and_what_was_read_beside_them() -> None:
    one = corrected("min03", topic="energy", value="7", qualifier="exact", speaker="=Eve")
    rows = reviewed(SAMPLE, named(one)).figures.set_index("figure_id")
    row = rows.loc["min03"]
    assert (row["topic"], row["value"], row["low"], row["high"]) == ("energy", 7, 7, 7)
    before = cells_of(row_of("min03"))
    kept = json.loads(row["review_as_read"])
    assert kept["topic"] == before["topic"]
    assert set(kept) == {one.column for one in one.corrections}
    assert f"Topic: {before['topic']} → energy" in row["review_corrections"]
    assert (row["review"], row["reviewer"]) == ("corrected", "Ada")
    assert rows.drop(index="min03")["review"].unique().tolist() == [OPEN]
    untouched = SAMPLE.figures.set_index("figure_id").drop(index="min03")
    pd.testing.assert_frame_equal(rows.drop(index="min03")[untouched.columns], untouched)


def test_every_table_of_figures_says_what_was_decided() -> None:
    spent = str(SAMPLE.spending["figure_id"].iloc[0])
    decisions = named(decision(spent, REJECTED, "a year, not a sum"))
    frames = exported(reviewed(SAMPLE, decisions).frames(), decisions)
    for name, frame in frames.items():
        assert ("review" in frame) == ("figure_id" in TABLES[name])
    row = frames["spending"].set_index("figure_id").loc[spent]
    assert (row["review"], row["review_note"]) == (REJECTED, "a year, not a sum")
    assert list(frames["figures"].columns[-len(REVIEW) :]) == list(REVIEW)
    without = frames["pledges"][frames["pledges"]["figure_id"] == ""]
    assert len(without)
    assert set(without["review"]) == {""}


FOLLOW: dict[str, tuple[int, dict[str, object], Callable[[Tables], object], object]] = {
    "the number of a flow": (0, {"value": "6 bn"}, lambda t: t.flows["value"].iloc[0], 6e9),
    "the number of a pledge": (2, {"value": "5 bn"}, lambda t: t.pledges["value"].iloc[-1], 5e9),
    "another payer": (
        0,
        {"countries": "SWE;UKR"},
        lambda t: (*t.flows[["payer", "recipient"]].iloc[0], *t.spending["iso3"]),
        ("SWE", "UKR", "SWE", "FRA"),
    ),
    "no recipient": (0, {"countries": "NOR"}, lambda t: t.flows["payer"].tolist(), ["FRA"]),
    "no money any more": (
        0,
        {"kind": "percent", "currency": "", "currency_inferred": False},
        lambda t: (len(t.flows), t.spending["iso3"].tolist()),
        (1, ["FRA"]),
    ),
    "spending that was none": (
        0,
        {"topic": "energy"},
        lambda t: t.spending["iso3"].tolist(),
        ["FRA"],
    ),
    "a tariff's rate": (1, {"value": "20"}, lambda t: t.tariffs["rate"].tolist(), [20.0]),
    "no tariff": (1, {"topic": "trade"}, lambda t: len(t.tariffs), 0),
    "links": (
        0,
        {"countries": "UKR;NOR;POL", "role": "recipient"},
        lambda t: t.figure_countries.head(3)[["iso3", "rank", "role"]].to_numpy().tolist(),
        [["UKR", 1, "recipient"], ["NOR", 2, "payer"], ["POL", 3, "subject"]],
    ),
}


@pytest.mark.parametrize(("number", "entered", "found", "expected"), FOLLOW.values(), ids=FOLLOW)
def test_other_tables_follow(
    number: int, entered: dict[str, object], found: Callable[[Tables], object], expected: object
) -> None:
    tables = read()
    assert found(tables) != expected
    assert found(change(tables, number, **entered)) == expected


@pytest.mark.parametrize(("number", "entered"), [row[:2] for row in FOLLOW.values()], ids=FOLLOW)
def test_tables_keep_columns_dtypes_and_order(number: int, entered: dict[str, object]) -> None:
    tables = read()
    after = change(tables, number, **entered)
    for name, frame in after.frames().items():
        assert list(frame.dtypes[: len(TABLES[name])]) == [
            kind for kind, _ in TABLES[name].values()
        ]
        assert list(frame.index) == list(range(len(frame)))
        if "figure_id" in frame and len(frame):
            places = [list(tables.figures["figure_id"]).index(i) for i in frame["figure_id"] if i]
            assert places == sorted(places)


NEW_WORDS: dict[str, object] = {
    "about": "winter package; Norway",
    "speaker": "=Eve",
    "topic": "energy",
    "counted": "old tank",
    "when_start": "2026-01-01",
    "when_end": "2026-12-31",
    "when_granularity": "year",
}


@pytest.mark.parametrize("mapped_from", [0, 100], ids=["mapped", "in memory"])
@pytest.mark.parametrize(
    ("number", "entered"), [(0, NEW_WORDS), *(row[:2] for row in FOLLOW.values())]
)
def test_the_tables_of_a_store_are_corrected_as_others_are(
    number: int, entered: dict[str, object], mapped_from: int, tmp_path: Path
) -> None:
    plain = read()
    store = servable(stored(plain, tmp_path / "store"))
    served = tables_of_store(store, tmp_path / "cache", mapped_from)
    ours, theirs = change(served, number, **entered), change(plain, number, **entered)
    for name, frame in ours.frames().items():
        pd.testing.assert_frame_equal(written(frame), getattr(theirs, name), check_dtype=False)
        for column in TABLES[name]:
            dtype = getattr(served, name)[column].dtype
            assert type(frame[column].dtype) is type(dtype), (name, column)
    for chosen in (Selection(search="WINTER"), Selection(topic=("energy",))):
        left, expected = (exports_of(chosen.apply(tables)) for tables in (ours, theirs))
        for name in left:
            assert csv_bytes(left[name], "machine") == csv_bytes(expected[name], "machine")


def test_a_claim_has_the_key_that_reading_it_so_would_have_given() -> None:
    tables = analyse([read_pasted("Norway gave $5 billion in aid.", "A")])
    other = analyse([read_pasted("Sweden gave $5 billion in aid.", "A")])
    assert tables.figures["claim_id"].iloc[0] != other.figures["claim_id"].iloc[0]
    after = change(tables, 0, countries="SWE")
    assert after.figures["claim_id"].iloc[0] == other.figures["claim_id"].iloc[0]


def test_the_facet_review_chooses_by_decision() -> None:
    decisions = named(decision("min00", ACCEPTED), decision("min01", REJECTED))
    tables = reviewed(SAMPLE, decisions)
    kept = Selection(review=("open", "accepted", "corrected")).apply(tables)
    assert set(IDS) - set(kept.figures["figure_id"]) == {"min01"}
    assert Selection(review=("rejected",)).apply(tables).figures["figure_id"].tolist() == ["min01"]
    assert len(Selection(review=("open",)).apply(SAMPLE).figures) == len(IDS)
    assert len(Selection(review=("accepted",)).apply(SAMPLE).figures) == 0


ENTERED = st.fixed_dictionaries(
    {},
    optional={
        "topic": st.sampled_from(["aid", "arms", "tariffs", "harbours"]),
        "status": st.sampled_from(["fact", "denied"]),
        "speaker": st.sampled_from(["", "=Eve", "Ada"]),
        "about": st.text(max_size=8),
    },
)


@given(st.lists(st.tuples(st.sampled_from(IDS), ENTERED), max_size=4))
def test_taking_decisions_back_gives_the_same_bytes(made: list[tuple[str, dict[str, str]]]) -> None:
    before = {
        name: csv_bytes(frame, "machine") for name, frame in exported(SAMPLE.frames(), {}).items()
    }
    decisions = named(*(corrected(name, **entered) for name, entered in made))
    exported(reviewed(SAMPLE, decisions).frames(), decisions)
    after = exported(reviewed(SAMPLE, {}).frames(), {})
    assert {name: csv_bytes(frame, "machine") for name, frame in after.items()} == before


def test_a_decision_is_never_applied_to_another_figure() -> None:
    tables = read()
    names = list(tables.figures["figure_id"])
    made = [Decision(target, ACCEPTED) for target in targets(tables, names).values()]
    assert len(sort_out(made, tables).fitting) == len(names)
    for other, reason in (
        (analyse([read_pasted(f"{TEXT} And so on.", "Three figures")]), CHANGED),
        (analyse([read_pasted("Nothing here.", "Another text")]), GONE),
        (change(tables, 0, topic="energy"), REREAD),
    ):
        found = sort_out(made, other)
        assert not set(found.fitting) & set(names[:1])
        assert (made[0], reason) in found.aside


def test_who_decides_the_same_shares_tables_as_long_as_anybody_has_them() -> None:
    tables, one = replace(SAMPLE), corrected(IDS[0], topic="energy")
    first = shared(tables, named(one))
    assert shared(tables, named(one)) is first
    assert shared(tables, named(decision(IDS[0], ACCEPTED))) is not first
    assert shared(replace(SAMPLE), named(one)) is not first
    known = places_of(tables).once("reviewed", dict)
    del first
    gc.collect()
    assert len(known) == 0


@pytest.mark.parametrize(("number", "entered"), [row[:2] for row in FOLLOW.values()], ids=FOLLOW)
def test_rows_stand_where_they_would_be_looked_up(number: int, entered: dict[str, object]) -> None:
    after = change(read(), number, **entered)
    known, fresh = places_of(after), Places(after)
    for of, column in (
        ("document_of", "doc_id"),
        ("sentence_of", "sentence"),
        ("figure_of", "figure_id"),
    ):
        for name in (name for name in TABLES if column in TABLES[name]):
            if (of, name) != ("figure_of", "figures"):
                here, there = getattr(known, of)[name], getattr(fresh, of)[name]
                assert here.tolist() == there.tolist(), (of, name)
    assert known.reading_order.tolist() == fresh.reading_order.tolist()
    assert known.lists("topics").codes.tolist() == fresh.lists("topics").codes.tolist()
    assert known.ranked("polarity").codes.tolist() == fresh.ranked("polarity").codes.tolist()
