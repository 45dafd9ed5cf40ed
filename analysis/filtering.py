"""Turn tables and filters into the rows that the filters leave, by masks over row positions.

A filter reaches every table. Rows of views and countries follow their figure. A sentence is left
where it, or a figure in it, has the country and the topic; filters that only figures have (kind,
status, speaker, currency, review, figure) leave the sentences of the documents in which a figure is
left.
A pledge without a figure obeys what it has: country, stage, place, and the topics of its sentence.

A chosen sentence or stage that no figure stands in would empty the page, so figures do not follow
it then; ``unanswered`` names such facets for the page to say so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from analysis.codes import Mask, Positions
from analysis.cuts import CutTables, Masks
from analysis.labels import NO_COUNTRY, TEXT_ITSELF
from analysis.lazywords import LazyWords
from analysis.model import REVIEWS
from analysis.positions import Places, places_of
from analysis.schema import Tables

FIGURE_ONLY = ("kind", "status", "speaker", "currency", "review", "figure")
"""Facets that only figures have."""


@dataclass(frozen=True)
class Filters:
    """What is asked for: values of one facet are alternatives, facets narrow each other.

    ``country`` takes codes and NO_COUNTRY, ``speaker`` names and TEXT_ITSELF, ``sentence`` the
    names that ``sentence_id`` gives. ``since`` and ``until`` are days of publication. ``main_only``
    lets a figure count under its main country only.
    """

    country: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    document: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    currency: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    figure: tuple[str, ...] = ()
    sentence: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    search: str = ""
    main_only: bool = False


def sentence_id(doc_id: str, sentence: int) -> str:
    """Return the name of a sentence in the facet ``sentence``.

    >>> sentence_id("speech", 3)
    'speech:3'
    """
    return f"{doc_id}:{sentence}"


def reviews_of(figures: pd.DataFrame) -> "pd.Series[str]":
    """Return how far each figure is reviewed; all are open where nobody has reviewed any."""
    if "review" in figures:
        return figures["review"]
    return pd.Series(REVIEWS[0], index=figures.index, dtype="str")


def filtered(tables: Tables, filters: Filters) -> Tables:
    """Return the rows of every table that ``filters`` leave, in their order."""
    places = places_of(tables)

    def cut() -> tuple[int, Tables]:
        masks = _Query(tables, places, filters).masks()
        rows = sum(int(np.count_nonzero(masks[name])) for name in ("figures", "sentences"))
        return rows, CutTables(tables, places, masks)

    return places.remembered(filters, cut)


def unanswered(tables: Tables, filters: Filters) -> tuple[str, ...]:
    """Return which of "sentence" and "stage" are asked for but met by no figure.

    >>> unanswered(Tables(), Filters(stage=("refused",)))
    ('stage',)
    """
    query = _Query(tables, places_of(tables), filters)
    met = {"sentence": query.figures_in_sentence, "stage": query.figures_at_stage}
    return tuple(name for name, find in met.items() if getattr(filters, name) and not find().any())


@dataclass(frozen=True)
class _Query:
    """One question to one set of tables; every method returns a mask over one table."""

    all: Tables
    places: Places
    asked: Filters

    def masks(self) -> Masks:
        masks = Masks(
            {
                "figures": self.figures,
                "sentences": lambda: self.sentences(masks["figures"]),
                "pledges": lambda: self.pledges(masks["figures"]),
                "documents": lambda: self.documents(
                    masks["figures"], masks["sentences"], masks["pledges"]
                ),
                "figure_countries": lambda: self.links(masks["figures"]),
                "mentions": lambda: self.mentions(masks["sentences"]),
                "spending": lambda: self.followers("spending", masks["figures"]),
                "tariffs": lambda: self.followers("tariffs", masks["figures"]),
                "flows": lambda: self.followers("flows", masks["figures"]),
            }
        )
        return masks

    def followers(self, name: str, figures: Mask) -> Mask:
        """Rows of a table that are figures."""
        return _at(figures, self.places.figure_of[name])

    def in_time(self) -> Mask:
        """Documents by name and day; one without a day is in no span of days."""
        documents = self.all.documents
        mask = _any_of(documents["doc_id"], self.asked.document)
        if self.asked.since:
            mask &= np.asarray(documents["published"] >= pd.Timestamp(self.asked.since))
        if self.asked.until:
            mask &= np.asarray(documents["published"] <= pd.Timestamp(self.asked.until))
        return mask

    def figures(self) -> Mask:
        mask = _at(self.in_time(), self.places.document_of["figures"])
        mask &= self.figures_of_country() & self.figures_only()
        mask &= _any_of(self.all.figures["topic"], self.asked.topic)
        if self.asked.search:
            mask &= self.figures_found()
        for met in (self.figures_in_sentence(), self.figures_at_stage()):
            mask &= met | (not met.any())
        return mask

    def figures_only(self) -> Mask:
        figures = self.all.figures
        speakers = tuple("" if name == TEXT_ITSELF else name for name in self.asked.speaker)
        return (
            _any_of(figures["kind"], self.asked.kind)
            & _any_of(figures["status"], self.asked.status)
            & _any_of(figures["speaker"], speakers)
            & _any_of(figures["currency"], self.asked.currency)
            & (not self.asked.review or _any_of(reviews_of(figures), self.asked.review))
            & _any_of(figures["figure_id"], self.asked.figure)
        )

    def figures_of_country(self) -> Mask:
        count, links = len(self.all.figures), self.all.figure_countries
        if not self.asked.country:
            return np.ones(count, dtype=bool)
        rows = _any_of(links["iso3"], self.asked.country)
        if self.asked.main_only:
            rows &= (links["rank"] == 1).to_numpy()
        mask = _hit(count, self.places.figure_of["figure_countries"][rows])
        if NO_COUNTRY in self.asked.country:
            mask |= ~_hit(count, self.places.figure_of["figure_countries"])
        return mask

    def figures_in_sentence(self) -> Mask:
        chosen = self.places.sentences_named(self.asked.sentence)
        return _at(chosen, self.places.sentence_of["figures"])

    def figures_at_stage(self) -> Mask:
        if not self.asked.stage:
            return np.ones(len(self.all.figures), dtype=bool)
        rows = self.pledges_of_country() & _any_of(self.all.pledges["stage"], self.asked.stage)
        return _hit(len(self.all.figures), self.places.figure_of["pledges"][rows])

    def figures_found(self) -> Mask:
        in_sentence = _at(self.sentences_found(), self.places.sentence_of["figures"])
        return in_sentence | _contains(self.all.figures["quote"], self.asked.search)

    def sentences_found(self) -> Mask:
        return _contains(self.all.sentences["text"], self.asked.search)

    def sentences(self, figures: Mask) -> Mask:
        asked, count = self.asked, len(self.all.sentences)
        home = self.places.sentence_of["figures"]
        mask = self.in_left_documents("sentences", figures)
        mask &= self.places.sentences_named(asked.sentence)
        if asked.country:
            own = self.places.listed("countries", asked.country)
            if NO_COUNTRY in asked.country:
                own |= (self.all.sentences["countries"] == "").to_numpy()
            mask &= own | _hit(count, home[self.figures_of_country()])
        if asked.topic:
            own = self.places.listed("topics", asked.topic)
            mask &= own | _hit(count, home[_any_of(self.all.figures["topic"], asked.topic)])
        if asked.search:
            mask &= self.sentences_found()
        if asked.stage:
            rows = self.pledges_of_country() & _any_of(self.all.pledges["stage"], asked.stage)
            mask &= _hit(count, self.places.sentence_of["pledges"][rows])
        return mask

    def in_left_documents(self, name: str, figures: Mask) -> Mask:
        """Rows of the table ``name`` in documents that the filters of figures leave."""
        mask = self.in_time()
        if any(getattr(self.asked, facet) for facet in FIGURE_ONLY):
            mask &= _hit(len(mask), self.places.document_of["figures"][figures])
        return _at(mask, self.places.document_of[name])

    def pledges_of_country(self) -> Mask:
        codes = tuple("" if code == NO_COUNTRY else code for code in self.asked.country)
        return _any_of(self.all.pledges["iso3"], codes)

    def pledges(self, figures: Mask) -> Mask:
        asked, home = self.asked, self.places.sentence_of["pledges"]
        figure = self.places.figure_of["pledges"]
        mask = self.pledges_of_country() & _any_of(self.all.pledges["stage"], asked.stage)
        mask &= self.in_left_documents("pledges", figures)
        mask &= (figure < 0) | _at(self.figures_only(), figure)
        if asked.topic:
            without = (figure < 0) & _at(self.places.listed("topics", asked.topic), home)
            mask &= without | _at(_any_of(self.all.figures["topic"], asked.topic), figure)
        if asked.search:
            mask &= _at(self.sentences_found(), home)
        chosen = _at(self.places.sentences_named(asked.sentence), home)
        return mask & (chosen | (not chosen.any() and not self.figures_in_sentence().any()))

    def links(self, figures: Mask) -> Mask:
        mask = self.followers("figure_countries", figures)
        if self.asked.main_only:
            mask &= (self.all.figure_countries["rank"] == 1).to_numpy()
        return mask

    def mentions(self, sentences: Mask) -> Mask:
        mask = _at(sentences, self.places.sentence_of["mentions"])
        return mask & _any_of(self.all.mentions["iso3"], self.asked.country)

    def documents(self, figures: Mask, sentences: Mask, pledges: Mask) -> Mask:
        """Documents of which a row is left, or that no filter of rows was put to."""
        mask = self.in_time()
        days = ("document", "since", "until", "main_only")
        rest = (name for name in self.asked.__dataclass_fields__ if name not in days)
        if not any(getattr(self.asked, name) for name in rest):
            return mask
        of = self.places.document_of
        left = (of["figures"][figures], of["sentences"][sentences], of["pledges"][pledges])
        return mask & _hit(len(mask), np.concatenate(left))


def _any_of(column: "pd.Series[str]", values: Iterable[str]) -> Mask:
    """Return where ``column`` holds one of ``values``; without values that is everywhere."""
    wanted = list(values)
    return np.array(column.isin(wanted)) if wanted else np.ones(len(column), dtype=bool)


def _contains(column: "pd.Series[str]", words: str) -> Mask:
    if isinstance(column.array, LazyWords):
        return column.array.containing(words)
    found = column.str.lower().str.contains(words.lower(), regex=False)
    return found.to_numpy(dtype=bool)


def _hit(count: int, positions: Positions) -> Mask:
    """Return a mask of ``count`` rows that is set at ``positions``; negative ones are nowhere."""
    mask = np.zeros(count, dtype=bool)
    mask[positions[positions >= 0]] = True
    return mask


def _at(mask: Mask, positions: Positions) -> Mask:
    """Return ``mask`` read at ``positions``, and False where a position is negative."""
    if not len(mask):
        return np.zeros(len(positions), dtype=bool)
    return mask[positions] & (positions >= 0)
