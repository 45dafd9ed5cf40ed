"""Sentences of invented newswire beside the quantities that annotators found in them.

Their authors had not seen the program. The sets have NewsQuant's format and follow its conventions.
"""

import json
from functools import cache
from pathlib import Path

import pytest

from benchmarks.newsquant import CONVENTIONS, read_conventions, read_rows
from benchmarks.quantities import Compared, compare, read_gold

GOLDEN = Path(__file__).parent / "golden"
SETS = sorted(path.stem for path in GOLDEN.glob("newswire_*.json"))
# The least F1 of every set: the number, the number with its unit, the number with its sign.
FLOORS = {"value": 97.0, "unit": 92.0, "change": 92.0}


def texts_of(name: str) -> list[str]:
    content = (GOLDEN / f"{name}.json").read_text(encoding="utf-8")
    return [sentence["text"] for sentence in json.loads(content)]


@cache
def compared(name: str) -> list[Compared]:
    conventions = read_conventions(CONVENTIONS)
    ours = map(conventions.quantities, read_rows(texts_of(name)))
    gold = read_gold(GOLDEN / f"{name}.json")
    return [compare(stated, found) for stated, found in zip(gold, ours, strict=True)]


def agree(text: Compared, measure: str) -> int:
    """Return how many pairs of one text agree in what ``measure`` looks at."""
    pairs = [(text.gold[one], text.ours[other]) for one, other in text.pairs]
    if measure == "unit":
        return sum(gold.unit == ours["unit"].lower() for gold, ours in pairs)
    if measure == "change":
        return sum(gold.change == ours["change"] for gold, ours in pairs)
    return len(pairs)


@pytest.mark.parametrize("measure", FLOORS)
@pytest.mark.parametrize("name", SETS)
def test_set(name: str, measure: str) -> None:
    texts = compared(name)
    both = sum(len(text.gold) + len(text.ours) for text in texts)
    assert 200 * sum(agree(text, measure) for text in texts) / both >= FLOORS[measure]


@pytest.mark.parametrize("name", SETS)
def test_every_sentence_stands_once(name: str) -> None:
    texts = texts_of(name)
    assert len(set(texts)) == len(texts)
    assert all(set(texts).isdisjoint(texts_of(other)) for other in SETS if other != name)
