"""Count figures by what they have: values, countries, and countries with topics."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.codes import Mask, Positions, hit
from analysis.cuts import CutTables, coded_column, count_of
from analysis.labels import NO_COUNTRY
from analysis.positions import places_of
from analysis.schema import Tables

Numbers = npt.NDArray[np.int64]


def by_value(tables: Tables, column: str) -> pd.DataFrame:
    """Return ``column`` and ``figures``, the number of figures with each value, most first.

    >>> by_value(Tables(), "topic").columns.tolist()
    ['topic', 'figures']
    """

    def counted() -> pd.DataFrame:
        codes, names = coded_column(tables, "figures", column)
        figures = np.bincount(codes, minlength=len(names))
        there = np.flatnonzero(figures)
        return _ranked({column: names[there].tolist()}, {"figures": figures[there]})

    return places_of(tables).once(f"figures by {column}", counted)


def _ranked(names: dict[str, list[str]], numbers: dict[str, Numbers]) -> pd.DataFrame:
    """Return the rows with the most figures first, and in the order of their names where equal."""
    keys = list(zip((-numbers["figures"]).tolist(), *names.values(), strict=True))
    order = np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.intp)
    cells = {
        name: pd.array([column[at] for at in order], dtype="str") for name, column in names.items()
    }
    return pd.DataFrame({**cells, **{name: column[order] for name, column in numbers.items()}})


@dataclass(frozen=True)
class _Links:
    """The links of figures to countries as numbers, and the figures that name nobody."""

    figures: Positions
    countries: Positions
    main: Mask
    codes: "pd.Index[str]"
    bare: Mask


def _links(tables: Tables) -> _Links:
    """Return the links of ``tables``; positions are those among the figures they are cut from."""
    if isinstance(tables, CutTables):
        whole, kept = _links(tables.whole), tables.kept("figure_countries")
        figures = whole.figures[kept]
        bare = tables.kept("figures") & ~hit(len(whole.bare), figures)
        return _Links(figures, whole.countries[kept], whole.main[kept], whole.codes, bare)
    return places_of(tables).once("links", lambda: _links_of(tables))


def _links_of(tables: Tables) -> _Links:
    figures = places_of(tables).figure_of["figure_countries"]
    countries, codes = coded_column(tables, "figure_countries", "iso3")
    main = (tables.figure_countries["rank"] == 1).to_numpy()
    bare = ~hit(count_of(tables, "figures"), figures)
    return _Links(figures, countries, main, codes, bare)


def by_country(tables: Tables) -> pd.DataFrame:
    """Return iso3, figures and main (figures whose main country it is), most figures first.

    Figures that name nobody count under NO_COUNTRY.

    >>> by_country(Tables()).columns.tolist()
    ['iso3', 'figures', 'main']
    """
    return places_of(tables).once("figures by country", lambda: _by_country(tables))


def _by_country(tables: Tables) -> pd.DataFrame:
    links = _links(tables)
    known = links.figures >= 0
    nobody = int(np.count_nonzero(links.bare))
    figures = _counted(links.countries[known], len(links.codes), nobody)
    main = _counted(links.countries[known & links.main], len(links.codes), nobody)
    there = np.flatnonzero(figures)
    names = {"iso3": [[*links.codes, NO_COUNTRY][at] for at in there]}
    return _ranked(names, {"figures": figures[there], "main": main[there]})


def _counted(codes: Positions, size: int, nobody: int) -> Numbers:
    return np.append(np.bincount(codes, minlength=size), nobody)


def by_country_and_topic(tables: Tables) -> pd.DataFrame:
    """Return iso3, topic and figures for every pair that occurs, most figures first.

    >>> by_country_and_topic(Tables()).columns.tolist()
    ['iso3', 'topic', 'figures']
    """
    return places_of(tables).once("figures by country and topic", lambda: _by_both(tables))


def _by_both(tables: Tables) -> pd.DataFrame:
    links = _links(tables)
    whole = tables.whole if isinstance(tables, CutTables) else tables
    topics, names = coded_column(whole, "figures", "topic")
    known, width = links.figures >= 0, max(len(names), 1)
    pairs = links.countries[known].astype(np.int32) * width + topics[links.figures[known]]
    linked = np.bincount(pairs, minlength=len(links.codes) * width)
    bare = np.bincount(topics[links.bare], minlength=width)
    figures = np.concatenate([linked, bare])
    there = np.flatnonzero(figures)
    countries = [*links.codes, NO_COUNTRY]
    cells = [divmod(int(at), width) for at in there]
    both = {
        "iso3": [countries[country] for country, _ in cells],
        "topic": [names[topic] for _, topic in cells],
    }
    return _ranked(both, {"figures": figures[there]})
