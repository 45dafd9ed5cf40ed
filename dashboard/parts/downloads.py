"""Offer what is on screen as files: each table, a data package, a report, with their counts."""

import html
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import date
from functools import partial
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from analysis.exchange import targets
from analysis.packaging import SHEETS, Flavour, Held, Scope, counted, csv_chunks, package_chunks
from analysis.selection import NAMES
from dashboard.board import base_path
from dashboard.charts import ChartSpec
from dashboard.offers import Offer, Offers
from dashboard.report import Subject, megabytes, report_parts
from dashboard.report.rows import MOST
from dashboard.session import state
from dashboard.session.view import View

FLAVOURS: dict[Flavour, str] = {"machine": "CSV", "excel": "Excel"}
ENDINGS: dict[Flavour, str] = {"machine": "csv", "excel": "excel.csv"}
KEPT = 2
"""Views whose files a session offers: a link pressed while the page changes holds what it says."""

Kept = tuple[tuple[View, Offers], ...]


def file_name(name: str, ending: str, day: date, *, filtered: bool) -> str:
    """Return a name that says what the file holds and when it was made.

    >>> file_name("figures", "csv", date(2026, 11, 22), filtered=True)
    'newsfigures-figures-2026-11-22-filtered.csv'
    >>> file_name("figure_countries", "excel.csv", date(2026, 11, 22), filtered=False)
    'newsfigures-figure-countries-2026-11-22.excel.csv'
    """
    parts = ["newsfigures", name.replace("_", "-"), day.isoformat(), *(["filtered"] * filtered)]
    return f"{'-'.join(parts)}.{ending}"


def label(name: str, flavour: Flavour, shown: int, total: int) -> str:
    """Return what the link to a table says.

    >>> label("figures", "machine", 37, 412)
    'Download 37 of 412 figures (CSV)'
    """
    return f"Download {counted(shown, total, name)} ({FLAVOURS[flavour]})"


def links(view: View, name: str) -> None:
    """Draw the links to one table, as CSV and for spreadsheets."""
    drawn = _table_links(view, name, view.counts[name])
    st.html(f'<p class="nf-links">{drawn}</p>')


def buttons(name: str, frame: pd.DataFrame | Held, total: int) -> None:
    """Draw the links to rows that a page made itself, of which there are ``total`` unfiltered."""
    day, chosen = date.today(), len(frame) < total
    files: dict[str, Offer] = {
        flavour: Offer(
            file_name(name, ENDINGS[flavour], day, filtered=chosen),
            "text/csv; charset=utf-8",
            partial(csv_chunks, frame, flavour),
        )
        for flavour in FLAVOURS
    }
    kept: tuple[Offers, ...] = st.session_state.get(f"offered_rows_{name}", ())
    offers = Offers(files)
    st.session_state[f"offered_rows_{name}"] = (offers, *kept)[:KEPT]
    words = {flavour: label(name, flavour, len(frame), total) for flavour in FLAVOURS}
    drawn = " ".join(_link(offers, flavour, words[flavour]) for flavour in FLAVOURS)
    st.html(f'<p class="nf-links">{drawn}</p>')


def section(view: View, title: str, specs: Sequence[ChartSpec] = ()) -> None:
    """Draw everything that can be taken away, folded until somebody asks for it.

    ``title`` and ``specs`` are what the report of the page is called and which charts it holds.
    """
    st.html('<h2 class="nf-section">Take away</h2>')
    fold = st.expander(
        "What is in view as files: report, data package, every table",
        icon=":material/download:",
        key="take_away",
        on_change="rerun",
    )
    if fold.open:
        with fold:
            st.html(_everything(view, title, tuple(specs)))


def _everything(view: View, title: str, specs: tuple[ChartSpec, ...]) -> str:
    rows = view.counts
    items = [
        _item("Report", REPORT_TOLD, _report_link(view, title, specs)),
        _item("Data package", PACKAGE_TOLD, _package_link(view, sum(rows.values()))),
        *(
            _item(_capital(SHEETS[name].noun), SHEETS[name].row, _table_links(view, name, count))
            for name, count in rows.items()
        ),
    ]
    return f'<ul class="nf-take">{"".join(items)}</ul><p class="nf-note">{FLAVOURS_TOLD}</p>'


