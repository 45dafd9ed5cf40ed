"""The page Tone: how positive and how opinionated the words are, and why."""

import pandas as pd
import streamlit as st

from dashboard.charts import TONE
from dashboard.charts.tones import shares
from dashboard.parts import beside, downloads, header, panels, views
from dashboard.session.view import view

FIRST = 2  # charts that stand beside the text; the others follow in two columns


def tallies(sentences: pd.DataFrame) -> str:
    """Return how many sentences are positive, negative, at 0 and not scored, as HTML."""
    parts = (
        f"<div><dt>{name}</dt><dd>{count:,} ({count / len(sentences):.0%})</dd></div>"
        for name, count in shares(sentences).items()
    )
    total = f"<div><dt>sentences</dt><dd>{len(sentences):,}</dd></div>"
    return f'<dl class="nf-facts">{total}{"".join(parts)}</dl>'


handed = view()
header.draw(handed, "Tone", "How cheerful and how opinionated the words are, and why.")
if not handed.shown.sentences.empty:
    st.html(tallies(handed.shown.sentences))
    beside.draw(handed, TONE[:FIRST], "tone", ())
    panels.draw(handed, TONE[FIRST:], "charts_groups")
    views.draw(handed, views.SENTENCES)
elif not handed.tables.documents.empty:
    st.info(header.none_line(handed, "sentence"))
downloads.section(handed, "Tone", TONE)
