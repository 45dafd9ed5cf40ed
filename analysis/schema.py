"""The columns of every table: name, dtype and what a reader is told about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pandas as pd

TEXT, INTEGER, NUMBER, FLAG, DAY = "str", "int64", "float64", "bool", "datetime64[s]"

Columns = dict[str, tuple[str, str]]

_PLACE: Columns = {
    "doc_id": (TEXT, "The text it stands in."),
    "sentence": (INTEGER, "Number of the sentence in the text, from 0."),
    "start": (INTEGER, "First character of the quote in the text, counted from 0."),
    "end": (INTEGER, "Character after the quote's last one."),
    "quote": (TEXT, "The words as they stand in the text."),
}

_NUMBERS: Columns = {
    "value": (NUMBER, "The number as stated; empty for ranges and vague amounts."),
    "low": (NUMBER, "The least it can be; empty where the text sets no lower bound."),
    "high": (NUMBER, "The most it can be; empty where the text sets no upper bound."),
    "qualifier": (TEXT, "exact, approx, at_least, at_most, more_than, less_than, range or vague."),
}

DOCUMENTS: Columns = {
    "doc_id": (TEXT, "Name of the text."),
    "title": (TEXT, "Headline."),
    "source": (TEXT, "Publisher."),
    "url": (TEXT, "Address of the text or of its first source."),
    "published": (DAY, "Day of publication."),
    "language": (TEXT, "Language found in the text (ISO 639-1)."),
    "sha256": (TEXT, "Checksum of the file as it was read."),
    "characters": (INTEGER, "Length of the text in characters."),
    "sentences": (INTEGER, "Number of sentences."),
    "figures": (INTEGER, "Number of figures."),
    "title_from": (TEXT, "Where the title was found: front matter, heading, page metadata…"),
    "published_from": (TEXT, "Where the day was found; a day is never guessed from the words."),
}

SENTENCES: Columns = {
    "doc_id": (TEXT, "The text it stands in."),
    "sentence": (INTEGER, "Number of the sentence in the text, from 0."),
    "start": (INTEGER, "First character of the sentence in the text, counted from 0."),
    "end": (INTEGER, "Character after the sentence's last one."),
    "text": (TEXT, "The sentence."),
    "polarity": (NUMBER, "TextBlob's polarity, from -1 (negative) to 1 (positive)."),
    "subjectivity": (NUMBER, "TextBlob's subjectivity, from 0 (factual) to 1 (opinion)."),
    "scored": (FLAG, "Whether any word of the sentence is in TextBlob's lexicon."),
    "driving_words": (TEXT, "The words that the score comes from, strongest first."),
    "topics": (TEXT, "Topics of the sentence, joined by ';'."),
    "countries": (TEXT, "Countries and blocs named in it, joined by ';'."),
}

FIGURES: Columns = {
    "figure_id": (TEXT, "Stable name of the figure."),
    **_PLACE,
    "prefix": (TEXT, "The words just before the quote."),
    "suffix": (TEXT, "The words just after the quote."),
    "kind": (TEXT, "money, percent, count, duration, measure, ratio or age."),
    **_NUMBERS,
    "qualifier_cue": (TEXT, "The words that the qualifier was read from."),
    "currency": (TEXT, "Currency of money (ISO 4217)."),
    "currency_inferred": (FLAG, "Whether the text leaves open which currency of that name it is."),
    "unit": (TEXT, "What is counted or measured, singular."),
    "counted": (TEXT, "What is counted with its adjectives, singular; the whole of a share."),
    "period": (TEXT, "per_month, per_year, 'over 10 years'…; empty for a plain total."),
    "change": (TEXT, "up or down where the figure is a change."),
    "change_cue": (TEXT, "The word that the change was read from."),
    "step": (TEXT, "from or to, where the figure is the level that a change leaves or reaches."),
    "about": (TEXT, "The words that say what the figure measures."),
    "topic": (TEXT, "What the figure is about."),
    "status": (TEXT, "fact, planned, proposed, pledged, claimed, denied or hypothetical."),
    "status_cue": (TEXT, "The words that the status was read from."),
    "speaker": (TEXT, "Who says so; empty where the text itself does."),
    "countries": (TEXT, "Countries and blocs it concerns, joined by ';', the main one first."),
    "role": (TEXT, "Part of the main country: payer, recipient, imposer, target, contributor…"),
    "when_start": (DAY, "First day of the time it speaks of."),
    "when_end": (DAY, "Last day of the time it speaks of."),
    "when_granularity": (TEXT, "day, month, quarter or year."),
    "claim_id": (TEXT, "Key of what is measured: figures that share it can be compared."),
    "confidence": (
        NUMBER,
        "How sure value, kind, currency and unit are, from 0 to 1.",
    ),
}

CONVERSION: Columns = {
    "converted_value": (NUMBER, "The number in the currency asked for."),
    "converted_low": (NUMBER, "The least it can be, in the currency asked for."),
    "converted_high": (NUMBER, "The most it can be, in the currency asked for."),
    "converted_currency": (TEXT, "The currency asked for; empty where there is no rate."),
    "rate": (NUMBER, "What one unit of the figure's currency is worth in the one asked for."),
    "rate_date": (DAY, "Day of the rate: the text's, or the last before it that has one."),
    "rate_source": (TEXT, "Who published the rate."),
    "rate_note": (TEXT, "Why there is no rate, or what makes the currency doubtful."),
}
"""Columns that exchange.py adds to the figures where a conversion is asked for."""

REVIEW: Columns = {
    "review": (TEXT, "open, accepted, corrected or rejected by whoever reviewed the figure."),
    "review_corrections": (TEXT, "What was corrected, in words: as read → corrected."),
    "review_as_read": (TEXT, "What the program read where it was corrected: JSON by column."),
    "review_note": (TEXT, "What the reviewer noted."),
    "reviewer": (TEXT, "Who decided, as they call themselves."),
    "reviewed_at": (TEXT, "When (UTC, ISO 8601)."),
}
"""Columns that downloads of the dashboard add to every table with a figure_id; the figure's own
columns hold the corrected values. A row that belongs to no figure has them empty."""

FIGURE_COUNTRIES: Columns = {
    "figure_id": (TEXT, "The figure."),
    "iso3": (TEXT, "Country (ISO 3166-1 alpha-3) or bloc (EU, NATO, UN…)."),
    "rank": (INTEGER, "1 for the main country."),
    "role": (TEXT, "payer, recipient, imposer, target, contributor or subject."),
    "confidence": (NUMBER, "How sure the link is, from 0 to 1."),
}

MENTIONS: Columns = {
    **_PLACE,
    "iso3": (TEXT, "Country (ISO 3166-1 alpha-3) or bloc (EU, NATO, UN…); empty if unresolved."),
    "via": (TEXT, "name, demonym, metonym, leader, capital or bloc."),
    "confidence": (NUMBER, "How sure the mention is, from 0 to 1."),
    "note": (TEXT, "Why a leader's country is left open: the text has no date."),
}

SPENDING: Columns = {
    "figure_id": (TEXT, "The figure."),
    **_PLACE,
    "iso3": (TEXT, "Main country or bloc."),
    "role": (TEXT, "Its part: payer, recipient…"),
    "topic": (TEXT, "spending, aid, arms or cuts."),
    "status": (TEXT, "How the statement stands."),
    "speaker": (TEXT, "Who says so; empty where the text itself does."),
    **_NUMBERS,
    "currency": (TEXT, "Currency (ISO 4217)."),
    "period": (TEXT, "per_month, per_year, 'over 10 years'…; empty for a plain total."),
    "about": (TEXT, "The words that say what the money is for."),
}

PLEDGES: Columns = {
    **_PLACE,
    "iso3": (TEXT, "The country or bloc that commits itself; empty where none is named."),
    "what": (TEXT, "land, sea, air, cyber, troops, arms, aid, money or support."),
    "stage": (TEXT, "pledged, confirmed, delivered or refused."),
    "stage_cue": (TEXT, "The words that the stage was read from."),
    "figure_id": (TEXT, "The figure that states the size; empty where the text gives none."),
    **_NUMBERS,
    "currency": (TEXT, "Currency of money (ISO 4217)."),
    "unit": (TEXT, "What is counted."),
}

TARIFFS: Columns = {
    "figure_id": (TEXT, "The figure."),
    **_PLACE,
    "imposer": (TEXT, "Who levies the tariff."),
    "target": (TEXT, "Whose goods it falls on."),
    "goods": (TEXT, "Which goods, where the text says so."),
    "rate": (NUMBER, "Rate in percent; empty for ranges."),
    "state": (TEXT, "in force, threatened, agreed or paused."),
    "status": (TEXT, "How the statement stands."),
    "speaker": (TEXT, "Who says so; empty where the text itself does."),
    "low": (NUMBER, "Lowest rate."),
    "high": (NUMBER, "Highest rate."),
    "qualifier": (TEXT, "exact, approx, at_least, at_most, more_than, less_than, range or vague."),
}

FLOWS: Columns = {
    "figure_id": (TEXT, "The figure."),
    **_PLACE,
    "payer": (TEXT, "Who pays or gives."),
    "recipient": (TEXT, "Who receives."),
    "topic": (TEXT, "What it is for."),
    "status": (TEXT, "How the statement stands."),
    **_NUMBERS,
    "currency": (TEXT, "Currency (ISO 4217)."),
    "period": (TEXT, "per_month, per_year, 'over 10 years'…; empty for a plain total."),
}

CLAIMS: Columns = {
    "claim_id": (TEXT, "Key of what is measured, as in figures."),
    "measure": (TEXT, "level, level before (a change), rise or fall: what the number is of it."),
    "verdict": (TEXT, "conflicting, repeated, series, apart, not comparable or single."),
    "reason": (TEXT, "Why: what agrees, what differs, or what is missing."),
    "figures": (INTEGER, "Number of figures that share key and measure."),
    "documents": (INTEGER, "Number of texts they stand in."),
    "first_seen": (DAY, "Day of the first text that states it; empty where none has a day."),
    "first_doc_id": (TEXT, "That text."),
    "last_seen": (DAY, "Day of the last text that states it."),
    "last_doc_id": (TEXT, "That text."),
    "least": (NUMBER, "Smallest number stated."),
    "most": (NUMBER, "Largest number stated."),
    "quotes": (TEXT, "The numbers as written, each once, joined by '; '."),
    "kind": (TEXT, "money, percent, count, duration, measure, ratio or age."),
    "currency": (TEXT, "Currency of money (ISO 4217)."),
    "unit": (TEXT, "What is counted or measured, singular."),
    "period": (TEXT, "per_month, per_year, 'over 10 years'…; empty for a plain total."),
    "topic": (TEXT, "What it is about."),
    "country": (TEXT, "Main country or bloc; empty where none is named."),
    "about": (TEXT, "The words that say what is measured, as first seen."),
    "statuses": (TEXT, "How the statements stand, each once, joined by ';'."),
    "speakers": (TEXT, "Who says so, each once, joined by '; '; the text itself is left out."),
    "figure_ids": (TEXT, "The figures, first seen first, joined by ';'."),
}
"""Made of any selection of figures by ``analysis.comparing``, so it is not one of TABLES."""

COMPARED = (
    "figure_id",
    "sentence",
    "start",
    "end",
    "quote",
    "value",
    "low",
    "high",
    "qualifier",
    "currency",
    "unit",
    "period",
    "status",
    "speaker",
)
"""Columns of FIGURES that a row of DIFFERENCES has for both texts."""


def _of_side(side: str) -> Columns:
    """Return the columns of one text's figure; a number is empty where the text has no figure."""
    texts = {name: DOCUMENTS[name] for name in ("doc_id", "title", "source", "published")}
    cells = {name: FIGURES[name] for name in COMPARED}
    return {
        f"{side}_{name}": (NUMBER if dtype == INTEGER else dtype, f"In the {side} text: {told}")
        for name, (dtype, told) in (texts | cells).items()
    }


