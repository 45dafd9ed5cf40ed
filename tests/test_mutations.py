"""Change one thing in a sample text: exactly that must change in the tables, and nothing else.

The seed is fixed, so a run is repeatable; the changes are drawn over all sample texts, so no rule
can be tied to one of them.
"""

import random
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from analysis import Failure, analyse, read_documents
from analysis.model import Document
from analysis.schema import Tables

SEEDS = Path(__file__).parents[1] / "seeds"
SEED = 20250904
EACH = 40
PLACES = ["figure_id", "sentence", "start", "end", "quote", "prefix", "suffix", "claim_id"]
NUMBERS = ["value", "low", "high"]
SYMBOLS = {"€": ("£", "GBP", False), "$": ("€", "EUR", False), "£": ("$", "USD", True)}
SWAPS = [
    ("Sweden", "Swedish", "SWE", "Kenya", "Kenyan", "KEN"),
    ("Norway", "Norwegian", "NOR", "Kenya", "Kenyan", "KEN"),
    ("Estonia", "Estonian", "EST", "Chile", "Chilean", "CHL"),
    ("Latvia", "Latvian", "LVA", "Kenya", "Kenyan", "KEN"),
    ("Italy", "Italian", "ITA", "Chile", "Chilean", "CHL"),
    ("Belgium", "Belgian", "BEL", "Kenya", "Kenyan", "KEN"),
    ("Romania", "Romanian", "ROU", "Chile", "Chilean", "CHL"),
    ("Hungary", "Hungarian", "HUN", "Kenya", "Kenyan", "KEN"),
    ("Bangladesh", "Bangladeshi", "BGD", "Chile", "Chilean", "CHL"),
    ("Vietnam", "Vietnamese", "VNM", "Kenya", "Kenyan", "KEN"),
]


@cache
def documents() -> dict[str, Document]:
    found = [found for found in read_documents([SEEDS]) if not isinstance(found, Failure)]
    return {document.doc_id: document for document in found}


@cache
def read(doc_id: str) -> Tables:
    return analyse([documents()[doc_id]])


def reread(doc_id: str, start: int, end: int, words: str) -> Tables:
    """Return the tables of a sample text whose characters ``[start, end)`` are now ``words``."""
    document = documents()[doc_id]
    return analyse([replace(document, text=document.text[:start] + words + document.text[end:])])


def compared(one: Tables, two: Tables) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return both tables of figures without the columns that move with the text."""
    return one.figures.drop(columns=PLACES), two.figures.drop(columns=PLACES)


def drawn(pattern: str, kinds: str = "money|percent|count") -> list[tuple[str, int]]:
    """Return some (text, row) of figures of ``kinds`` whose quote matches ``pattern``."""
    found = [
        (doc_id, position)
        for doc_id in documents()
        for position, row in enumerate(read(doc_id).figures.itertuples())
        if row.value == row.value
        and re.fullmatch(pattern, row.quote)
        and row.kind in kinds.split("|")
    ]
    assert len(found) >= EACH / 4
    draw = random.Random(SEED)  # noqa: S311 - a draw of cases, not a secret
    return draw.sample(found, min(EACH, len(found)))


@pytest.mark.parametrize(
    ("doc_id", "position"), drawn(r"\D{0,3}\d[\d.,]*\d*(?:\s?(?:%|bn|million|billion|per ?cent))*")
)
def test_another_number(doc_id: str, position: int) -> None:
    before = read(doc_id)
    row = before.figures.iloc[position]
    digits = re.search(r"\d[\d.,]*", row["quote"])
    assert digits is not None
    other = "7.25" if not digits.group().startswith("7") else "3.75"
    start = int(row["start"]) + digits.start()
    after = reread(doc_id, start, start + len(digits.group()), other)
    factor = float(other) / float(digits.group().replace(",", ""))
    expected, found = compared(before, after)
    for column in NUMBERS:
        expected.loc[position, column] = expected.loc[position, column] * factor
    pd.testing.assert_frame_equal(found, expected, rtol=1e-9)


# Whose money a sum is in also speaks for whose sum it is.
WHOSE = ["countries", "role"]


@pytest.mark.parametrize(("doc_id", "position"), drawn(r"[€$£]\d.*", "money"))
def test_another_currency(doc_id: str, position: int) -> None:
    before = read(doc_id)
    row = before.figures.iloc[position]
    symbol, code, inferred = SYMBOLS[row["quote"][0]]
    after = reread(doc_id, int(row["start"]), int(row["start"]) + 1, symbol)
    expected, found = compared(before, after)
    expected.loc[position, ["currency", "currency_inferred"]] = [code, inferred]
    pd.testing.assert_frame_equal(found.drop(columns=WHOSE), expected.drop(columns=WHOSE))


@pytest.mark.parametrize(
    ("words", "qualifier", "bound"),
    [("at least ", "at_least", "high"), ("up to ", "at_most", "low"), ("about ", "approx", "")],
)
def test_another_qualifier(words: str, qualifier: str, bound: str) -> None:
    changed = 0
    for doc_id, position in drawn(r"[€$£]\d.*", "money"):
        before = read(doc_id)
        row = before.figures.iloc[position]
        if row["qualifier"] != "exact":
            continue
        changed += 1
        after = reread(doc_id, int(row["start"]), int(row["start"]), words)
        expected, found = compared(before, after)
        expected.loc[position, "qualifier"] = qualifier
        expected.loc[position, "qualifier_cue"] = words.strip()
        if bound:
            expected.loc[position, bound] = float("nan")
        pd.testing.assert_frame_equal(found, expected)
    assert changed > EACH / 4


@pytest.mark.parametrize("swap", SWAPS, ids=[swap[0] for swap in SWAPS])
def test_another_country(swap: tuple[str, str, str, str, str, str]) -> None:
    name, adjective, code, other, other_adjective, other_code = swap
    changed = 0
    for doc_id, document in documents().items():
        before = read(doc_id)
        vias = set(before.mentions.loc[before.mentions["iso3"] == code, "via"])
        if not vias or vias - {"name", "demonym"}:
            continue
        changed += 1
        text = re.sub(rf"\b{adjective}\b", other_adjective, document.text)
        after = analyse([replace(document, text=re.sub(rf"\b{name}\b", other, text))])
        assert list(after.mentions["iso3"]) == list(
            before.mentions["iso3"].replace(code, other_code)
        )
        expected = before.figures["countries"].str.replace(code, other_code)
        assert list(after.figures["countries"]) == list(expected)
    assert changed
