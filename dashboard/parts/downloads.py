"""Offer the rows on screen as CSV files whose labels and names say what is in them."""

from collections.abc import Mapping
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from analysis.package import Flavour, csv_bytes
from analysis.schema import Tables

NOUNS = {
    "documents": "texts",
    "sentences": "sentences",
    "figures": "figures",
    "figure_countries": "links from figures to countries",
    "mentions": "country mentions",
    "spending": "spending figures",
    "pledges": "pledges",
    "tariffs": "tariffs",
    "flows": "payments between countries",
    "claims": "claims",
    "differences": "differences",
    "sentence_changes": "changed sentences",
}
FLAVOURS: dict[Flavour, str] = {"machine": "CSV", "excel": "Excel"}


def file_name(table: str, flavour: Flavour, day: date, *, filtered: bool) -> str:
    """Return a name that says what the file holds and when it was made.

    >>> file_name("figures", "machine", date(2026, 11, 22), filtered=True)
    'newsfigures-figures-2026-11-22-filtered.csv'
    >>> file_name("mentions", "excel", date(2026, 11, 22), filtered=False)
    'newsfigures-mentions-2026-11-22-excel.csv'
    """
    parts = ["newsfigures", table.replace("_", "-"), day.isoformat()]
    parts += ["filtered"] * filtered + ["excel"] * (flavour == "excel")
    return "-".join(parts) + ".csv"


def label(table: str, flavour: Flavour, shown: int, total: int) -> str:
    """Return what the button says.

    >>> label("figures", "machine", 37, 412)
    'Download 37 of 412 figures (CSV)'
    """
    return f"Download {shown:,} of {total:,} {NOUNS[table]} ({FLAVOURS[flavour]})"


def buttons(table: str, shown: pd.DataFrame, total: int) -> None:
    """Draw the two buttons of one table; the file is made when one is pressed."""
    for flavour in FLAVOURS:
        st.download_button(
            label(table, flavour, len(shown), total),
            partial(csv_bytes, shown, flavour),
            file_name(table, flavour, date.today(), filtered=len(shown) < total),
            "text/csv",
            key=f"download_{table}_{flavour}",
            on_click="ignore",
            icon=":material/download:",
        )


def all_tables(shown: Mapping[str, pd.DataFrame], total: Tables) -> None:
    """Draw the buttons of every table but the figures, which stand under their own table."""
    rest = [name for name in total.frames() if name != "figures"]
    for name in rest:
        with st.container(horizontal=True, key=f"downloads_{name}"):
            buttons(name, shown[name], len(total.frames()[name]))


def section(shown: Mapping[str, pd.DataFrame], total: Tables) -> None:
    """Draw the downloads of all other tables under one heading."""
    with st.expander("Download the other tables", icon=":material/download:", key="downloads_rest"):
        all_tables(shown, total)
