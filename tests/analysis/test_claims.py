"""Which claims repeat, which conflict, and which cannot be compared."""

from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import analyse, read_pasted
from analysis.comparing import claims, claims_of, claims_table, merged
from analysis.comparing.bounds import allowed_bounds
from analysis.comparing.verdicts import VERDICTS
from analysis.schema import CLAIMS, Tables
from analysis.selection import Selection
from tests.analysis.comparable import CASES, Row, figures_and_documents
from tests.dashboard.sample_tables import sample_tables
from tests.growth import seconds

EMPTY = claims_of(Tables())

VALUES = st.sampled_from([3.0, 5.0, 5.1, 8.0, 437.0, 437.42])
FIGURES = st.builds(
    lambda **told: told,
    value=VALUES,
    qualifier=st.sampled_from(["exact", "approx", "at_least", "at_most", "more_than"]),
    status=st.sampled_from(["fact", "claimed", "planned", "proposed", "denied", "hypothetical"]),
    claim_id=st.sampled_from(["x", "y"]),
    about=st.sampled_from(["package", "winter package"]),
    speaker=st.sampled_from(["", "the union"]),
    doc_id=st.sampled_from(["b", "c", "d"]),
    sentence=st.integers(0, 1),
)
"""Figures that share much, so that they agree, conflict and stay apart in every mixture."""


def by_name(kind: str) -> "pytest.MarkDecorator":
    cases = CASES[kind]
    return pytest.mark.parametrize("case", cases, ids=[case["name"] for case in cases])


@by_name("claim")
def test_verdict(case: dict[str, Any]) -> None:
    (row,) = claims_table(*figures_and_documents(case["rows"])).to_dict("records")
    assert row["verdict"] == case["verdict"]
    assert row["reason"].startswith(case.get("reason", ""))
    assert bool(row["reason"]) == (row["verdict"] != "single")
    assert row["figures"] == len(case["rows"])


def test_every_verdict_has_a_case() -> None:
    assert {case["verdict"] for case in CASES["claim"]} == set(VERDICTS)


def test_the_row_of_a_claim() -> None:
    told: list[Row] = [
        {"value": 8.0, "doc_id": "late", "published": pd.Timestamp("2025-06-01"), "quote": "€8"},
        {"value": 5.0, "doc_id": "early", "published": pd.Timestamp("2025-05-01")},
        {"value": 6.0, "qualifier": "at_least", "doc_id": "dayless", "published": None},
        {"value": 5.0, "doc_id": "early", "sentence": 3, "speaker": "Ada", "status": "claimed"},
    ]
    (row,) = claims_table(*figures_and_documents(told)).to_dict("records")
    assert row == {
        "claim_id": "x",
        "measure": "level",
        "verdict": "conflicting",
        "reason": "different numbers from different speakers",
        "figures": 4,
        "documents": 3,
        "first_seen": pd.Timestamp("2025-05-01"),
        "first_doc_id": "early",
        "last_seen": pd.Timestamp("2025-06-01"),
        "last_doc_id": "late",
        "least": 5.0,
        "most": 8.0,
        "quotes": "€5; €8",
        "kind": "money",
        "currency": "EUR",
        "unit": "",
        "period": "",
        "topic": "aid",
        "country": "DEU",
        "about": "package",
        "statuses": "fact;claimed",
        "speakers": "Ada",
        "figure_ids": "early@1;early@3;late@0;dayless@2",
    }


def test_texts_without_a_day_are_neither_first_nor_last() -> None:
    figures, documents = figures_and_documents([{"value": 5.0}, {"value": 5.0}])
    (row,) = claims_table(figures, documents.iloc[:0]).to_dict("records")
    assert pd.isna(row["first_seen"])
    assert pd.isna(row["last_seen"])
    assert (row["first_doc_id"], row["last_doc_id"], row["documents"]) == ("", "", 2)


def test_a_level_a_rise_and_the_level_before_are_rows_of_their_own() -> None:
    told: list[Row] = [
        {"value": 5.0, "step": "to"},
        {"value": 3.0, "step": "from"},
        {"value": 2.0, "change": "up"},
        {"value": 2.0, "change": "down"},
        {"value": 5.0},
    ]
    found = claims_table(*figures_and_documents(told))
    assert found[["verdict", "measure", "figures"]].to_numpy().tolist() == [
        ["repeated", "level", 2],
        ["single", "fall", 1],
        ["single", "level before", 1],
        ["single", "rise", 1],
    ]


def test_conflicts_come_first_and_what_most_texts_say() -> None:
    told: list[Row] = [
        {"value": 1.0, "claim_id": "alone"},
        *({"value": 2.0, "claim_id": "twice"} for _ in range(2)),
        *({"value": 2.0, "claim_id": "thrice"} for _ in range(3)),
        *({"value": value, "claim_id": "odd"} for value in (1.0, 2.0)),
    ]
    found = claims_table(*figures_and_documents(told))
    assert found["claim_id"].tolist() == ["odd", "thrice", "twice", "alone"]


def test_an_empty_table_has_the_same_columns_and_dtypes() -> None:
    full = claims_of(sample_tables())
    assert EMPTY.empty
    assert list(full) == list(EMPTY) == list(CLAIMS)
    assert full.dtypes.to_dict() == EMPTY.dtypes.to_dict()
    assert {name: str(dtype) for name, dtype in EMPTY.dtypes.items()} == {
        name: dtype for name, (dtype, _) in CLAIMS.items()
    }


def test_claims_of_a_selection_count_what_it_leaves() -> None:
    tables = sample_tables()
    left = Selection(kind=("money",)).apply(tables)
    found = claims_of(left)
    assert set(found["kind"]) == {"money"}
    assert found["figures"].sum() == len(left.figures)
    ids = found["figure_ids"].str.split(";").explode()
    assert sorted(ids) == sorted(left.figures["figure_id"])


