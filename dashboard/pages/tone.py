"""The page Tone: how positive and how opinionated the words are, and why."""

import streamlit as st

from dashboard.charts import TONE
from dashboard.charts.tones import shares_of
from dashboard.parts import beside, downloads, header, panels, views
from dashboard.session.view import view

FIRST = 2  # charts that stand beside the text; the others follow in two columns


def tallies(told: dict[str, int]) -> str:
    """Return how many sentences are positive, negative, at 0 and not scored, as HTML."""
    every = sum(told.values())
    parts = (
        f"<div><dt>{name}</dt><dd>{count:,} ({count / every:.0%})</dd></div>"
        for name, count in told.items()
    )
    total = f"<div><dt>sentences</dt><dd>{every:,}</dd></div>"
    return f'<dl class="nf-facts">{total}{"".join(parts)}</dl>'


handed = view()
header.draw(handed, "Tone", "How cheerful and how opinionated the words are, and why.")
if handed.counts["sentences"]:
    st.html(tallies(shares_of(handed.shown)))
    beside.draw(handed, TONE[:FIRST], "tone", ())
    panels.draw(handed, TONE[FIRST:], "charts_groups")
    views.draw(handed, views.SENTENCES)
elif not handed.tables.documents.empty:
    st.info(header.none_line(handed, "sentence"))
downloads.section(handed, "Tone", TONE)
