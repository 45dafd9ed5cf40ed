"""Turn words that came from a text into markup that shows them as they are."""

import html
import math
import re
from decimal import Decimal

import pandas as pd

TWIN_ROWS = 200
"""Rows that are shown of the table that stands for a chart."""

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|$~:<>&@=^\"'/])")
_BREAKS = re.compile(r"\s+")


def literal(text: str) -> str:
    """Return ``text`` with every character escaped that a Streamlit label gives a meaning to.

    >>> literal("$5 *million* :red[now]")
    '\\\\$5 \\\\*million\\\\* \\\\:red\\\\[now\\\\]'
    >>> literal("two\\nlines")
    'two lines'
    """
    return _MARKS.sub(r"\\\1", _BREAKS.sub(" ", text).strip())


def shortened(text: str, limit: int) -> str:
    """Return ``text`` in one line, cut at ``limit`` characters with an ellipsis.

    >>> shortened("a long  title", 7)
    'a long…'
    >>> shortened("short", 7)
    'short'
    """
    line = _BREAKS.sub(" ", text).strip()
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def number(value: float) -> str:
    """Return ``value`` with thousands separated, every digit it has and no power of ten.

    >>> number(8e11), number(1234567.25), number(-0.00001)
    ('800,000,000,000', '1,234,567.25', '-0.00001')
    >>> number(0.1 + 0.2)
    '0.3'
    """
    if not math.isfinite(value):
        return str(value)
    if float(value).is_integer():
        return f"{int(value):,}"
    # Fifteen digits are what a float holds of a decimal number; those after are of its making.
    return f"{Decimal(f'{value:.15g}'):,f}"


def html_table(frame: pd.DataFrame, caption: str, *, limit: int) -> str:
    """Return the first ``limit`` rows of ``frame`` as an HTML table in which no cell is markup.

    >>> html_table(pd.DataFrame({"a": ["<b>"]}), "Signs", limit=5).count("&lt;b&gt;")
    1
    """
    head = "".join(f'<th scope="col">{html.escape(str(name))}</th>' for name in frame.columns)
    rows = "".join(_row(row) for row in frame.head(limit).itertuples(index=False, name=None))
    rest = len(frame) - limit
    more = f"<p>The first {limit:,} of {len(frame):,} rows.</p>" if rest > 0 else ""
    return (
        f'<div class="nf-twin" tabindex="0" role="region" aria-label="{html.escape(caption)}">'
        f"<table><caption>{html.escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>{more}"
    )


def _row(cells: tuple[object, ...]) -> str:
    return "<tr>" + "".join(_cell(cell) for cell in cells) + "</tr>"


def _cell(cell: object) -> str:
    if cell is None or cell is pd.NaT or (isinstance(cell, float) and math.isnan(cell)):
        return "<td></td>"
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return f'<td class="nf-number">{number(cell)}</td>'
    return f"<td>{html.escape(str(cell))}</td>"
