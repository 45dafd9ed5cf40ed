"""Say what is chosen: a ``Selection`` is changed by marks, read from URLs and told in words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

import pandas as pd

from analysis.filtering import SIDES, Filters, filtered, reviews_of, sentence_id, unanswered
from analysis.labels import (
    FACET_TITLES,
    NO_COUNTRY,
    TEXT_ITSELF,
    country_name,
    pair_name,
    pair_of,
    word,
)
from analysis.model import KINDS, REVIEWS, STAGES, STATUSES, TOPICS, topic_rank
from analysis.positions import places_of
from analysis.schema import Tables

__all__ = [
    "FACETS",
    "NAMES",
    "NO_COUNTRY",
    "TEXT_ITSELF",
    "Chip",
    "Selection",
    "label",
    "options",
    "sentence_id",
    "sentence_names",
    "unanswered",
]

FACETS = (
    "country",
    "topic",
    "document",
    "kind",
    "status",
    "speaker",
    "currency",
    "stage",
    "pair",
    "review",
    "figure",
    "sentence",
)
"""Every facet that holds several values, in the order in which a reader meets them."""

CLOSED = {"topic": TOPICS, "kind": KINDS, "status": STATUSES, "stage": STAGES, "review": REVIEWS}
"""Facets whose values are our own words, in the order in which they are listed."""


@dataclass(frozen=True)
class Chip:
    """One thing that is chosen, with the words that say so."""

    facet: str
    value: str
    label: str


@dataclass(frozen=True)
class Selection(Filters):
    """Filters that know how a click changes them, how a URL holds them and what to call them.

    >>> chosen = Selection(topic=("aid",)).toggle({"topic": ("arms",)})
    >>> chosen.topic
    ('aid', 'arms')
    >>> chosen.toggle({"topic": ("arms",)}) == Selection(topic=("aid",))
    True
    """

    def __bool__(self) -> bool:
        """Return whether anything is chosen."""
        return self != Selection()

    def toggle(self, facet_values: Mapping[str, Iterable[str]]) -> "Selection":
        """Return the selection after a click on a mark that stands for ``facet_values``.

        Values of one facet are added, or taken out where all of them are chosen already. A mark
        that stands for several facets, as country × topic, becomes what these facets hold, since
        alternatives in two facets at once would light up marks that nobody chose; the same mark
        once more clears them.

        >>> mark = {"country": ("FRA",), "topic": ("aid",)}
        >>> Selection().toggle(mark).toggle(mark) == Selection()
        True
        """
        marked = {facet: _unique(values) for facet, values in facet_values.items()}
        _check(marked)
        if len(marked) > 1:
            held = all(getattr(self, facet) == values for facet, values in marked.items())
            return self._with(dict.fromkeys(marked, ()) if held else marked)
        return self._with({facet: self._turned(facet, marked[facet]) for facet in marked})

    def _turned(self, facet: str, values: tuple[str, ...]) -> tuple[str, ...]:
        held: tuple[str, ...] = getattr(self, facet)
        if set(values) <= set(held):
            return tuple(value for value in held if value not in values)
        return _unique((*held, *values))

    def _with(self, changes: Mapping[str, object]) -> "Selection":
        return replace(self, **changes)  # type: ignore[arg-type] # checked where they are read

    def without(self, *names: str) -> "Selection":
        """Return the selection with the facets, dates or search named here cleared.

        >>> Selection(kind=("money",), search="gas").without("kind", "search") == Selection()
        True
        """
        blank = Selection()
        return self._with({name: getattr(blank, name) for name in names})

    def apply(self, tables: Tables) -> Tables:
        """Return the rows of every table that the selection leaves; see ``analysis.filtering``."""
        return filtered(tables, self) if self else tables

    def describe(self, tables: Tables | None = None) -> list[Chip]:
        """Return a chip for every value; ``tables`` lends titles and quotes to the labels.

        >>> [chip.label for chip in Selection(country=("FRA",), search="gas").describe()]
        ['Country: France', 'Contains “gas”']
        """
        chips = [
            Chip(facet, value, f"{FACET_TITLES[facet]}: {label(facet, value, tables)}")
            for facet in FACETS
            for value in getattr(self, facet)
        ]
        if self.since:
            chips.append(Chip("since", self.since.isoformat(), f"Since {self.since:%-d %b %Y}"))
        if self.until:
            chips.append(Chip("until", self.until.isoformat(), f"Until {self.until:%-d %b %Y}"))
        if self.search:
            chips.append(Chip("search", self.search, f"Contains “{self.search}”"))
        if self.main_only:
            chips.append(Chip("main_only", "1", "Main countries only"))
        return chips

    def to_query(self) -> dict[str, list[str]]:
        """Return the selection as the parameters of a URL, without what is not chosen.

        >>> Selection(country=("FRA", "DEU"), since=date(2025, 9, 1)).to_query()
        {'country': ['FRA', 'DEU'], 'since': ['2025-09-01']}
        """
        query = {facet: list(getattr(self, facet)) for facet in FACETS if getattr(self, facet)}
        for chip in self.describe():
            if chip.facet not in FACETS:
                query[chip.facet] = [chip.value]
        return query

    @classmethod
    def from_query(
        cls, query: Mapping[str, Iterable[str]], known: Mapping[str, Iterable[str]] | None = None
    ) -> "Selection":
        """Return the selection that a URL names; what is unknown or malformed is left out.

        ``known`` is what ``options`` returns; without it only our own words are checked.

        >>> Selection.from_query({"topic": ["aid", "x"], "since": ["soon"], "utm": ["1"]})
        ... # doctest: +ELLIPSIS
        Selection(country=(), topic=('aid',), ...since=None, ...)
        """
        allowed = {**CLOSED, **(known or {})}
        parts: dict[str, object] = {}
        for facet in FACETS:
            values = _unique(query.get(facet, ()))
            within = set(allowed.get(facet, values))
            parts[facet] = tuple(value for value in values if value in within)
        parts["since"], parts["until"] = _day(query.get("since")), _day(query.get("until"))
        parts["search"] = next(iter(query.get("search", ())), "")
        parts["main_only"] = next(iter(query.get("main_only", ())), "") == "1"
        return cls()._with(parts)


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _check(names: Iterable[str]) -> None:
    unknown = set(names) - set(FACETS)
    if unknown:
        raise ValueError(f"no such facet: {', '.join(sorted(unknown))}")


def _day(values: Iterable[str] | None) -> date | None:
    try:
        return date.fromisoformat(next(iter(values or ()), ""))
    except ValueError:
        return None


def label(facet: str, value: str, tables: Tables | None = None) -> str:
    """Return ``value`` of ``facet`` as a reader reads it.

    >>> label("country", "FRA"), label("status", "fact"), label("document", "speech")
    ('France', 'fact', 'speech')
    """
    if facet == "country":
        return country_name(value)
    if facet == "pair":
        return pair_name(value)
    if facet == "document":
        return _looked_up(tables.documents, "doc_id", value, "title") if tables else value
    if facet == "figure":
        return _quote(tables, value) if tables else value
    if facet == "sentence":
        doc_id, _, number = value.rpartition(":")
        place = int(number) + 1 if number.isdecimal() else number
        return f"{place} of {label('document', doc_id, tables)}"
    return value if facet in ("speaker", "currency") else word(value)


def _quote(tables: Tables, figure_id: str) -> str:
    at = places_of(tables).figure_named(figure_id)
    return str(tables.figures["quote"].iloc[at]) or figure_id if at >= 0 else figure_id


def _looked_up(frame: pd.DataFrame, key: str, value: str, column: str) -> str:
    found = frame.loc[frame[key] == value, column]
    return str(found.iloc[0]) if len(found) and found.iloc[0] else value


def options(tables: Tables) -> dict[str, tuple[str, ...]]:
    """Return the values that each facet but figure and sentence can take, in the order of a list.

    Our own words keep their order, countries and speakers stand by name with those that name
    nobody last, documents by day with the newest first, pairs by how many figures they have.
    """
    figures, documents = tables.figures, tables.documents
    lists = tables.sentences["countries"].unique().tolist()
    codes = {code for joined in lists for code in joined.split(";") if code}
    codes |= set(tables.figure_countries["iso3"].unique()) | set(tables.pledges["iso3"].unique())
    some = bool(len(figures) and (figures["countries"] == "").any()) or "" in codes
    speakers = set(figures["speaker"].unique())
    return {
        "country": (*sorted(codes - {""}, key=country_name), *([NO_COUNTRY] if some else [])),
        "topic": tuple(sorted(figures["topic"].unique(), key=topic_rank)),
        "document": tuple(documents.sort_values("published", ascending=False)["doc_id"]),
        "kind": _present(KINDS, figures["kind"]),
        "status": _present(STATUSES, figures["status"]),
        "speaker": (
            *sorted(speakers - {""}, key=str.casefold),
            *([TEXT_ITSELF] if "" in speakers else []),
        ),
        "currency": tuple(sorted(set(figures["currency"].unique()) - {""})),
        "stage": _present(STAGES, tables.pledges["stage"]),
        "pair": _pairs(tables),
        "review": _present(REVIEWS, reviews_of(figures)),
    }


def _pairs(tables: Tables) -> tuple[str, ...]:
    """Return who pays or levies on whom, the pairs of most figures first."""
    counts: Counter[str] = Counter()
    for name, sides in SIDES.items():
        sizes = getattr(tables, name).groupby(list(sides), observed=True).size()
        counts.update({pair_of(*map(str, codes)): int(size) for codes, size in sizes.items()})
    return tuple(sorted(counts, key=lambda pair: (-counts[pair], pair_name(pair))))


def sentence_names(rows: pd.DataFrame) -> "pd.Series[str]":
    """Return the ``sentence_id`` of each row of ``sentences``."""
    doc_ids, numbers = rows["doc_id"].astype("str"), rows["sentence"].astype("str")
    names: pd.Series[str] = doc_ids + ":" + numbers
    return names


def _present(words: tuple[str, ...], column: "pd.Series[str]") -> tuple[str, ...]:
    there = set(column.unique())
    return tuple(value for value in words if value in there)


NAMES = tuple(field.name for field in fields(Selection))
"""Every part of a selection: the facets, the two dates, the search and the switch."""
