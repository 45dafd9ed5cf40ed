"""Turn tables and filters into the rows that the filters leave, by masks over row positions.

A filter reaches every table. Rows of views and countries follow their figure. A sentence is left
where it, or a figure in it, has the country and the topic; filters that only figures have (kind,
status, speaker, currency, review, figure) leave the sentences of the documents in which a figure is
left.
A pledge without a figure obeys what it has: country, stage, place, and the topics of its sentence.
It meets no filter that only figures have, but that it is open: nobody has decided on it.

A chosen sentence or stage that no figure stands in would empty the page, so figures do not follow
it then; ``unanswered`` names such facets for the page to say so.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from analysis.codes import Mask, Positions, any_of, hit, picked
from analysis.cuts import CutTables, Masks
from analysis.labels import NO_COUNTRY, TEXT_ITSELF, TOWARDS
from analysis.lazywords import LazyWords
from analysis.model import REVIEWS
from analysis.positions import Places, places_of
from analysis.schema import Tables

OPEN = REVIEWS[0]
FIGURE_ONLY = ("kind", "status", "speaker", "currency", "pair", "review", "figure")
"""Facets that only figures have."""

SIDES = {"flows": ("payer", "recipient"), "tariffs": ("imposer", "target")}
"""The columns of the tables that have two sides."""


@dataclass(frozen=True)
class Filters:
    """What is asked for: values of one facet are alternatives, facets narrow each other.

    ``country`` takes codes and NO_COUNTRY, ``speaker`` names and TEXT_ITSELF, ``sentence`` the
    names that ``sentence_id`` gives, ``pair`` the two sides of payments and tariffs as
    ``labels.pair_of`` joins them. ``since`` and ``until`` are days of publication. ``main_only``
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
    pair: tuple[str, ...] = ()
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

    def cut() -> CutTables:
        return CutTables(tables, places, _Query(tables, places, filters).masks())

    return places.remembered(filters, cut)


