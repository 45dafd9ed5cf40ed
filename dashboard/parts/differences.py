"""Pick the texts to compare, and show what each changes against the one before it."""

import html
from itertools import chain, pairwise

import numpy as np
import pandas as pd
import streamlit as st

from analysis.comparing import (
    KINDS_OF_DIFFERENCE,
    alignment_of,
    differences,
    in_order,
    sentence_changes,
)
from analysis.cuts import base_of, kept_of
from analysis.labels import shorten, word
from analysis.positions import places_of
from analysis.schema import Tables
from dashboard.charts.chart import count_of
from dashboard.evidence import source_line
from dashboard.markup import html_table, literal
from dashboard.parts import downloads, sidebar, statements
from dashboard.parts.kinds import chosen_kinds
from dashboard.proposals import Proposal, proposal
from dashboard.session.kept import kept
from dashboard.session.view import View
from dashboard.statements import difference_lines

MOST_TEXTS = 8
"""Texts that are compared at once, each with the one before it."""

MOST_SENTENCES = 100
"""Changed sentences that are shown; the downloads hold all."""

SHOWN = ("changed", "new", "dropped", "unmatched")
"""Differences that are shown before others are asked for."""

ALIKE = ("changed", "same")
"""Differences between two figures of one thing; the others have a figure of one text alone."""

SIDES = ("Earlier", "Later")
NOTHING_SHARED = "No figure of one says anything of what a figure of the other measures."
LONGEST_TITLE, LONGEST_SOURCE = 60, 32
_PICK, _PICKED, _KINDS = "compare", "compare_picked", "difference"
_HELP = (
    "Unmatched: it may be what another figure says, but nothing tells. Repeat: it says again what "
    "another figure of its own text says."
)
Pair = tuple[str, str]


def pick(view: View) -> Proposal:
    """Draw the choice of texts and return those that are compared, in the order of their days.

    Where a reader has chosen none it is said why these were taken.
    """
    held = st.session_state
    asked = (held.get(_PICK) or (), held.get(_PICKED) or (), sidebar.in_address(_PICK))
    names = sidebar.text_labels(view.tables, chain(*asked))
    if _PICK not in st.session_state and st.session_state.get(_PICKED):
        st.session_state[_PICK] = [name for name in st.session_state[_PICKED] if name in names]
    chosen = st.multiselect(
        "Texts to compare",
        list(names),
        format_func=lambda name: names.get(name, name),
        key=_PICK,
        max_selections=MOST_TEXTS,
        placeholder="Two with much in common",
        help=f"Two texts or up to {MOST_TEXTS}; of more than two each is compared with the one "
        "before it. Two versions of one article show their changed sentences too.",
        select_all=False,
        bind="query-params",
    )
    st.session_state[_PICKED] = chosen
    if chosen:
        return Proposal(tuple(in_order(view.tables.documents, chosen)), "")
    offered = proposal(view.shown, fixed=view.shelf.fixed)
    if offered.doc_ids and offered.why:
        st.caption(literal(offered.why))
    return offered


def draw(view: View, compared: Proposal) -> list[str]:
    """Draw what the texts change, and return the figures that are shown, in their order."""
    texts = compared.doc_ids
    st.html('<h2 class="nf-section">New, changed, dropped</h2>')
    if len(texts) < 2:
        st.info(compared.why or _too_few(view), icon=":material/info:")
        return []
    every = {pair: _differences(view, pair) for pair in pairwise(texts)}
    kinds = chosen_kinds("Kinds of difference", KINDS_OF_DIFFERENCE, SHOWN, key=_KINDS, told=_HELP)
    in_view = _in_view(view, texts)
    wanted = {pair: _wanted(found, kinds, in_view) for pair, found in every.items()}
    shown: list[str] = []
    for number, (pair, found) in enumerate(every.items()):
        shown += _pair(view, pair, found, wanted[pair], key=f"differences_{number}")
    rows = pd.concat(wanted.values(), ignore_index=True)
    with st.container(horizontal=True, key="downloads_differences"):
        downloads.buttons("differences", rows, sum(map(len, every.values())))
    _sentences(view, list(every))
    return shown


def _in_view(view: View, texts: tuple[str, ...]) -> set[str]:
    """Return the figures of the texts that fit all that is chosen but the texts themselves."""
    left = view.selection.without("document").apply(view.tables)
    base, kept = base_of(left), kept_of(left, "figures")
    parts = [places_of(base).rows_in("figures", doc_id) for doc_id in texts]
    rows = np.concatenate([np.zeros(0, dtype=np.intp), *parts])
    return set(base.figures["figure_id"].iloc[rows[kept[rows]]])