DIFFERENCES: Columns = {
    "difference": (TEXT, "changed, new, dropped, unmatched, same or repeat."),
    "reason": (TEXT, "Why there is no partner, where the other text has something like it."),
    "matched_by": (TEXT, "What the two figures were paired by."),
    "changed": (TEXT, "Parts in which the two figures differ, joined by ';'."),
    "direction": (TEXT, "up, down, narrower or wider; empty where the numbers do not say."),
    "by": (NUMBER, "Later number less the earlier one, where both state one on one scale."),
    "by_percent": (NUMBER, "The same in percent of the earlier one; empty for percentages."),
    "kind": FIGURES["kind"],
    "measure": CLAIMS["measure"],
    "topic": CLAIMS["topic"],
    "country": CLAIMS["country"],
    "about": FIGURES["about"],
    "claim_id": CLAIMS["claim_id"],
    **_of_side("earlier"),
    **_of_side("later"),
}
"""Made of two texts by ``analysis.comparing``; what both have in common is the later one's."""

SENTENCE_CHANGES: Columns = {
    "change": (TEXT, "reworded, added or removed."),
    "earlier_doc_id": (TEXT, "The earlier text."),
    "earlier_sentence": (NUMBER, "Number of the sentence there; empty where it was added."),
    "earlier_text": (TEXT, "The sentence there."),
    "later_doc_id": (TEXT, "The later text."),
    "later_sentence": (NUMBER, "Number of the sentence there; empty where it was removed."),
    "later_text": (TEXT, "The sentence there."),
}
"""Made of two versions of an article by ``analysis.comparing``."""

