"""Which figures two texts share, and which of them changed, came or went."""

import tomllib
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import analyse, read_pasted
from analysis.comparing import (
    KINDS_OF_DIFFERENCE,
    alignment_of,
    differences,
    differences_along,
    in_order,
    sentence_changes,
)
from analysis.comparing.alignment import aligned
from analysis.comparing.pairing import CLAIM, SENTENCE
from analysis.schema import DIFFERENCES, SENTENCE_CHANGES, Columns, Tables
from tests.dashboard.sample_tables import sample_tables

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "differences.toml").read_text(encoding="utf-8")
)
DAYS = {"earlier": date(2025, 3, 3), "later": date(2025, 3, 9), "last": date(2025, 3, 12)}
TURNED = {"new": "dropped", "dropped": "new"}
TURNED_WAYS = {"up": "down", "down": "up", "narrower": "wider", "wider": "narrower"}


def read(**texts: str) -> Tables:
    """Return the tables of texts called earlier, later and last, each of its day."""
    return analyse(
        replace(read_pasted(text), doc_id=name, published=DAYS[name])
        for name, text in texts.items()
    )


def by_name(kind: str) -> "pytest.MarkDecorator":
    cases = CASES[kind]
    return pytest.mark.parametrize("case", cases, ids=[case["name"] for case in cases])


@by_name("pair")
def test_what_differs(case: dict[str, Any]) -> None:
    found = differences(read(earlier=case["earlier"], later=case["later"]), "earlier", "later")
    told = ["difference", "earlier_quote", "later_quote", "changed", "direction"]
    assert sorted(found[told].to_numpy().tolist()) == sorted(case["rows"])
    assert found["difference"].map(KINDS_OF_DIFFERENCE.index).is_monotonic_increasing


@by_name("pair")
def test_the_texts_turned_round(case: dict[str, Any]) -> None:
    tables = read(earlier=case["earlier"], later=case["later"])
    one, other = differences(tables, "earlier", "later"), differences(tables, "later", "earlier")
    told = ["difference", "reason", "matched_by", "changed", "direction", "by"]
    ids = ["earlier_figure_id", "later_figure_id"]
    turned = other.assign(
        difference=other["difference"].replace(TURNED),
        direction=other["direction"].replace(TURNED_WAYS),
        by=-other["by"],
        earlier_figure_id=other["later_figure_id"],
        later_figure_id=other["earlier_figure_id"],
    )
    pd.testing.assert_frame_equal(
        one[told + ids].sort_values(ids, ignore_index=True),
        turned[told + ids].sort_values(ids, ignore_index=True),
    )


def test_every_kind_of_difference_has_a_case() -> None:
    assert {row[0] for case in CASES["pair"] for row in case["rows"]} == set(KINDS_OF_DIFFERENCE)


def test_the_row_of_a_change() -> None:
    tables = read(
        earlier="Ireland's defence budget is €1.2 billion.",
        later="Ireland's defence budget is €1.5 billion.",
    )
    (row,) = differences(tables, "earlier", "later").to_dict("records")
    assert (row["by"], row["by_percent"]) == (300_000_000, 25.0)
    assert (row["matched_by"], row["country"], row["kind"]) == (SENTENCE, "IRL", "money")
    assert row["earlier_published"] == pd.Timestamp(DAYS["earlier"])
    assert row["later_published"] == pd.Timestamp(DAYS["later"])
    for side in ("earlier", "later"):
        text = tables.texts[row[f"{side}_doc_id"]]
        start, end = int(row[f"{side}_start"]), int(row[f"{side}_end"])
        assert text[start:end] == row[f"{side}_quote"]


def test_a_percentage_has_no_change_in_percent() -> None:
    tables = read(earlier="Prices in Peru rose by 2.4%.", later="Prices in Peru rose by 2.1%.")
    (row,) = differences(tables, "earlier", "later").to_dict("records")
    assert row["by"] == -0.3
    assert np.isnan(row["by_percent"])


@pytest.mark.parametrize(
    ("earlier", "later", "reason"),
    [
        (
            "Kenya's economy grew by 5.4 percent in 2023.",
            "Kenya's economy grew by 5.1 percent in 2024.",
            "the other text has it at another time",
        ),
        (
            "The school budget of Kenya is €5 million.",
            "The village school budget of Kenya is €3 million.",
            "the other text has it in other words",
        ),
        ("Kenya sold 40 boats.", "Peru has 12 museums.", ""),
    ],
)
def test_why_a_figure_has_no_partner(earlier: str, later: str, reason: str) -> None:
    found = differences(read(earlier=earlier, later=later), "earlier", "later")
    assert found["difference"].tolist() == ["new", "dropped"]
    assert set(found["reason"]) == {reason}


def test_three_texts_are_compared_one_after_the_other() -> None:
    told = "Ireland's defence budget is €{} billion."
    tables = read(last=told.format(3), earlier=told.format(1), later=told.format(2))
    found = differences_along(tables, ["last", "earlier", "later", "nobody"])
    pairs = found[["earlier_doc_id", "later_doc_id", "by"]].to_numpy().tolist()
    assert pairs == [["earlier", "later", 1e9], ["later", "last", 1e9]]
    assert differences_along(tables, ["last"]).empty