def _too_few(view: View) -> str:
    """Say why nothing is compared, and what to do."""
    if len(view.tables.documents) < 2:
        more = "" if view.shelf.fixed else " Add another with the button “Add texts” to compare."
        return f"There is one text.{more}"
    if st.session_state.get(_PICKED):
        return "One text is chosen. Choose another under “Texts to compare”."
    return (
        f"{count_of(view.counts['documents'], 'text')} in view. Take something out above, or "
        "choose two or more under “Texts to compare”."
    )


def _differences(view: View, pair: Pair) -> pd.DataFrame:
    def answer() -> pd.DataFrame:
        with st.spinner("Comparing the texts…"):
            return differences(view.tables, *pair)

    return kept(view.tables, ("differences", pair), answer)


def _wanted(found: pd.DataFrame, kinds: tuple[str, ...], in_view: set[str]) -> pd.DataFrame:
    """Return the rows of these kinds of which either figure fits what is chosen in the sidebar."""
    fits = found["earlier_figure_id"].isin(in_view) | found["later_figure_id"].isin(in_view)
    return found[fits & found["difference"].isin(kinds)]


def _pair(
    view: View, pair: Pair, found: pd.DataFrame, rows: pd.DataFrame, *, key: str
) -> list[str]:
    """Draw one text against the one before it, and return the figures shown."""
    names = sidebar.text_labels(view.tables, pair)
    earlier, later = (html.escape(names[doc_id]) for doc_id in pair)
    st.html(f'<h3 class="nf-title">{earlier} → {later}</h3><p>{summary(found)}</p>')
    alike = int(found["difference"].isin(ALIKE).sum())
    if alike and not rows["difference"].isin(ALIKE).any():
        st.button(
            f"Show what both speak of: {count_of(alike, 'figure')}",
            key=f"{key}_alike",
            on_click=_show_alike,
        )
    shown = statements.at_once(key, len(rows))
    if rows.empty:
        st.caption("No difference of these kinds fits what is chosen.")
        return []
    told = rows.head(shown)
    columns = (
        "Figure",
        *(f"{of}: {_head(view, doc_id)}" for of, doc_id in zip(SIDES, pair, strict=True)),
    )
    label = f"What {names[pair[1]]} changes against {names[pair[0]]}"
    lines = difference_lines(told, view.tables)
    statements.draw(view, key, label, columns, lines)
    statements.more(key, shown, len(rows))
    return [said.figure for line in lines for cell in line.cells for said in cell]


def _show_alike() -> None:
    st.session_state[_KINDS] = list(ALIKE)


def _head(view: View, doc_id: str) -> str:
    """Return title, publisher and day of a text."""
    documents = view.tables.documents
    row = documents[documents["doc_id"] == doc_id].iloc[0]
    publisher = pd.Series({**row, "source": shorten(str(row["source"]), LONGEST_SOURCE)})
    title = shorten(str(row["title"]) or doc_id, LONGEST_TITLE)
    return " · ".join(filter(None, (title, source_line(publisher))))


def summary(found: pd.DataFrame) -> str:
    """Return how many figures are changed, new, dropped and so on.

    >>> told = {"difference": ["new", "changed", "new"], "matched_by": ["", "same sentence", ""]}
    >>> summary(pd.DataFrame(told))
    '1 changed, 2 new.'
    """
    counts = found["difference"].value_counts()
    told = [f"{counts[name]:,} {word(name)}" for name in KINDS_OF_DIFFERENCE if name in counts]
    if not told:
        return "Neither text states a figure."
    alone = "" if (found["matched_by"] != "").any() else f" {NOTHING_SHARED}"
    return f"{', '.join(told)}.{alone}"


def _sentences(view: View, pairs: list[Pair]) -> None:
    """Draw the changed sentences of those pairs that are two versions of one article."""
    parts = [_changes(view.tables, pair) for pair in pairs if _one_article(view.tables, pair)]
    if not parts:
        return
    rows = pd.concat(parts, ignore_index=True)
    st.html('<h3 class="nf-title">Changed sentences</h3>')
    st.caption(
        f"{count_of(len(rows), 'sentence')} differ between versions of one article."
        if len(rows)
        else "The sentences of both versions are the same."
    )
    if rows.empty:
        return
    told = rows[["change", "earlier_text", "later_text"]]
    told.columns = pd.Index(["Change", "Earlier", "Later"])
    st.html(html_table(told, "Changed sentences", limit=MOST_SENTENCES))
    with st.container(horizontal=True, key="downloads_sentence_changes"):
        downloads.buttons("sentence_changes", rows, len(rows))


def _one_article(tables: Tables, pair: Pair) -> bool:
    question = ("one article", pair)
    return kept(tables, question, lambda: alignment_of(tables, *pair).one_article)


def _changes(tables: Tables, pair: Pair) -> pd.DataFrame:
    return kept(tables, ("sentences", pair), lambda: sentence_changes(tables, *pair))
