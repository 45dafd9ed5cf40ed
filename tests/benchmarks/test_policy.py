"""Figures tables are compared with annotations in the same columns."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import policy

TEXT = "They bought 12 boats for about €5 million. Mr. Lund paid half of that."
MONEY = {
    "kind": "money",
    "value": 5e6,
    "currency": "EUR",
    "unit": None,
    "qualifier": "approx",
    "period": None,
}
BOATS = {
    "kind": "count",
    "value": 12,
    "currency": None,
    "unit": "boat",
    "qualifier": "exact",
    "period": None,
}


def annotated(row: dict[str, Any], quote: str) -> dict[str, Any]:
    start = TEXT.index(quote)
    place = {"doc": "boats", "start": start, "end": start + len(quote)}
    told = {"topic": "trade", "status": "fact", "attribution": None}
    whose = {"countries": ["NOR", "EST"], "role_of_first": "payer"}
    return {**place, "low": None, "high": None, **told, **whose, **row}


# Says how many different answers each column holds, as the scorer would print its measures.
COUNTING_SCORER = """
import argparse, csv, json
parser = argparse.ArgumentParser()
parser.add_argument("--json", action="store_true")
parser.add_argument("--gold")
parser.add_argument("--tables")
with open(parser.parse_args().tables + "/figures.csv", newline="", encoding="utf-8") as file:
    rows = list(csv.DictReader(file))
columns = ("kind", "topic", "countries", "role", "speaker")
print(json.dumps({name: [row[name] for row in rows].count(rows[0][name]) for name in columns}))
"""


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    rows = [annotated(BOATS, "12 boats"), annotated(MONEY, "€5 million")]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "figures.jsonl").write_text(lines, encoding="utf-8")
    starts = [{"doc": "boats", "start": 0}, {"doc": "boats", "start": TEXT.index("Mr.")}]
    ends = [{**row, "end": row["start"] + 1} for row in starts]
    sentences = "".join(json.dumps(row) + "\n" for row in ends)
    (tmp_path / "sentences.jsonl").write_text(sentences, encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "boats.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_tables_are_compared_with_annotations(gold: Path, tmp_path: Path) -> None:
    policy.write_tables(gold, tmp_path / "tables")
    (compared,) = policy.compare(gold, tmp_path / "tables")
    assert len(compared.pairs) == len(compared.gold) == 2
    counts = policy.count_mistakes([compared])
    assert counts["money"] == {"gold": 1}
    assert counts["count"] == {"gold": 1}
    assert sum(one.right for one in policy.judge(compared)) == 2


def test_a_figure_elsewhere_or_of_another_number_is_none(gold: Path, tmp_path: Path) -> None:
    columns = "doc_id,start,end,kind,value,low,high,qualifier,currency,unit,period,confidence"
    rows = [
        "boats,0,4,count,12,12,12,exact,,boat,,0.9",
        "boats,12,20,count,13,13,13,exact,,boat,,1",
    ]
    (tmp_path / "figures.csv").write_text("\n".join([columns, *rows, ""]), encoding="utf-8")
    (compared,) = policy.compare(gold, tmp_path)
    assert compared.pairs == ()
    counts = policy.count_mistakes([compared])
    assert counts["count"] == {"gold": 1, "missed": 1, "invented": 2}
    assert "| all | 2 | 2 | 2 |" in policy.mistakes_table(counts)


def test_sentence_boundaries_inside_paragraphs_are_measured(gold: Path) -> None:
    assert policy.split_boundaries(gold) == {"P": 100, "R": 100, "F1": 100, "gold": 1}


def test_the_commonest_answer_stands_in_every_row(gold: Path, tmp_path: Path) -> None:
    policy.write_tables(gold, tmp_path)
    (gold / "score.py").write_text(COUNTING_SCORER, encoding="utf-8")
    answers = policy.constant_answers(gold, tmp_path)
    assert answers == {"kind": 3, "topic": 3, "countries": 3, "role": 3, "speaker": 3}


@pytest.mark.parametrize(
    ("row", "numbers"),
    [
        ({"value": "5", "low": "5", "high": "5"}, (5.0, 5.0)),
        ({"value": "5", "low": "5", "high": ""}, (5.0, 5.0)),
        ({"value": "", "low": "2", "high": "3"}, (2.0, 3.0)),
        ({"value": None, "low": None, "high": 3}, (3.0, 3.0)),
        ({"value": "", "low": "", "high": ""}, ()),
    ],
)
def test_numbers_of_a_row(row: dict[str, Any], numbers: tuple[float, ...]) -> None:
    assert policy.ends(row) == numbers


@pytest.mark.parametrize(
    ("change", "columns"),
    [
        ({}, []),
        ({"kind": "measure"}, ["kind"]),
        ({"unit": "Boat"}, []),
        ({"unit": "ship"}, ["unit"]),
        ({"currency": "EUR"}, []),
        ({"qualifier": "approx", "period": "per_year"}, ["qualifier", "period"]),
    ],
)
def test_differences_count_where_a_column_applies(
    change: dict[str, str], columns: list[str]
) -> None:
    assert policy.differences(BOATS, {**BOATS, **change}) == columns
