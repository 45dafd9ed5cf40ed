"""Turn documents into the tables of schema.py."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache

import pandas as pd

from analysis.claims import claim_id
from analysis.figures import Line, Reading, read_figures
from analysis.model import Document, Figure, Pledge, Quantity
from analysis.schema import TABLES, Tables, table
from analysis.sentiment import sentence_tone
from analysis.topics import Topics, sentence_topics
from analysis.views import Tariff, find_pledges, flows_of, tariff_of

CONTEXT = 32
SPENDING_TOPICS = ("spending", "aid", "arms", "cuts")
Row = tuple[object, ...]
Rows = dict[str, list[Row]]


def analyse(
    documents: Iterable[Document], *, ones: bool = False, topics: Topics | None = None
) -> Tables:
    """Return all tables of ``documents``, whose doc_ids must differ.

    Rows stand in the order of the documents and of their texts; the same documents give the same
    tables. With ``ones`` single things ("one plan", "one of the best plans") are figures too.
    ``topics`` are a user's words in the place of ours (see ``analysis.topics.load_topics``).

    Raises:
        ValueError: two documents have the same doc_id.
    """
    rows: Rows = {name: [] for name in TABLES}
    texts: dict[str, str] = {}
    bodies: dict[str, int] = {}
    for document in documents:
        if document.doc_id in texts:
            raise ValueError(f"two documents are called {document.doc_id!r}: rename one of them")
        texts[document.doc_id] = document.text
        bodies[document.doc_id] = document.body
        for name, found in _rows(read_figures(document, ones=ones, topics=topics)).items():
            rows[name] += found
    frames = {name: table(name, rows.pop(name)) for name in TABLES}
    return Tables(**frames, texts=texts, bodies=bodies)


def documents_of(tables: Tables) -> Iterator[Document]:
    """Yield the documents that ``tables`` were read from, to be read again with other words.

    >>> from analysis.documents import read_pasted
    >>> document = read_pasted("Norway will send Ukraine 85 tanks this year.", "Tanks")
    >>> list(documents_of(analyse([document]))) == [document]
    True
    """
    for row in tables.documents.to_dict("records"):
        day = row["published"]
        yield Document(
            doc_id=row["doc_id"],
            text=tables.texts[row["doc_id"]],
            body=tables.bodies.get(row["doc_id"], 0),
            title=row["title"],
            source=row["source"],
            url=row["url"],
            published=None if pd.isna(day) else day.date(),
            language=row["language"],
            sha256=row["sha256"],
            title_from=row["title_from"],
            published_from=row["published_from"],
        )


def figure_id(figure: Figure) -> str:
    """Return the stable name of a figure: its text and where it stands there."""
    return f"{figure.doc_id}@{figure.span.start}"


def _rows(reading: Reading) -> Rows:
    text, figures = reading.document.text, reading.figures
    lines = {line.sentence.index: line for line in reading.lines}
    tariffs = [tariff_of(figure, lines[figure.sentence]) for figure in figures]
    return {
        "documents": [_document(reading)],
        "sentences": [_sentence(reading.document.doc_id, line) for line in reading.lines],
        "figures": [_figure(figure, text) for figure in figures],
        "figure_countries": [row for figure in figures for row in _countries(figure)],
        "mentions": [row for line in reading.lines for row in _mentions(reading, line)],
        "spending": [_spending(figure, text) for figure in figures if _is_spending(figure)],
        "pledges": [_pledge(pledge, text) for pledge in find_pledges(reading)],
        "tariffs": [_tariff(tariff, text) for tariff in tariffs if tariff is not None],
        "flows": [
            row for figure in figures for row in _flows(figure, lines[figure.sentence], text)
        ],
    }


def _document(reading: Reading) -> Row:
    document = reading.document
    return (
        document.doc_id,
        document.title,
        document.source,
        document.url,
        _day(document.published),
        document.language,
        document.sha256,
        len(document.text),
        len(reading.lines),
        len(reading.figures),
        document.title_from,
        document.published_from,
    )


def _sentence(doc_id: str, line: Line) -> Row:
    sentence, tone = line.sentence, sentence_tone(line.sentence.text)
    return (
        doc_id,
        sentence.index,
        sentence.start,
        sentence.end,
        sentence.text,
        tone.polarity,
        tone.subjectivity,
        tone.scored,
        "; ".join(tone.driving_words),
        ";".join(sentence_topics(line.topics)),
        ";".join(dict.fromkeys(mention.code for mention in line.countries)),
    )


def _figure(figure: Figure, text: str) -> Row:
    quantity, span, when = figure.quantity, figure.span, figure.when
    return (
        figure_id(figure),
        *_place(figure, text),
        text[max(0, span.start - CONTEXT) : span.start],
        text[span.end : span.end + CONTEXT],
        quantity.kind,
        *_numbers(quantity),
        quantity.qualifier_cue,
        quantity.currency,
        quantity.currency_inferred,
        quantity.unit,
        quantity.counted,
        quantity.period,
        quantity.change,
        quantity.change_cue,
        quantity.step,
        figure.about,
        figure.topic,
        figure.status,
        figure.status_cue,
        figure.speaker,
        ";".join(link.code for link in figure.links),
        figure.links[0].role if figure.links else "",
        _day(when.start),
        _day(when.end),
        when.granularity,
        claim_id(figure),
        figure.confidence,
    )


def _place(mark: Figure | Pledge, text: str) -> Row:
    return mark.doc_id, mark.sentence, mark.span.start, mark.span.end, mark.span.text(text)


def _numbers(quantity: Quantity) -> Row:
    low, high = quantity.low, quantity.high
    return _float(quantity.value), _float(low), _float(high), quantity.qualifier


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


@lru_cache(maxsize=1024)
def _day(day: date | None) -> pd.Timestamp | None:
    return None if day is None else pd.Timestamp(day)


def _countries(figure: Figure) -> Iterator[Row]:
    for rank, link in enumerate(figure.links, 1):
        yield figure_id(figure), link.code, rank, link.role, link.confidence


def _mentions(reading: Reading, line: Line) -> Iterator[Row]:
    document, sentence = reading.document, line.sentence
    for mention in sorted((*line.countries, *line.unresolved), key=lambda found: found.span):
        span = mention.span.shift(sentence.start)
        yield (
            document.doc_id,
            sentence.index,
            span.start,
            span.end,
            span.text(document.text),
            mention.code,
            mention.via,
            mention.confidence,
            mention.note,
        )


def _is_spending(figure: Figure) -> bool:
    return figure.quantity.kind == "money" and figure.topic in SPENDING_TOPICS


def _spending(figure: Figure, text: str) -> Row:
    main = figure.links[0] if figure.links else None
    return (
        figure_id(figure),
        *_place(figure, text),
        main.code if main else "",
        main.role if main else "",
        figure.topic,
        figure.status,
        figure.speaker,
        *_numbers(figure.quantity),
        figure.quantity.currency,
        figure.quantity.period,
        figure.about,
    )


def _pledge(pledge: Pledge, text: str) -> Row:
    figure = pledge.figure
    numbers = _numbers(figure.quantity) if figure else (None, None, None, "")
    return (
        *_place(pledge, text),
        pledge.code,
        pledge.what,
        pledge.stage,
        pledge.stage_cue,
        figure_id(figure) if figure else "",
        *numbers,
        figure.quantity.currency if figure else "",
        figure.quantity.unit if figure else "",
    )


def _tariff(tariff: Tariff, text: str) -> Row:
    figure = tariff.figure
    value, low, high, qualifier = _numbers(figure.quantity)
    return (
        figure_id(figure),
        *_place(figure, text),
        tariff.imposer,
        tariff.target,
        tariff.goods,
        value,
        tariff.state,
        figure.status,
        figure.speaker,
        low,
        high,
        qualifier,
    )


def _flows(figure: Figure, line: Line, text: str) -> Iterator[Row]:
    """Yield a row for each pair of giver and recipient of an amount of money or a count."""
    for giver, taker in flows_of(figure, line):
        yield (
            figure_id(figure),
            *_place(figure, text),
            giver,
            taker,
            figure.topic,
            figure.status,
            *_numbers(figure.quantity),
            figure.quantity.currency,
            figure.quantity.period,
        )
