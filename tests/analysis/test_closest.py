"""The two texts that have most to compare."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from analysis import analyse, read_pasted
from analysis.comparing import LOOKED_AT, closest_texts
from analysis.schema import Tables

DEFENCE = "Spain's defence budget is €{} billion."
AID = "Norway will give Ukraine €{} billion in military aid."
TALKS = "Nobody asked about the weather."
SHARE = "Spain wants to put 3% of its GDP into defence."
MINES = "Peru has {} copper mines."


def read(*texts: str) -> Tables:
    """Return the tables of texts called a, b, c, each published a day after the one before."""
    return analyse(
        replace(
            read_pasted(text, f"Text {at}"),
            doc_id="abcdefgh"[at],
            published=date(2025, 3, 1) + timedelta(at),
        )
        for at, text in enumerate(texts)
    )


def both(spain: int, norway: int) -> str:
    return f"{DEFENCE} {AID}".format(spain, norway)


def chosen(tables: Tables) -> tuple[str, ...]:
    found = closest_texts(tables.figures, tables.documents)
    return () if found is None else found.doc_ids


@pytest.mark.parametrize(
    ("texts", "pair"),
    [
        # Two things in common are more than one, whatever is newer.
        ([both(20, 5), both(22, 6), DEFENCE.format(9)], "ab"),
        # Of texts that share equally much the newest are taken.
        ([DEFENCE.format(20), DEFENCE.format(21), DEFENCE.format(22)], "bc"),
        # A reprint says nothing else, so it is no match for a text with other numbers.
        ([both(20, 5), DEFENCE.format(22), both(20, 5)], "bc"),
        # Reprints are compared where nothing else is alike.
        ([DEFENCE.format(20), MINES.format(4), DEFENCE.format(20)], "ac"),
        # The same number of one country and topic counts, whatever the words.
        (["India faces a tariff of 50%.", MINES.format(4), "A duty of 50% hits India."], "ac"),
        # Country and topic are the last resort.
        (
            [DEFENCE.format(20), TALKS, SHARE],
            "ac",
        ),
        ([DEFENCE.format(20), MINES.format(3), TALKS], ""),
        ([TALKS, TALKS], ""),
        ([], ""),
    ],
)
def test_the_texts_with_most_in_common(texts: Sequence[str], pair: str) -> None:
    assert chosen(read(*texts)) == tuple(pair)


def test_what_they_have_in_common() -> None:
    tables = read(DEFENCE.format(20), f"{AID} {DEFENCE} {MINES}".format(5, 22, 7))
    found = closest_texts(tables.figures, tables.documents)
    assert found is not None
    assert found.things
    assert [(one.about, one.country) for one in found.shared] == [("Spain's defence budget", "ESP")]


def test_subjects_have_no_words() -> None:
    tables = read(DEFENCE.format(20), SHARE)
    found = closest_texts(tables.figures, tables.documents)
    assert found is not None
    assert not found.things
    assert {(one.about, one.country) for one in found.shared} == {("", "ESP")}


def test_the_order_of_rows_does_not_matter_nor_do_other_columns() -> None:
    tables = read(*(both(at, at + 30) for at in range(8)))
    figures = tables.figures[list(LOOKED_AT)]
    turned = closest_texts(figures.iloc[::-1], tables.documents.iloc[::-1])
    assert turned is not None
    assert turned.doc_ids == chosen(tables) == ("g", "h")


def test_a_thing_that_everybody_writes_about_does_not_cost_a_pair_of_all_texts() -> None:
    tables = read(DEFENCE.format(20))
    many = 4_000
    rows = tables.figures.iloc[[0] * many].assign(doc_id=[f"t{at:04}" for at in range(many)])
    quotes = [f"€{at} billion" for at in range(many)]
    documents = tables.documents.iloc[[0] * many].assign(doc_id=rows["doc_id"].tolist())
    found = closest_texts(rows.assign(quote=quotes), documents)
    assert found is not None
    assert found.doc_ids == ("t3998", "t3999")
