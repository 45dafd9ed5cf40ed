"""Open a text at the sentence that a figure was read from, with all its figures marked."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd

from analysis.codes import Positions
from analysis.positions import places_of
from analysis.schema import Tables

LONGEST = 60_000
"""Characters of a text that the reader shows at once; a longer text is cut round the place."""


@dataclass(frozen=True)
class Place:
    """What the reader is opened at: a sentence, and the figure in it where there is one."""

    doc_id: str
    sentence: int
    figure_id: str = ""


@dataclass(frozen=True)
class Piece:
    """A run of characters that is marked in one way; ``kind`` is "", "figure" or "chosen"."""

    text: str
    kind: str = ""
    figure_id: str = ""
    in_sentence: bool = False


def place_of_figure(tables: Tables, figure_id: str) -> Place | None:
    """Return where the figure stands, or ``None`` if the tables do not hold it."""
    rows = figure_named(tables, figure_id)
    if rows.empty:
        return None
    row = rows.iloc[0]
    return Place(str(row["doc_id"]), int(row["sentence"]), figure_id)


def figure_named(tables: Tables, figure_id: str) -> pd.DataFrame:
    """Return the row of a figure, or none if the tables do not hold it."""
    at = places_of(tables).figure_named(figure_id) if figure_id else -1
    return tables.figures.iloc[[at]] if at >= 0 else tables.figures.head(0)


def pieces(tables: Tables, place: Place) -> tuple[Piece, ...]:
    """Return the text of the place's document, cut where a mark or the sentence begins or ends.

    The pieces' texts joined give the article again (or the part round the place, if it is long).
    """
    text = tables.texts[place.doc_id]
    sentence = _sentence_span(tables, place)
    first, last = _window(len(text), tables.bodies.get(place.doc_id, 0), sentence)
    result: list[Piece] = []
    position = first
    for start, end, figure_id in _marks(tables, place):
        if start < position or end > last:
            continue
        result += _plain(text, position, start, sentence)
        kind = "chosen" if figure_id == place.figure_id else "figure"
        result.append(Piece(text[start:end], kind, figure_id, _inside(start, sentence)))
        position = end
    return tuple(result + _plain(text, position, last, sentence))


def _sentence_span(tables: Tables, place: Place) -> tuple[int, int]:
    found = rows_at(tables, "sentences", place)
    if not len(found):
        return 0, 0
    starts, ends = tables.sentences["start"].to_numpy(), tables.sentences["end"].to_numpy()
    return int(starts[found[0]]), int(ends[found[0]])


def rows_at(tables: Tables, name: str, place: Place) -> Positions:
    """Return the rows of a table that stand in the sentence of ``place``."""
    rows = places_of(tables).rows_in(name, place.doc_id)
    here: Positions = rows[getattr(tables, name)["sentence"].to_numpy()[rows] == place.sentence]
    return here


def document_named(tables: Tables, doc_id: str) -> "pd.Series[Any]":
    """Return the row of a text, which the tables hold."""
    return tables.documents.iloc[places_of(tables).document_named(doc_id)]


def _window(length: int, body: int, sentence: tuple[int, int]) -> tuple[int, int]:
    if length - body <= LONGEST:
        return body, length
    first = max(body, sentence[0] - LONGEST // 2)
    return first, min(length, max(first + LONGEST, sentence[1]))


def _marks(tables: Tables, place: Place) -> list[tuple[int, int, str]]:
    """Return start, end and id of the document's figures, none of which overlap another.

    The chosen figure goes before all others, the longer before the shorter.
    """
    rows = tables.figures.iloc[places_of(tables).rows_in("figures", place.doc_id)]
    spans = list(zip(rows["start"], rows["end"], rows["figure_id"], strict=True))
    spans.sort(key=lambda span: (span[2] != place.figure_id, span[0], -span[1]))
    chosen = [span for span in spans if span[2] == place.figure_id]
    free = [
        span
        for span in spans
        if span in chosen or all(span[1] <= own[0] or own[1] <= span[0] for own in chosen)
    ]
    return sorted((int(start), int(end), str(name)) for start, end, name in free)


def _plain(text: str, start: int, end: int, sentence: tuple[int, int]) -> list[Piece]:
    """Return text[start:end] cut at the bounds of the sentence, without empty pieces."""
    cuts = [start, *(cut for cut in sentence if start < cut < end), end]
    return [
        Piece(text[left:right], in_sentence=_inside(left, sentence))
        for left, right in pairwise(cuts)
        if left < right
    ]


def _inside(position: int, sentence: tuple[int, int]) -> bool:
    return sentence[0] <= position < sentence[1]


def source_line(document: pd.Series) -> str:
    """Return publisher and day of a row of ``documents``, as far as they are known."""
    parts = [str(document["source"]), day_words(document["published"])]
    return ", ".join(part for part in parts if part)


def day_words(value: object) -> str:
    """Return a day as "3 June 2025", and nothing where there is none."""
    if not isinstance(value, date) or pd.isna(value):
        return ""
    return f"{value.day} {value:%B %Y}"


def citation(tables: Tables, place: Place) -> str:
    """Return quote, title, publisher, date, address and position of a place, ready to paste."""
    document = document_named(tables, place.doc_id)
    rows = figure_named(tables, place.figure_id)
    if rows.empty:
        start, end = _sentence_span(tables, place)
    else:
        start, end = int(rows["start"].iloc[0]), int(rows["end"].iloc[0])
    return cited(document, tables.texts[place.doc_id][start:end], place.sentence, (start, end))


def cited(document: pd.Series, quote: str, sentence: int, span: tuple[int, int]) -> str:
    """Return the citation of a quote from a row of ``documents``."""
    title = str(document["title"]) or str(document["doc_id"])
    parts = [f"“{quote}”, in: {title}", source_line(document), str(document["url"])]
    position = f"Sentence {sentence + 1}, characters {span[0]}–{span[1]}"
    return ". ".join(part for part in [*parts, position] if part) + "."