REPORT_TOLD = (
    "One page to read, print and send on, which opens in any browser without a network: the "
    "charts, what is chosen, the figures with their sentences, the texts they stand in."
)
PACKAGE_TOLD = (
    "All tables as CSV in one ZIP, with a description of every column, what is chosen, counts and "
    "checksums, as Frictionless tools read and check them."
)
FLAVOURS_TOLD = (
    "CSV is for programs. Excel is the same for spreadsheets: letters come out right, and no cell "
    "that begins like a formula is run."
)


def _item(title: str, what: str, links: str) -> str:
    told = f"<strong>{html.escape(title)}</strong> {html.escape(what)}"
    return f'<li><p class="nf-what">{told}</p><p class="nf-links">{links}</p></li>'


def _capital(noun: str) -> str:
    return noun[:1].upper() + noun[1:]


def _link(offers: Offers, key: str, words: str) -> str:
    address = html.escape(offers.address(key, base_path()))
    return f'<a class="nf-download" href="{address}" download>{html.escape(words)}</a>'


def _table_links(view: View, name: str, count: int) -> str:
    offers = _offers("tables", view, partial(table_files, replace(view), _scope(view)))
    return " ".join(
        _link(offers, f"{name}.{flavour}", label(name, flavour, count, view.totals[name]))
        for flavour in FLAVOURS
    )


def _package_link(view: View, rows: int) -> str:
    offers = _offers("tables", view, partial(table_files, replace(view), _scope(view)))
    total = sum(view.totals.values())
    return _link(offers, "package", f"Download {rows:,} of {total:,} rows of all tables (ZIP)")


def _report_link(view: View, title: str, specs: tuple[ChartSpec, ...]) -> str:
    subject = Subject(title, view.tables, view.selection, specs, _scope(view), date.today())
    name = file_name("report", "html", subject.day, filtered=bool(view.selection))
    file = Offer(name, "text/html; charset=utf-8", partial(report_parts, subject))
    offers = _offers(f"report_{title}", view, lambda: {"report": file})
    figures = counted(view.counts["figures"], view.totals["figures"], "figures")
    listed = f", the first {MOST} listed" if view.counts["figures"] > MOST else ""
    size = f"about {megabytes(view.shown)} MB"
    return _link(offers, "report", f"Download the report of {figures} (HTML, {size}{listed})")


def table_files(view: View, scope: Scope) -> dict[str, Offer]:
    """Return a file for each table and flavour and one for all; each is made when asked for."""
    day, chosen = date.today(), bool(view.selection)
    files = {
        f"{name}.{flavour}": Offer(
            file_name(name, ENDINGS[flavour], day, filtered=chosen),
            "text/csv; charset=utf-8",
            partial(_table_parts, view, name, flavour),
        )
        for name in SHEETS
        for flavour in FLAVOURS
    }
    package = file_name("package", "zip", day, filtered=chosen)
    parts = partial(_package_parts, view, scope)
    return {**files, "package": Offer(package, "application/zip", parts)}


# A view remembers the rows that it was asked for. What is offered must not hold them for as long
# as the page is open, so each file is made of a view that has been asked for nothing yet.


def _table_parts(view: View, name: str, flavour: Flavour) -> Iterator[bytes]:
    return csv_chunks(replace(view).export(name), flavour)


def _package_parts(view: View, scope: Scope) -> Iterator[bytes]:
    return package_chunks(replace(view).exported, scope)


def _offers(kind: str, view: View, files: Callable[[], dict[str, Offer]]) -> Offers:
    """Return the files of one kind, under the same addresses as long as the view is the same."""
    kept: Kept = st.session_state.get(f"offered_{kind}", ())
    for held, offers in kept:
        if same(held, view):
            return offers
    offers = Offers(files())
    st.session_state[f"offered_{kind}"] = ((replace(view), offers), *kept)[:KEPT]
    return offers


def same(left: View, right: View) -> bool:
    """Whether two views hold the same things; tables are only ever compared by identity."""
    if left.selection != right.selection:
        return False
    names = (field.name for field in fields(View) if field.name != "selection")
    return all(getattr(left, name) is getattr(right, name) for name in names)


def _scope(view: View) -> Scope:
    """Return what is chosen, in words and as the parameters of the page's address."""
    words = [chip.label for chip in view.selection.describe(view.tables)]
    currency = state.scale()
    if currency:
        words.append(f"Amounts also in {targets()[currency]}")
    asked = [(name, value) for name in (*NAMES, "money") for value in st.query_params.get_all(name)]
    return Scope(tuple(words), urlencode(asked), view.totals)
