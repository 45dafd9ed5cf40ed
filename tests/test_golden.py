"""The figures of the samples beside tables that were annotated by hand before the first run."""

import csv
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from analysis import Failure, analyse, read_documents

ROOT = Path(__file__).parents[1]
GOLDEN = sorted((ROOT / "tests" / "golden").glob("*.csv"))
# The least share of the matched figures of all samples in which a column must agree. What the
# numbers say is nearly certain; what the words around them say is open to judgement.
FLOORS = {
    "kind": 0.98,
    "currency": 1.0,
    "qualifier": 0.99,
    "period": 0.95,
    "topic": 0.78,
    "status": 0.6,
    "main_country": 0.75,
}
MISSED, EXTRA = 0.02, 0.02


@cache
def figures() -> pd.DataFrame:
    documents = [
        found for found in read_documents([ROOT / "seeds"]) if not isinstance(found, Failure)
    ]
    found = analyse(documents).figures
    return found.assign(main_country=found["countries"].str.split(";").str[0])


def annotated(path: Path) -> list[dict[str, str]]:
    """Return the rows of a golden table with the character at which each quote starts."""
    text = (ROOT / "seeds" / f"{path.stem}.md").read_text(encoding="utf-8")
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    for row in rows:
        at = -1
        for _ in range(int(row["occurrence"]) + 1):
            at = text.index(row["quote"], at + 1)
        row["start"], row["end"] = str(at), str(at + len(row["quote"]))
    return rows


def matches(gold: dict[str, str], row: dict[str, object]) -> bool:
    """Return whether a found figure overlaps an annotated one and gives the same numbers."""
    if not (
        int(gold["start"]) < int(str(row["end"])) and int(str(row["start"])) < int(gold["end"])
    ):
        return False
    names = ("low", "high") if gold["low"] and gold["high"] else ("value",)
    return all(float(gold[name]) == pytest.approx(row[name], rel=1e-4) for name in names)


@cache
def pairs() -> tuple[list[tuple[dict[str, str], dict[str, object]]], int, int]:
    """Return the matched figures, and how many were annotated and found in all."""
    found, expected, matched = figures(), 0, []
    for path in GOLDEN:
        rows = found[found["doc_id"] == path.stem].to_dict("records")
        for gold in annotated(path):
            expected += 1
            matched += [(gold, row) for row in rows if matches(gold, row)][:1]
    return matched, expected, len(found)


def test_nearly_every_figure_is_found_and_nearly_nothing_else() -> None:
    matched, expected, found = pairs()
    assert len(matched) >= (1 - MISSED) * expected
    assert len(matched) >= (1 - EXTRA) * found


@pytest.mark.parametrize("column", FLOORS)
def test_column(column: str) -> None:
    matched, _, _ = pairs()
    right = [gold[column] == row[column] for gold, row in matched]
    assert sum(right) / len(right) >= FLOORS[column]


def test_every_quote_stands_where_the_table_says() -> None:
    documents = [
        found for found in read_documents([ROOT / "seeds"]) if not isinstance(found, Failure)
    ]
    tables = analyse(documents)
    for name in ("figures", "mentions", "spending", "pledges", "tariffs", "flows"):
        frame = getattr(tables, name)
        assert len(frame)
        for row in frame.itertuples():
            assert tables.texts[row.doc_id][row.start : row.end] == row.quote
    for row in tables.sentences.itertuples():
        assert tables.texts[row.doc_id][row.start : row.end] == row.text
