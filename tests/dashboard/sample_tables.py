"""Three invented texts (sample_texts.toml) as finished tables, for tests of what reads tables.

Offsets are looked up in the texts, so ``text[start:end] == quote`` holds by construction.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.schema import TABLES, Tables, table

CONTEXT = 32
"""Characters in a figure's prefix and suffix."""

BLOCS = ("EU", "NATO")
OTHER_ROLE = {"payer": "recipient", "imposer": "target"}
"""The part of a figure's second country, by that of its main one."""

SPENDING_TOPICS = ("spending", "aid", "arms", "cuts")
DEFAULTS = {"qualifier": "exact", "countries": "", "role": "subject", "confidence": 0.9}

Row = dict[str, Any]
Rows = dict[str, list[Row]]


@cache
def _told() -> Row:
    path = Path(__file__).with_name("sample_texts.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _texts() -> list[Row]:
    texts: list[Row] = _told()["texts"]
    return texts


HARBOUR, TARIFFS, LETTER = (str(text["doc_id"]) for text in _texts())
"""The names of the three texts; LETTER is the hostile one, and has no day."""


def sample_tables() -> Tables:
    """Return the tables of the three texts.

    >>> tables = sample_tables()
    >>> len(tables.documents), len(tables.figures)
    (3, 21)
    """
    rows: Rows = {name: [] for name in TABLES}
    texts = {text["doc_id"]: " ".join(line["text"] for line in text["lines"]) for text in _texts()}
    for text in _texts():
        _add_text(text, texts[text["doc_id"]], rows)
    return Tables(
        **{name: _filled(name, found) for name, found in rows.items()},
        texts=texts,
        bodies=dict.fromkeys(texts, 0),
    )


def _filled(name: str, rows: list[Row]) -> pd.DataFrame:
    """Return rows as the table ``name``; a text column that they leave out is empty."""
    frame = table(name, [tuple(row.get(column) for column in TABLES[name]) for row in rows])
    return frame.fillna({column: "" for column, kind in frame.dtypes.items() if kind == "str"})


def _add_text(text: Row, whole: str, rows: Rows) -> None:
    start, before = 0, len(rows["figures"])
    for number, line in enumerate(text["lines"]):
        place = _Place(text["doc_id"], number, start, whole)
        rows["sentences"].append(_sentence(place, line))
        rows["mentions"] += _mentions(place, line)
        for figure in line.get("figures", []):
            name = f"{whole[:3].lower().strip()}{len(rows['figures']) - before:02d}"
            _add_figure(place.row(figure["quote"]), {**figure, "figure_id": name}, line, rows)
        rows["pledges"] += _pledges(place, line, rows["figures"])
        start += len(line["text"]) + 1
    count = len(rows["figures"]) - before
    rows["documents"].append(
        {
            **text,
            "url": f"https://example.org/{count}",
            "language": "en",
            "sha256": "0" * 64,
            "characters": len(whole),
            "sentences": len(text["lines"]),
            "figures": count,
        }
    )


class _Place:
    """A sentence of a text: where quotes of it are looked up."""

    def __init__(self, doc_id: str, sentence: int, start: int, whole: str) -> None:
        self.doc_id, self.sentence, self.start, self.whole = doc_id, sentence, start, whole

    def row(self, quote: str) -> Row:
        """Return the columns that say where ``quote`` stands."""
        start = self.whole.index(quote, self.start)
        end = start + len(quote)
        return {
            "doc_id": self.doc_id,
            "sentence": self.sentence,
            "start": start,
            "end": end,
            "quote": quote,
            "prefix": self.whole[max(0, start - CONTEXT) : start],
            "suffix": self.whole[end : end + CONTEXT],
        }


def _sentence(place: _Place, line: Row) -> Row:
    scored = "polarity" in line
    return {
        **place.row(line["text"]),
        **line,
        "polarity": line.get("polarity", 0.0),
        "subjectivity": 0.4 if scored else 0.0,
        "scored": scored,
    }


def _mentions(place: _Place, line: Row) -> list[Row]:
    found = []
    for code in filter(None, line.get("countries", "").split(";")):
        name = next(name for name in _told()["names"][code] if name in line["text"])
        via = "bloc" if code in BLOCS else "name"
        found.append({**place.row(name), "iso3": code, "via": via, "confidence": 0.95})
    return found


def _add_figure(place: Row, figure: Row, line: Row, rows: Rows) -> None:
    """Add a figure, its countries, and its row in each view that it belongs to."""
    row = {**DEFAULTS, **figure, **place}
    codes = [code for code in row["countries"].split(";") if code]
    key = (row["kind"], row.get("currency") or row.get("unit", ""), row["topic"], *codes[:1])
    row["currency_inferred"] = row.get("currency") == "USD"
    row["claim_id"] = "|".join((*key, row.get("period", "")))
    row["role"] = row["role"] if codes else ""
    rows["figures"].append(row)
    roles = [row["role"], OTHER_ROLE.get(row["role"], "subject")]
    for rank, (code, role) in enumerate(zip(codes, roles, strict=False), 1):
        link = {"figure_id": row["figure_id"], "iso3": code, "rank": rank}
        rows["figure_countries"].append({**link, "role": role, "confidence": 0.9})
    if row["kind"] == "money" and row["topic"] in SPENDING_TOPICS:
        rows["spending"].append({**row, "iso3": codes[0]})
    if row["role"] == "payer" and len(codes) > 1:
        rows["flows"].append({**row, "payer": codes[0], "recipient": codes[1]})
    if "tariff" in line:
        rows["tariffs"].append({**row, **line["tariff"], "rate": row.get("value")})


def _pledges(place: _Place, line: Row, figures: list[Row]) -> list[Row]:
    numbers = ("figure_id", "value", "low", "high", "qualifier", "currency", "unit")
    here = [f for f in figures if (f["doc_id"], f["sentence"]) == (place.doc_id, place.sentence)]
    by_quote = {figure["quote"]: figure for figure in here}
    found = []
    for pledge in line.get("pledges", []):
        figure = by_quote.get(pledge["quote"], {})
        told = {name: figure.get(name) for name in numbers}
        row = {**told, **place.row(pledge["quote"]), **pledge, "stage_cue": pledge["stage"]}
        found.append(row)
    return found
