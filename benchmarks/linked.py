"""Read annotated texts as examples of which countries a figure is about."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from analysis import figures, read_documents
from analysis.linking import Context, Scene, links, links_of
from analysis.linking.links import candidates_of
from analysis.linking.ranking import Candidate, Scale, group_of
from analysis.model import Document, Figure, Link

# The day on which single sentences are taken to be written.
DAY = date(2025, 9, 6)

Table = dict[str, float]
Row = dict[str, Any]
Asked = tuple[Scene, int, str, Context]


@dataclass(frozen=True, slots=True)
class Example:
    """One annotated figure: its candidates and the codes that a person gave it.

    Where ``whole`` is false the person gave the main country alone.
    """

    source: str
    text: str
    group: str
    candidates: list[Candidate]
    codes: list[str]
    whole: bool


def read_examples(path: Path, tables: Mapping[str, Table]) -> list[Example]:
    """Return the annotated figures of a set with the candidates that linking sees for them.

    ``path`` is a folder with docs/ and figures.jsonl in the format of the policy set, or a table
    of sentences like tests/cases/linking.jsonl. What a text told before a figure depends on
    earlier figures, so it is read with the weights in ``tables``.
    """
    sources = _sentences(path) if path.suffix == ".jsonl" else _texts(path)
    return [
        example
        for name, document, rows in sources
        for example in _examples(name, document, rows, tables)
    ]


def _sentences(path: Path) -> Iterator[tuple[str, Document, list[Row]]]:
    """Yield each sentence of a table of cases as a document, with its annotations."""
    texts: dict[str, list[Row]] = {}
    for row in _rows(path):
        start = row["text"].index(row["quote"])
        placed = row | {"start": start, "end": start + len(row["quote"])}
        texts.setdefault(row["text"], []).append(placed)
    for text, rows in texts.items():
        yield path.stem, Document("case", text, published=DAY), rows


def _texts(folder: Path) -> Iterator[tuple[str, Document, list[Row]]]:
    gold = _rows(folder / "figures.jsonl")
    for found in read_documents([folder / "docs"]):
        if not isinstance(found, Document):
            raise SystemExit(f"{found.name}: {found.reason}")
        mine = [row for row in gold if row["doc"] == found.doc_id]
        yield f"{folder.name}/{found.doc_id}", found, mine


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _examples(
    name: str, document: Document, gold: Sequence[Row], tables: Mapping[str, Table]
) -> Iterator[Example]:
    for figure, (scene, index, topic, context) in _asked(document, tables):
        row = _matched(figure, gold)
        if row is not None:
            yield Example(
                name,
                f"«{figure.quantity.span.text(scene.text)}» {scene.text}",
                group_of(topic),
                candidates_of(scene, index, topic, context),
                row["countries"],
                not row.get("main_only"),
            )


def _asked(document: Document, tables: Mapping[str, Table]) -> list[tuple[Figure, Asked]]:
    """Return the figures of a text with what linking was asked about each."""
    asked: list[Asked] = []

    def recorded(scene: Scene, index: int, topic: str, context: Context) -> tuple[Link, ...]:
        asked.append((scene, index, topic, context))
        return links_of(scene, index, topic, context)

    with (
        patch.object(figures, "links_of", recorded),
        patch.object(links, "scale", cache(lambda name, group: Scale(tables[name], group))),
    ):
        reading = figures.read_figures(document)
    return list(zip(reading.figures, asked, strict=True))


def _matched(figure: Figure, gold: Iterable[Row]) -> Row | None:
    """Return the annotation that shares characters with a figure."""
    for row in gold:
        if row["start"] < figure.span.end and figure.span.start < row["end"]:
            return row
    return None