SAYING = {
    "repeated": ["Norway will give Ukraine €5 billion.", "Norway will give Ukraine €5 billion."],
    "conflicting": [
        "The defence budget of Spain is €20 billion.",
        "The defence budget of Spain is €28 billion.",
    ],
    "series": [
        "In 2023 the defence budget of Spain was €20 billion.",
        "In 2024 the defence budget of Spain was €28 billion.",
    ],
    "apart": [
        "The defence budget of Spain is €20 billion.",
        "The education budget of Spain is €28 billion.",
    ],
}


@pytest.mark.parametrize("verdict", SAYING)
def test_texts_that_are_read(verdict: str) -> None:
    texts = [read_pasted(text, title=f"text {n}") for n, text in enumerate(SAYING[verdict])]
    found = claims_of(analyse(texts))
    assert found.loc[found["kind"] == "money", "verdict"].tolist() == [verdict]


@given(st.lists(FIGURES, max_size=6), st.randoms())
def test_the_order_of_rows_does_not_matter(rows: list[Row], random: Any) -> None:
    figures, documents = figures_and_documents(rows)
    order = list(range(len(rows)))
    random.shuffle(order)
    pd.testing.assert_frame_equal(
        claims_table(figures.iloc[order], documents.iloc[::-1]), claims_table(figures, documents)
    )
    assert set(merged(figures.iloc[order])["figure_id"]) == set(merged(figures)["figure_id"])


@given(st.lists(FIGURES, min_size=1, max_size=6))
def test_every_figure_stands_under_one_claim(rows: list[Row]) -> None:
    figures, documents = figures_and_documents(rows)
    found = claims_table(figures, documents)
    ids = found["figure_ids"].str.split(";").explode()
    assert sorted(ids) == sorted(figures["figure_id"])
    assert set(found["verdict"]) <= set(VERDICTS)
    alone = found["figures"] == 1
    assert (found.loc[alone, "verdict"] == "single").all()
    assert (found.loc[~alone, "verdict"] != "single").all()


def conflicts_of(found: pd.DataFrame) -> set[tuple[str, str]]:
    rows = found[found["verdict"] == "conflicting"]
    return set(zip(rows["claim_id"], rows["measure"], strict=True))


@given(st.lists(FIGURES, min_size=1, max_size=6))
def test_a_text_told_again_adds_no_conflict_and_no_amount(rows: list[Row]) -> None:
    again = [{**row, "doc_id": f"{row['doc_id']}-again"} for row in rows]
    once, twice = (figures_and_documents(told)[0] for told in (rows, rows + again))
    documents = figures_and_documents(rows + again)[1]
    before, after = (claims_table(told, documents) for told in (once, twice))
    assert conflicts_of(before) <= conflicts_of(after)
    assert len(merged(twice)) == len(merged(once))


@given(st.lists(FIGURES, max_size=6))
def test_merging_again_changes_nothing(rows: list[Row]) -> None:
    once = merged(figures_and_documents(rows)[0])
    pd.testing.assert_frame_equal(merged(once), once)


@given(FIGURES, FIGURES)
def test_agreeing_is_mutual_and_everything_agrees_with_itself(one: Row, other: Row) -> None:
    frame = figures_and_documents([one, other])[0]
    least, most = allowed_bounds(frame)
    assert (least <= frame["value"]).all()
    assert (frame["value"] <= most).all()
    turned = figures_and_documents([other, one])
    (found, again) = (claims_table(*told) for told in (figures_and_documents([one, other]), turned))
    assert found["verdict"].tolist() == again["verdict"].tolist()


@pytest.mark.parametrize(
    ("number", "other", "agree"),
    [
        (60_000, 60_200, True),
        (60_000, 61_000, False),
        (2.1, 2.0, False),
        (1_003, 1_004, False),
        (3_300_000_000_000, 3_305_200_000_000, True),
        (0.1 + 0.2, 0.3, True),
        (0, 0, True),
        (0, 1, False),
        (1e300, 1e300, True),
    ],
)
def test_what_rounding_allows(number: float, other: float, agree: bool) -> None:
    least, most = allowed_bounds(figures_and_documents([{"value": number}, {"value": other}])[0])
    assert (max(least) <= min(most)) == agree


def test_many_figures_take_no_longer_than_their_number_asks() -> None:
    taken = []
    for count in (20_000, 80_000):
        rows = sample_tables().figures
        many = rows.iloc[np.arange(count) % len(rows)].reset_index(drop=True)
        ids = pd.Series(np.arange(count) // 3).astype("str")
        many = many.assign(claim_id=ids, start=np.arange(count))
        taken.append(seconds(partial(claims_table, many, sample_tables().documents)))
    assert taken[1] < 10 * taken[0] + 0.2


def test_figures_are_compared_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = sample_tables()
    figures, documents = tables.figures, tables.documents
    some = np.flatnonzero(np.arange(len(figures)) % 3 > 0)
    whole, cut = claims_table(figures, documents), claims_table(figures.iloc[some], documents)
    compared, all_at_once = [], claims.statements

    def few(figures: pd.DataFrame, published: "pd.Series[pd.Timestamp]") -> Any:
        compared.append(figures["claim_id"].tolist())
        return all_at_once(figures, published)

    monkeypatch.setattr(claims, "AT_ONCE", 4)
    monkeypatch.setattr(claims, "statements", few)
    pd.testing.assert_frame_equal(claims_table(figures, documents), whole)
    assert all(len(part) <= 4 or len(set(part)) == 1 for part in compared)
    assert sum(map(len, compared)) == len(figures)
    pd.testing.assert_frame_equal(claims_table(figures, documents, some), cut)
