"""Count figures by what they have: values, countries, and countries with topics."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.arrays import Array
from analysis.codes import Mask, Positions, at, counted, hit, smallest
from analysis.cuts import CutTables, base_of, coded_column, count_of, kept_of
from analysis.labels import NO_COUNTRY
from analysis.positions import places_of
from analysis.schema import Tables

Numbers = npt.NDArray[np.int64]


def by_value(tables: Tables, column: str) -> pd.DataFrame:
    """Return ``column`` and ``figures``, the number of figures with each value, most first.

    >>> by_value(Tables(), "topic").columns.tolist()
    ['topic', 'figures']
    """

    def told() -> pd.DataFrame:
        base = base_of(tables)
        codes, names = coded_column(base, "figures", column)
        figures = counted(codes, kept_of(tables, "figures"), len(names))
        there = np.flatnonzero(figures)
        return _ranked({column: names[there].tolist()}, {"figures": figures[there]})

    return places_of(tables).once(f"figures by {column}", told)


def _ranked(names: dict[str, list[str]], numbers: dict[str, Numbers]) -> pd.DataFrame:
    """Return the rows with the most figures first, and in the order of their names where equal."""
    keys = list(zip((-numbers["figures"]).tolist(), *names.values(), strict=True))
    order = np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.intp)
    cells = {
        name: pd.array([column[at] for at in order], dtype="str") for name, column in names.items()
    }
    return pd.DataFrame({**cells, **{name: column[order] for name, column in numbers.items()}})


@dataclass(frozen=True, eq=False)
class _Links:
    """The links of figures to countries as numbers, and the figures that name nobody.

    ``pairs`` are country and topic as one number, of ``topics`` for each country.
    """

    countries: Positions
    pairs: Positions
    main: Mask
    codes: "pd.Index[str]"
    topics: "pd.Index[str]"
    bare: Mask
    sound: bool
    """Whether every figure that names a country has a main one."""


def _kept_links(tables: Tables) -> _Links:
    """Return the links of tables that are not cut; a link of no figure has a negative country."""

    def make() -> Iterator[tuple[str, Array]]:
        found = _links(tables)
        yield "countries", found.countries
        yield "pairs", found.pairs
        yield "main", found.main
        yield "bare", found.bare
        yield "sound", np.array([found.sound])

    kept = places_of(tables).kept("links", make)
    codes = coded_column(tables, "figure_countries", "iso3")[1]
    topics = coded_column(tables, "figures", "topic")[1]
    arrays = kept["countries"], kept["pairs"], kept["main"]
    return _Links(*arrays, codes, topics, kept["bare"], bool(kept["sound"][0]))


def _links(tables: Tables) -> _Links:
    figures = places_of(tables).figure_of["figure_countries"]
    countries, codes = coded_column(tables, "figure_countries", "iso3")
    topic, topics = coded_column(tables, "figures", "topic")
    width, known = max(len(topics), 1), figures >= 0
    pairs = np.where(known, countries.astype(np.int32) * width + at(topic, figures, 0), -1)
    main = (tables.figure_countries["rank"] == 1).to_numpy()
    count = count_of(tables, "figures")
    bare = ~hit(count, figures)
    return _Links(
        np.where(known, countries, -1).astype(smallest(len(codes))),
        pairs.astype(smallest(len(codes) * width)),
        main,
        codes,
        topics,
        bare,
        bool((hit(count, figures.compress(main)) == ~bare).all()),
    )


@dataclass(frozen=True, eq=False)
class _Left:
    """Which links and figures of some links are counted."""

    links: _Links
    kept: Mask
    bare: Mask

    def count(self, codes: Positions, mask: Mask, size: int) -> Numbers:
        """Return how many of the kept links in ``mask`` have each code."""
        return counted(codes, mask, size)


def _left(tables: Tables) -> _Left:
    whole = base_of(tables)
    links = places_of(whole).once("links", lambda: _kept_links(whole))
    if not isinstance(tables, CutTables) or tables is whole:
        return _Left(links, links.countries >= 0, links.bare)
    kept, figures = tables.kept("figure_countries"), tables.kept("figures")
    if links.sound:
        return _Left(links, kept, links.bare & figures)
    linked = places_of(whole).figure_of["figure_countries"].compress(kept)
    return _Left(links, kept, figures & ~hit(len(figures), linked))


def by_country(tables: Tables) -> pd.DataFrame:
    """Return iso3, figures and main (figures whose main country it is), most figures first.

    Figures that name nobody count under NO_COUNTRY.

    >>> by_country(Tables()).columns.tolist()
    ['iso3', 'figures', 'main']
    """
    return places_of(tables).once("figures by country", lambda: _by_country(tables))


def _by_country(tables: Tables) -> pd.DataFrame:
    left = _left(tables)
    links, size, nobody = left.links, len(left.links.codes), int(np.count_nonzero(left.bare))
    figures = np.append(left.count(links.countries, left.kept, size), nobody)
    main = np.append(left.count(links.countries, left.kept & links.main, size), nobody)
    there = np.flatnonzero(figures)
    countries = [*links.codes, NO_COUNTRY]
    names = {"iso3": [countries[at] for at in there]}
    return _ranked(names, {"figures": figures[there], "main": main[there]})


def by_country_and_topic(tables: Tables) -> pd.DataFrame:
    """Return iso3, topic and figures for every pair that occurs, most figures first.

    >>> by_country_and_topic(Tables()).columns.tolist()
    ['iso3', 'topic', 'figures']
    """
    return places_of(tables).once("figures by country and topic", lambda: _by_both(tables))


def _by_both(tables: Tables) -> pd.DataFrame:
    left = _left(tables)
    links, width = left.links, max(len(left.links.topics), 1)
    linked = left.count(links.pairs, left.kept, len(links.codes) * width)
    topics, _ = coded_column(base_of(tables), "figures", "topic")
    figures = np.concatenate([linked, counted(topics, left.bare, width)])
    there = np.flatnonzero(figures)
    countries = [*links.codes, NO_COUNTRY]
    cells = [divmod(int(at), width) for at in there]
    both = {
        "iso3": [countries[country] for country, _ in cells],
        "topic": [links.topics[topic] for _, topic in cells],
    }
    return _ranked(both, {"figures": figures[there]})
