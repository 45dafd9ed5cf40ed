"""Write the figures with their sentences, and the texts they stand in, as tables."""

import html
import re
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from analysis.labels import country_name, word
from analysis.schema import Tables
from dashboard.charts.chart import records
from dashboard.evidence import source_line
from dashboard.figurelist import figure_list

MOST = 500
"""Rows of a table that a report holds; more of them are for the CSV."""

LONGEST = 600
"""Characters of a sentence that are shown; of a longer one, what is round the quote."""

_WEB = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)


FIGURE_HEADS = (
    "Figure",
    "In its sentence",
    "What it measures",
    "Countries",
    "Topic",
    "How it stands",
    "Who says so",
    "Text",
)
TEXT_HEADS = ("Text", "Publisher and day", "Figures in view", "SHA-256, first 16")


def figures_table(tables: Tables, shown: Tables) -> str:
    """Return the figures in view, the newest first, each in its sentence as it stands there."""
    listed = figure_list(shown)
    figures = listed.part(0, MOST)
    sentences = tables.sentences[["doc_id", "sentence", "start", "text"]]
    sentences = sentences[sentences["doc_id"].isin(figures["doc_id"].unique())]
    told = sentences.rename(columns={"start": "from_here", "text": "words"})
    joined = figures.merge(told, on=["doc_id", "sentence"], how="left")
    rows = (_figure(row) for row in records(joined))
    more = _cut(len(figures), len(listed), "figures")
    return _table("figures", FIGURE_HEADS, rows) + more


def texts_table(shown: Tables) -> str:
    """Return the texts in view, the newest first."""
    texts = shown.documents.sort_values("published", ascending=False, kind="stable").head(MOST)
    counts = shown.figures["doc_id"].value_counts()
    rows = (
        [
            _linked(str(row.title) or str(row.doc_id), str(row.url)),
            html.escape(source_line(texts.loc[row.Index])),
            f"{int(counts.get(row.doc_id, 0)):,}",
            f"<code>{html.escape(str(row.sha256)[:16])}</code>",
        ]
        for row in records(texts)
    )
    return _table("texts", TEXT_HEADS, rows) + _cut(len(texts), len(shown.documents), "texts")


def _figure(row: Any) -> list[str]:
    countries = [country_name(code) for code in str(row.countries).split(";") if code]
    text = str(row.title) or str(row.doc_id)
    return [
        html.escape(str(row.quote)),
        _in_sentence(row),
        html.escape(str(row.about)),
        html.escape(", ".join(countries)),
        html.escape(word(str(row.topic))),
        html.escape(word(str(row.status))),
        html.escape(str(row.speaker)) or '<span class="quiet">the text itself</span>',
        html.escape(", ".join(filter(None, [text, _day(row.published)]))),
    ]


def _in_sentence(row: Any) -> str:
    """Return the sentence with the figure marked, or the words round it where it is long."""
    before, quote, after = str(row.prefix), str(row.quote), str(row.suffix)
    if isinstance(row.words, str) and len(row.words) <= LONGEST:
        start = int(row.start) - int(row.from_here)
        before, after = row.words[:start], row.words[start + len(quote) :]
    else:
        before, after = f"…{before}", f"{after}…"
    return f"{html.escape(before)}<mark>{html.escape(quote)}</mark>{html.escape(after)}"


def _day(value: object) -> str:
    return f"{value.day} {value:%B %Y}" if isinstance(value, pd.Timestamp) else ""


def _linked(title: str, address: str) -> str:
    words = html.escape(title)
    if not _WEB.fullmatch(address):
        return words
    return f'<a href="{html.escape(address)}" rel="noopener noreferrer">{words}</a>'


def _table(name: str, heads: Sequence[str], rows: Iterable[list[str]]) -> str:
    """Return rows of markup as a table named by the heading ``name``.

    Narrow screens get a card for each row, which only the roles still make a table.
    """
    head = "".join(f'<th role="columnheader" scope="col">{head}</th>' for head in heads)
    body = "".join(_row(heads, cells) for cells in rows)
    return (
        f'<table role="table" class="wide" aria-labelledby="{name}">'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


def _row(heads: Sequence[str], cells: list[str]) -> str:
    first, *rest = cells
    others = "".join(
        f'<td role="cell" data-head="{head}">{cell}</td>'
        for head, cell in zip(heads[1:], rest, strict=True)
    )
    return f'<tr role="row"><th role="rowheader" scope="row">{first}</th>{others}</tr>'


def _cut(shown: int, total: int, noun: str) -> str:
    if shown == total:
        return ""
    return f'<p class="note">The first {shown:,} of {total:,} {noun}. The CSV holds them all.</p>'