def test_the_order_of_texts() -> None:
    tables = read(last="A.", earlier="B.", later="C.")
    undated = tables.documents.assign(
        published=tables.documents["published"].where(tables.documents["doc_id"] != "later")
    )
    assert in_order(tables.documents, ["last", "later", "earlier"]) == ["earlier", "later", "last"]
    assert in_order(undated, ["later", "last", "last"]) == ["last", "later"]


@pytest.mark.parametrize(("earlier", "later"), [("b", "c"), ("c", "b"), ("b", "b")])
def test_texts_that_cannot_be_compared(earlier: str, later: str) -> None:
    (document,) = analyse([read_pasted("Nobody came.")]).documents["doc_id"]
    tables = analyse([read_pasted("Nobody came.")])
    names = [document if name == "b" else "nobody" for name in (earlier, later)]
    with pytest.raises(ValueError, match=r"no such text|with itself"):
        differences(tables, *names)


@pytest.mark.parametrize(
    ("frame", "columns"),
    [
        (differences(read(earlier="A.", later="B."), "earlier", "later"), DIFFERENCES),
        (differences_along(Tables(), []), DIFFERENCES),
        (differences(sample_tables(), "tariff-week", "harbour-talks"), DIFFERENCES),
        (sentence_changes(read(earlier="A.", later="A."), "earlier", "later"), SENTENCE_CHANGES),
        (sentence_changes(read(earlier="A.", later="B."), "earlier", "later"), SENTENCE_CHANGES),
    ],
    ids=["no figures", "no texts", "samples", "no changes", "changes"],
)
def test_columns_and_dtypes(frame: pd.DataFrame, columns: Columns) -> None:
    found = {name: str(dtype) for name, dtype in frame.dtypes.items()}
    assert found == {name: dtype for name, (dtype, _) in columns.items()}


@by_name("sentences")
def test_which_sentences_differ(case: dict[str, Any]) -> None:
    tables = read(earlier=case["earlier"], later=case["later"])
    found = sentence_changes(tables, "earlier", "later")
    told = found[["change", "earlier_text", "later_text"]].to_numpy().tolist()
    assert told == case["rows"]
    assert alignment_of(tables, "earlier", "later").one_article == case["one_article"]


WORDS = st.sampled_from(["Norway", "Peru", "sent", "paid", "for", "boats", "schools", "in", "aid"])
AMOUNTS = st.sampled_from(
    ["€5 billion", "€8 billion", "$5 billion", "at least 12 tanks", "12 tanks"]
)
SENTENCES = st.lists(st.one_of(WORDS, AMOUNTS), min_size=1, max_size=7).map(" ".join)
TEXTS = st.lists(SENTENCES, min_size=1, max_size=4).map(lambda parts: ". ".join(parts) + ".")


@settings(max_examples=25, deadline=None)
@given(TEXTS, TEXTS)
def test_every_figure_stands_in_one_row_and_turning_turns_new_and_dropped(
    earlier: str, later: str
) -> None:
    tables = read(earlier=earlier, later=later)
    one, other = differences(tables, "earlier", "later"), differences(tables, "later", "earlier")
    ids = [*one["earlier_figure_id"], *one["later_figure_id"]]
    assert sorted(name for name in ids if name) == sorted(tables.figures["figure_id"])
    both = (one["earlier_figure_id"] != "") & (one["later_figure_id"] != "")
    assert (one["difference"].isin(["changed", "same"]) == both).all()
    assert ((one["matched_by"] != "") == both).all()
    sides = ["earlier_figure_id", "later_figure_id"]
    there = set(zip(one["difference"], *(one[name] for name in sides), strict=True))
    back = other["difference"].replace(TURNED)
    assert there == set(zip(back, *(other[name] for name in reversed(sides)), strict=True))
    check_partners(one[both], tables)


def check_partners(pairs: pd.DataFrame, tables: Tables) -> None:
    """Partners have one kind, one unit (but for money) and one main country, where both name it."""
    told = ["kind", "unit", "claim_id", "countries"]
    figures = {row["figure_id"]: row for row in tables.figures.to_dict("records")}
    for row in pairs.to_dict("records"):
        sides = [figures[row[f"{side}_figure_id"]] for side in ("earlier", "later")]
        one, other = ({name: side[name] for name in told} for side in sides)
        countries = {str(of["countries"]).partition(";")[0] for of in (one, other)} - {""}
        assert len(countries) <= 1
        assert one["kind"] == other["kind"]
        assert one["kind"] == "money" or one["unit"] == other["unit"]
        assert row["matched_by"] != CLAIM or one["claim_id"] == other["claim_id"]


@settings(max_examples=20, deadline=None)
@given(TEXTS)
def test_a_text_told_again_changes_nothing(text: str) -> None:
    found = differences(read(earlier=text, later=text), "earlier", "later")
    assert set(found["difference"]) <= {"same", "repeat", "unmatched"}
    assert not found["direction"].any()


@given(st.lists(SENTENCES, max_size=6), st.lists(SENTENCES, max_size=6))
def test_a_sentence_has_one_partner(earlier: list[str], later: list[str]) -> None:
    found, turned = aligned(earlier, later), aligned(later, earlier)
    pairs = [*found.equal, *found.reworded]
    for side in (0, 1):
        assert max(Counter(pair[side] for pair in pairs).values(), default=0) <= 1
    assert sorted(pairs) == sorted((b, a) for a, b in (*turned.equal, *turned.reworded))
