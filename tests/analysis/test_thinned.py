"""What is arranged once and thinned out by a filter is what the rows left would give anew."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.codes import any_of, hit, picked
from analysis.corpus.store.serving import servable, tables_of_store
from analysis.cuts import column_of, count_of
from analysis.exchange import converted
from analysis.lazywords import written
from analysis.orders import amount_parts
from analysis.payments import payments, promises, spending
from analysis.reported import reported_totals
from analysis.schema import Tables
from analysis.selection import Selection
from analysis.stages import pledge_stages
from analysis.summaries import (
    amounts,
    amounts_on_one_scale,
    by_country,
    by_country_and_topic,
    by_value,
    rates,
)
from analysis.tones import driving_words, tone_by
from dashboard.figurelist import figure_list
from tests.dashboard.sample_tables import sample_tables
from tests.stored import stored

PLAIN = sample_tables()
SELECTIONS = [
    Selection(),
    Selection(country=("DEU", "none")),
    Selection(country=("USA",), main_only=True),
    Selection(topic=("aid",), status=("fact", "pledged")),
    Selection(kind=("money",)),
    Selection(stage=("pledged",)),
    Selection(search="billion"),
    Selection(document=("nobody",)),
]
SUMMARIES: dict[str, Callable[[Tables], pd.DataFrame]] = {
    "amounts": amounts,
    "rates": rates,
    "countries": by_country,
    "country and topic": by_country_and_topic,
    "statuses": lambda tables: by_value(tables, "status"),
    "stages": pledge_stages,
    "payments": payments,
    "spending": spending,
    "promises": promises,
    "totals": reported_totals,
    "tone by text": lambda tables: tone_by(tables, "document"),
    "tone by topic": lambda tables: tone_by(tables, "topic"),
    "tone by country": lambda tables: tone_by(tables, "country"),
    "words": driving_words,
}


@pytest.fixture(scope="module", params=["plain", "store", "mapped"])
def tables(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Tables:
    if request.param == "plain":
        return PLAIN
    folder = tmp_path_factory.mktemp("thinned")
    store = servable(stored(PLAIN, folder / "store"))
    if request.param == "store":
        return tables_of_store(store)
    return tables_of_store(store, folder / "cache", mapped_from=0)


def anew(cut: Tables) -> Tables:
    """Return the same rows as tables that know nothing of those they were cut from."""
    frames = {name: written(frame).reset_index(drop=True) for name, frame in cut.frames().items()}
    return replace(Tables(), **frames)


def same(left: pd.DataFrame, right: pd.DataFrame) -> None:
    plain = [written(frame).reset_index(drop=True) for frame in (left, right)]
    pd.testing.assert_frame_equal(*plain, check_dtype=False)


@pytest.mark.parametrize("selection", SELECTIONS)
@pytest.mark.parametrize("name", SUMMARIES)
def test_a_filter_leaves_what_its_rows_give(
    tables: Tables, name: str, selection: Selection
) -> None:
    cut = selection.apply(tables)
    same(SUMMARIES[name](cut), SUMMARIES[name](anew(cut)))


@pytest.mark.parametrize("selection", SELECTIONS)
def test_so_it_does_where_amounts_are_converted(tables: Tables, selection: Selection) -> None:
    cut = selection.apply(converted(tables, "EUR"))
    for summary in (amounts_on_one_scale, payments, spending, promises):
        same(summary(cut), summary(anew(cut)))


def test_a_filter_of_what_a_filter_left_leaves_the_same(tables: Tables) -> None:
    first, second = Selection(kind=("money",)), Selection(country=("USA", "DEU"))
    twice = second.apply(first.apply(tables))
    for summary in SUMMARIES.values():
        same(summary(twice), summary(anew(twice)))


def test_a_column_of_what_is_left_is_that_of_its_table(tables: Tables) -> None:
    cut = Selection(topic=("aid", "arms")).apply(tables)
    alone = column_of(cut, "figures", "quote").tolist()
    assert count_of(cut, "figures") == len(alone)
    assert alone == cut.figures["quote"].tolist() == column_of(cut, "figures", "quote").tolist()


def test_the_tones_told_are_the_first_of_all(tables: Tables) -> None:
    every, few = tone_by(tables, "document"), tone_by(tables, "document", 1)
    same(few.head(1), every.head(1))
    same(few[["document", "sentences", "scored", "middle"]], every[[*list(few)[:3], "middle"]])
    assert few["low"].iloc[1:].isna().all()


def test_of_many_quotes_the_first_are_told_and_the_others_counted() -> None:
    row = PLAIN.pledges.iloc[[0]]
    many = pd.concat([row.assign(quote=f"{number} boats", iso3="NOR") for number in range(5)])
    (told,) = pledge_stages(Tables(pledges=many), 2)["quotes"]
    assert told == "0 boats, 1 boats and 3 more"
    (every,) = pledge_stages(Tables(pledges=many))["quotes"]
    assert every == "0 boats, 1 boats, 2 boats, 3 boats, 4 boats"


def test_amounts_above_zero_are_the_first_of_each_group() -> None:
    figures = PLAIN.figures.assign(value=[5.0, 0.0, -1.0] * 7, low=np.nan, high=np.nan)
    known = amount_parts(Tables(figures=figures.assign(kind="money", qualifier="exact")))
    above = known.above_zero()
    assert (above.frame()["least"] > 0).all()
    assert len(above) == int((known.frame()["least"] > 0).sum()) == 7
    assert len(known.head(3)) == 3


@pytest.mark.parametrize("selection", [Selection(topic=("aid", "arms")), Selection()])
@pytest.mark.parametrize("names", [("spending",), ("flows", "pledges"), ()])
def test_the_figures_of_views_are_listed_in_their_order(
    tables: Tables, names: tuple[str, ...], selection: Selection
) -> None:
    shown = selection.apply(tables)
    every = figure_list(shown)
    wanted = {one for name in names for one in getattr(shown, name)["figure_id"].dropna() if one}
    listed = every.among(shown, names)
    ids = every.tables.figures["figure_id"].tolist()
    assert [ids[at] for at in listed.rows] == [ids[at] for at in every.rows if ids[at] in wanted]


def test_masks_know_rows_that_belong_nowhere() -> None:
    at = np.array([1, -1, 0])
    assert picked(np.array([False, True]), at).tolist() == [True, False, False]
    assert hit(2, at[:2]).tolist() == [False, True]
    codes = pd.Series(list("abcdefgh"), dtype="str")
    for column in (codes, codes.astype("category")):
        assert any_of(column, "aceg").tolist() == [True, False] * 4
        assert any_of(column, "abcdefg").tolist() == [True] * 7 + [False]
        assert not any_of(column, ["z"]).any()
