"""Make figures and their texts from what a case says of them, for tests of claims and sums."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.schema import TABLES, table

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "claims.toml").read_text(encoding="utf-8")
)

Row = dict[str, Any]

AID: Row = {
    "sentence": 0,
    "quote": "€5",
    "kind": "money",
    "qualifier": "exact",
    "currency": "EUR",
    "about": "package",
    "topic": "aid",
    "status": "fact",
    "countries": "DEU",
    "claim_id": "x",
    "currency_inferred": False,
    "confidence": 0.9,
}
"""What a figure is that a case says nothing of."""

PUBLISHED = date(2025, 5, 2)


def figures_and_documents(rows: list[Row]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return a figure for each row and the texts that these stand in, b, c… where none is named."""
    told = [_figure(place, row) for place, row in enumerate(rows)]
    texts = {row["doc_id"]: row.get("published", PUBLISHED) for row in reversed(told)}
    documents = [{"doc_id": name, "published": day} for name, day in texts.items()]
    return _table("figures", told), _table("documents", documents)


def _figure(place: int, row: Row) -> Row:
    doc_id = row.get("doc_id", chr(ord("b") + place))
    bounds: Row = {}
    if "value" in row:
        qualifier, value = row.get("qualifier", "exact"), row["value"]
        bounds["low"] = None if qualifier in ("at_most", "less_than") else value
        bounds["high"] = None if qualifier in ("at_least", "more_than") else value
    start = {"start": place, "end": place + 1, "figure_id": f"{doc_id}@{place}"}
    return {**AID, **start, **bounds, **row, "doc_id": doc_id}


def _table(name: str, rows: list[Row]) -> pd.DataFrame:
    cells = [
        tuple(row.get(column, _EMPTY.get(dtype)) for column, (dtype, _) in TABLES[name].items())
        for row in rows
    ]
    return table(name, cells)


_EMPTY = {"str": "", "int64": 0}