TABLES: dict[str, Columns] = {
    "documents": DOCUMENTS,
    "sentences": SENTENCES,
    "figures": FIGURES,
    "figure_countries": FIGURE_COUNTRIES,
    "mentions": MENTIONS,
    "spending": SPENDING,
    "pledges": PLEDGES,
    "tariffs": TARIFFS,
    "flows": FLOWS,
}


def table(name: str, rows: list[tuple[object, ...]]) -> pd.DataFrame:
    """Return ``rows`` as the table called ``name``, with the same dtypes when there are none.

    >>> table("mentions", [])["start"].dtype
    dtype('int64')
    """
    if not rows:
        return _empty(name)
    columns = TABLES[name]
    return frame_of(columns, dict(zip(columns, zip(*rows, strict=True), strict=True)))


def frame_of(columns: Columns, cells: Mapping[str, Any]) -> pd.DataFrame:
    """Return the values of each column as a frame with the order and dtypes of ``columns``."""
    # Arrays, not Series: nine tables of a short text cost more than reading it.
    filled = {name: pd.array(cells[name], dtype=dtype) for name, (dtype, _) in columns.items()}
    return pd.DataFrame(filled, copy=False)


def _empty(name: str) -> pd.DataFrame:
    """Return an empty table; a shallow copy, which pandas keeps apart from all others."""
    return _emptied(name).copy(deep=False)


