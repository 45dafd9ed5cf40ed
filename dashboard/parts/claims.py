"""Show the claims of what is chosen: those that conflict first, with every quote and its source."""

import pandas as pd
import streamlit as st

from analysis.comparing.verdicts import VERDICTS
from analysis.cuts import count_of as rows_of
from analysis.positions import places_of
from analysis.schema import Tables
from dashboard.charts import COMPARE
from dashboard.charts.chart import count_of
from dashboard.charts.claims import COMPARED, claims_along, shown_claims
from dashboard.drawings import drawing_of
from dashboard.parts import downloads, panels, statements
from dashboard.parts.kinds import chosen_kinds
from dashboard.session.view import View
from dashboard.statements import claim_lines

MOST_FIGURES = 200_000
"""Figures whose claims are found without asking; more take seconds."""

KEY = "claims_lines"
_VERDICTS, _ALL = "verdict", "claims_of_all"
_HELP = (
    "Conflicting: all else that was read is the same, the numbers differ. Repeated: the numbers "
    "agree. Series: they differ at different times. Apart: something else differs too. Not "
    "comparable: something is missing to compare them. Single: one figure alone."
)


def draw(view: View) -> list[str]:
    """Draw the claims of what is chosen, and return the figures that are shown."""
    st.html('<h2 class="nf-section">Claims that repeat or conflict</h2>')
    tables = view.selection.without("figure").apply(view.tables)
    if not _ready(tables):
        return []
    verdicts = chosen_kinds("Verdicts", VERDICTS, COMPARED, key=_VERDICTS, told=_HELP)
    with st.spinner("Comparing the claims…"):
        every = places_of(tables).claims
        found = shown_claims(tables, view.selection, verdicts)
    st.html(f"<p>{summary(every)}</p>")
    _chart(view, tables, verdicts)
    if found.empty:
        st.caption("No claim has one of these verdicts. Choose others above.")
    shown = statements.at_once(KEY, len(found))
    lines = claim_lines(found.head(shown), view.tables)
    if lines:
        statements.draw(view, KEY, "Claims and their statements", ("Claim", "Statements"), lines)
        statements.more(KEY, shown, len(found))
    with st.container(horizontal=True, key="downloads_claims"):
        downloads.buttons("claims", found, len(every))
    return [said.figure for line in lines for cell in line.cells for said in cell]


def _ready(tables: Tables) -> bool:
    """Say so where there is nothing to compare, or so much that a reader should ask for it."""
    count = rows_of(tables, "figures")
    if not count:
        st.caption("No figure is in view.")
        return False
    if count <= MOST_FIGURES or st.session_state.get(_ALL) is True:
        return True
    st.info(
        f"{count:,} figures are in view. Comparing them all takes some seconds: narrow them in "
        "the sidebar, or go on.",
        icon=":material/info:",
    )
    st.button("Compare them all", key="claims_ask", on_click=_ask)
    return False


def _ask() -> None:
    st.session_state[_ALL] = True


def summary(claims: pd.DataFrame) -> str:
    """Return how many claims have each verdict.

    >>> summary(pd.DataFrame({"verdict": ["single", "repeated", "single"]}))
    '3 claims: 1 repeated, 2 single.'
    """
    counts = claims["verdict"].value_counts()
    told = [f"{counts[name]:,} {name}" for name in VERDICTS if name in counts]
    return f"{count_of(len(claims), 'claim')}: {', '.join(told)}."


def _chart(view: View, tables: Tables, verdicts: tuple[str, ...]) -> None:
    (spec,) = COMPARE
    chart = claims_along(tables, view.selection, verdicts)
    drawing = None if chart is None else drawing_of(chart)
    panels.show(view, COMPARE, KEY, {spec.key: drawing}, {spec.key: 0})
