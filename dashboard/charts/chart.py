"""What a chart is, and how its marks say what they stand for."""

import html
import textwrap
from collections import namedtuple
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any
from urllib.parse import parse_qs, urlencode

import numpy as np
import pandas as pd

from analysis.labels import shorten
from analysis.schema import Tables
from analysis.selection import FACETS, Selection
from dashboard.charts.spec import Spec

HOVER_WIDTH = 44
"""Characters in a line of hover text, so that it fits a narrow screen."""


@dataclass(frozen=True)
class Chart:
    """A figure with what belongs to it.

    ``title`` says what it shows, ``alt`` what it finds, ``note`` how to read it, and ``table``
    makes the table behind it with columns named for people: few readers open it.
    """

    figure: Spec
    title: str
    alt: str
    table: Callable[[], pd.DataFrame]
    note: str = ""

    @property
    def twin(self) -> pd.DataFrame:
        """The table behind the chart."""
        return self.table()


later = partial
"""What makes a table when it is asked for; hand it no more than the table needs."""


Build = Callable[[Tables, Selection], Chart | None]


@dataclass(frozen=True)
class ChartSpec:
    """A chart of a page: ``facets`` are those it sets itself, left out of its own filter.

    ``build`` gets tables filtered by ``selection.without(*facets)`` and the whole selection, which
    it needs to light up what is chosen; it returns ``None`` where there is nothing to compare.
    """

    key: str
    title: str
    facets: tuple[str, ...]
    build: Build


def mark(**values: str | Sequence[str]) -> str:
    """Return the customdata of a mark that stands for ``values`` of facets, one or several each.

    >>> mark(country="FRA", topic="aid"), mark(figure=["a", "b"])
    ('country=FRA&topic=aid', 'figure=a&figure=b')
    """
    return urlencode(values, doseq=True)


def picked(customdata: object) -> dict[str, tuple[str, ...]]:
    """Return the facet values of a clicked mark, or nothing for what no chart of ours wrote.

    >>> picked("country=FRA&topic=aid")
    {'country': ('FRA',), 'topic': ('aid',)}
    >>> picked(mark(document="a & b=c")), picked(None), picked("colour=red")
    ({'document': ('a & b=c',)}, {}, {})
    """
    if isinstance(customdata, (list, tuple)) and customdata:
        customdata = customdata[0]
    if not isinstance(customdata, str):
        return {}
    found = parse_qs(customdata, keep_blank_values=True)
    return {facet: tuple(found[facet]) for facet in FACETS if facet in found}


def plain(text: str, width: int = 0) -> str:
    """Return ``text`` so that Plotly draws it as it stands, cut to ``width`` where one is given.

    Plotly reads a few HTML tags, and formulas between dollar signs.

    >>> plain("<b>$5</b> & more", 10)
    '&lt;b&gt;&#36;5&lt;/b&gt;…'
    """
    short = shorten(text, width) if width else text
    return html.escape(short, quote=False).replace("$", "&#36;")


def hover(strong: str, *lines: str) -> str:
    """Return hover text: ``strong`` in bold, then each line that is not empty, wrapped."""
    wrapped = [part for line in lines if line for part in textwrap.wrap(line, HOVER_WIDTH)]
    return "<br>".join([f"<b>{plain(strong)}</b>", *map(plain, wrapped)])


def count_of(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> count_of(1, "figure"), count_of(1200, "figure"), count_of(2, "country")
    ('1 figure', '1,200 figures', '2 countries')
    """
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def records(rows: pd.DataFrame) -> list[Any]:
    """Return the rows as named tuples; only for the few that are drawn one by one.

    They equal those of ``itertuples``, which asks Arrow for every cell of text by itself.

    >>> records(pd.DataFrame({"who": ["FRA"], "figures": [3]}))
    [Pandas(Index=0, who='FRA', figures=3)]
    """
    cells = (
        column.to_numpy(dtype=object, na_value=np.nan)
        if isinstance(column.dtype, pd.StringDtype)
        else column.tolist()
        for _, column in rows.items()
    )
    return list(map(_row(tuple(map(str, rows))), rows.index, *cells))


@lru_cache(maxsize=64)
def _row(names: tuple[str, ...]) -> Callable[..., Any]:
    """Return the class of a row with these columns, which takes longer to make than many rows."""
    return namedtuple("Pandas", ["Index", *names], rename=True)


def listing(parts: Iterable[str]) -> str:
    """Return parts joined as in a sentence.

    >>> listing(["a", "b", "c"]), listing(["a"])
    ('a, b and c', 'a')
    """
    *head, last = [*parts] or [""]
    return f"{', '.join(head)} and {last}" if head else last