@cache
def _emptied(name: str) -> pd.DataFrame:
    columns = TABLES[name]
    return frame_of(columns, dict.fromkeys(columns, ()))


@dataclass(frozen=True)
class Tables:
    """All tables of a set of documents, and the texts that their offsets count in.

    Each frame has the columns and dtypes of TABLES, except that the tables of a large store hold
    texts that repeat as categories and others as ``LazyWords``. ``texts`` maps doc_id to the
    document's text and ``bodies`` to the offset where its article begins.
    """

    documents: pd.DataFrame = field(default_factory=lambda: _empty("documents"))
    sentences: pd.DataFrame = field(default_factory=lambda: _empty("sentences"))
    figures: pd.DataFrame = field(default_factory=lambda: _empty("figures"))
    figure_countries: pd.DataFrame = field(default_factory=lambda: _empty("figure_countries"))
    mentions: pd.DataFrame = field(default_factory=lambda: _empty("mentions"))
    spending: pd.DataFrame = field(default_factory=lambda: _empty("spending"))
    pledges: pd.DataFrame = field(default_factory=lambda: _empty("pledges"))
    tariffs: pd.DataFrame = field(default_factory=lambda: _empty("tariffs"))
    flows: pd.DataFrame = field(default_factory=lambda: _empty("flows"))
    texts: Mapping[str, str] = field(default_factory=dict)
    bodies: Mapping[str, int] = field(default_factory=dict)

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return the tables by name, in the order of TABLES."""
        return {name: getattr(self, name) for name in TABLES}


def joined(parts: list[Tables]) -> Tables:
    """Return the tables of ``parts`` (with different doc_ids) one below the other."""
    if not parts:
        return Tables()
    frames = {
        name: pd.concat([getattr(part, name) for part in parts], ignore_index=True)
        for name in TABLES
    }
    texts = {doc_id: text for part in parts for doc_id, text in part.texts.items()}
    bodies = {doc_id: body for part in parts for doc_id, body in part.bodies.items()}
    return Tables(**frames, texts=texts, bodies=bodies)