def unanswered(tables: Tables, filters: Filters) -> tuple[str, ...]:
    """Return which of "sentence" and "stage" are asked for but met by no figure.

    >>> unanswered(Tables(), Filters(stage=("refused",)))
    ('stage',)
    """
    query = _Query(tables, places_of(tables), filters)
    met = {"sentence": query.figures_in_sentence(), "stage": query.figures_at_stage()}
    return tuple(name for name, mask in met.items() if mask is not None and not mask.any())


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
                "tariffs": lambda: self.sided("tariffs", masks["figures"]),
                "flows": lambda: self.sided("flows", masks["figures"]),
            }
        )
        return masks

    def followers(self, name: str, figures: Mask) -> Mask:
        """Rows of a table that are figures."""
        return picked(figures, self.places.figure_of[name])

    def sided(self, name: str, figures: Mask) -> Mask:
        """Rows of a table of SIDES: those of figures, between the sides that are asked for."""
        mask = self.followers(name, figures)
        return mask & self.between(name) if self.asked.pair else mask

    def between(self, name: str) -> Mask:
        """Rows of a table of SIDES that lead from one to the other of a pair."""
        frame, (from_whom, to_whom) = getattr(self.all, name), SIDES[name]
        mask = np.zeros(len(frame), dtype=bool)
        for pair in self.asked.pair:
            one, _, other = pair.partition(TOWARDS)
            mask |= any_of(frame[from_whom], (one,)) & any_of(frame[to_whom], (other,))
        return mask

    def figures_of_pair(self) -> Mask | None:
        if not self.asked.pair:
            return None
        return self.places.mask_of(("pair", self.asked.pair), self.found_of_pair)

    def found_of_pair(self) -> Mask:
        count, figure_of = len(self.all.figures), self.places.figure_of
        mask = np.zeros(count, dtype=bool)
        for name in SIDES:
            mask |= hit(count, figure_of[name].compress(self.between(name)))
        return mask

    def in_time(self) -> Mask | None:
        """Documents by name and day; one without a day is in no span of days."""
        documents, asked = self.all.documents, self.asked
        parts = [_any_of(documents["doc_id"], asked.document)]
        if asked.since:
            parts.append(np.asarray(documents["published"] >= pd.Timestamp(asked.since)))
        if asked.until:
            parts.append(np.asarray(documents["published"] <= pd.Timestamp(asked.until)))
        return _both(*parts)

    def rows_in_time(self, name: str) -> Mask | None:
        mask = self.in_time()
        return None if mask is None else picked(mask, self.places.document_of[name])

    def figures(self) -> Mask:
        parts = [
            self.rows_in_time("figures"),
            self.figures_of_country(),
            self.figures_only(),
            self.figures_of_topic(),
            self.figures_found() if self.asked.search else None,
        ]
        for met in (self.figures_in_sentence(), self.figures_at_stage()):
            parts.append(met if met is not None and met.any() else None)
        return _whole(len(self.all.figures), _both(*parts))

    def figures_only(self) -> Mask | None:
        figures, asked = self.all.figures, self.asked
        speakers = tuple("" if name == TEXT_ITSELF else name for name in asked.speaker)
        return _both(
            _any_of(figures["kind"], asked.kind),
            _any_of(figures["status"], asked.status),
            _any_of(figures["speaker"], speakers),
            _any_of(figures["currency"], asked.currency),
            self.figures_of_pair(),
            _any_of(reviews_of(figures), asked.review) if asked.review else None,
            self.places.figures_named(asked.figure) if asked.figure else None,
        )

    def figures_of_topic(self) -> Mask | None:
        return _any_of(self.all.figures["topic"], self.asked.topic)

    def figures_of_country(self) -> Mask | None:
        asked = self.asked
        if not asked.country:
            return None
        question = ("country", asked.country, asked.main_only)
        return self.places.mask_of(question, self.found_of_country)

    def found_of_country(self) -> Mask:
        count, links = len(self.all.figures), self.all.figure_countries
        rows = any_of(links["iso3"], self.asked.country)
        if self.asked.main_only:
            rows &= (links["rank"] == 1).to_numpy()
        of_figure = self.places.figure_of["figure_countries"]
        mask = hit(count, of_figure.compress(rows))
        if NO_COUNTRY in self.asked.country:
            mask |= ~hit(count, of_figure)
        return mask

    def figures_in_sentence(self) -> Mask | None:
        if not self.asked.sentence:
            return None
        chosen = self.places.sentences_named(self.asked.sentence)
        return picked(chosen, self.places.sentence_of["figures"])

    def figures_at_stage(self) -> Mask | None:
        if not self.asked.stage:
            return None
        rows = self.pledges_of_country_and_stage()
        return hit(len(self.all.figures), _those(self.places.figure_of["pledges"], rows))

    def figures_found(self) -> Mask:
        in_sentence = picked(self.sentences_found(), self.places.sentence_of["figures"])
        return in_sentence | _contains(self.all.figures["quote"], self.asked.search)

    def sentences_found(self) -> Mask:
        return _contains(self.all.sentences["text"], self.asked.search)

    def sentences(self, figures: Mask) -> Mask:
        asked, count = self.asked, len(self.all.sentences)
        home = self.places.sentence_of["figures"]
        parts = [self.in_left_documents("sentences", figures)]
        if asked.sentence:
            parts.append(self.places.sentences_named(asked.sentence))
        if asked.country:
            own = self.places.listed("countries", asked.country)
            if NO_COUNTRY in asked.country:
                own |= any_of(self.all.sentences["countries"], ("",))
            parts.append(own | hit(count, _those(home, self.figures_of_country())))
        if asked.topic:
            own = self.places.listed("topics", asked.topic)
            parts.append(own | hit(count, _those(home, self.figures_of_topic())))
        if asked.search:
            parts.append(self.sentences_found())
        if asked.stage:
            rows = self.pledges_of_country_and_stage()
            parts.append(hit(count, _those(self.places.sentence_of["pledges"], rows)))
        return _whole(count, _both(*parts))

    def in_left_documents(self, name: str, figures: Mask) -> Mask | None:
        """Rows of the table ``name`` in documents that the filters of figures leave."""
        mask = self.in_time()
        if any(getattr(self.asked, facet) for facet in FIGURE_ONLY):
            homes = self.places.document_of["figures"].compress(figures)
            mask = _both(mask, hit(len(self.all.documents), homes))
        return None if mask is None else picked(mask, self.places.document_of[name])

    def pledges_of_country_and_stage(self) -> Mask | None:
        asked, pledges = self.asked, self.all.pledges
        codes = tuple("" if code == NO_COUNTRY else code for code in asked.country)
        return _both(_any_of(pledges["iso3"], codes), _any_of(pledges["stage"], asked.stage))

    def pledges(self, figures: Mask) -> Mask:
        asked, home = self.asked, self.places.sentence_of["pledges"]
        figure = self.places.figure_of["pledges"]
        parts = [
            self.pledges_of_country_and_stage(),
            self.in_left_documents("pledges", figures),
        ]
        only, of_topic = self.figures_only(), self.figures_of_topic()
        if only is not None:
            parts.append(picked(only, figure) | ((figure < 0) & self.asks_for_open_alone()))
        if of_topic is not None:
            without = (figure < 0) & picked(self.places.listed("topics", asked.topic), home)
            parts.append(without | picked(of_topic, figure))
        if asked.search:
            parts.append(picked(self.sentences_found(), home))
        if asked.sentence:
            chosen = picked(self.places.sentences_named(asked.sentence), home)
            met = self.figures_in_sentence()
            parts.append(chosen if chosen.any() or (met is not None and met.any()) else None)
        return _whole(len(self.all.pledges), _both(*parts))

    def asks_for_open_alone(self) -> bool:
        """Whether, of what only figures have, no more is asked for than that they be undecided."""
        others = any(getattr(self.asked, facet) for facet in FIGURE_ONLY if facet != "review")
        return OPEN in self.asked.review and not others

    def links(self, figures: Mask) -> Mask:
        mask = self.followers("figure_countries", figures)
        if self.asked.main_only:
            mask &= (self.all.figure_countries["rank"] == 1).to_numpy()
        return mask

    def mentions(self, sentences: Mask) -> Mask:
        mask = picked(sentences, self.places.sentence_of["mentions"])
        return mask & _whole(len(mask), _any_of(self.all.mentions["iso3"], self.asked.country))

    def documents(self, figures: Mask, sentences: Mask, pledges: Mask) -> Mask:
        """Documents of which a row is left, or that no filter of rows was put to."""
        mask, count = self.in_time(), len(self.all.documents)
        days = ("document", "since", "until", "main_only")
        rest = (name for name in self.asked.__dataclass_fields__ if name not in days)
        if not any(getattr(self.asked, name) for name in rest):
            return _whole(count, mask)
        left = hit(count, self.places.document_of["figures"].compress(figures))
        left |= hit(count, self.places.document_of["sentences"].compress(sentences))
        left |= hit(count, self.places.document_of["pledges"].compress(pledges))
        return _whole(count, _both(mask, left))


def _any_of(column: "pd.Series[str]", values: tuple[str, ...]) -> Mask | None:
    """Return where ``column`` holds one of ``values``; without values nothing is asked."""
    return any_of(column, values) if values else None


def _both(*parts: Mask | None) -> Mask | None:
    """Return where all of ``parts`` hold; ``None`` holds everywhere."""
    asked = [part for part in parts if part is not None]
    if len(asked) < 2:
        return asked[0] if asked else None
    mask = asked[0] & asked[1]
    for part in asked[2:]:
        mask &= part
    return mask


def _whole(count: int, mask: Mask | None) -> Mask:
    return np.ones(count, dtype=bool) if mask is None else mask


def _those(positions: Positions, mask: Mask | None) -> Positions:
    return positions if mask is None else positions.compress(mask)


def _contains(column: "pd.Series[str]", words: str) -> Mask:
    if isinstance(column.array, LazyWords):
        return column.array.containing(words)
    found = column.str.lower().str.contains(words.lower(), regex=False)
    return found.to_numpy(dtype=bool)
