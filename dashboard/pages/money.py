"""The page Money, pledges, tariffs: who pays whom, who promises what, who levies tariffs."""

import streamlit as st

from dashboard import boards
from dashboard.charts import MONEY, PLEDGES, TARIFFS
from dashboard.parts import beside, downloads, header, quotes, views
from dashboard.session.view import View, view


def money(shown: View) -> None:
    """Draw what is paid and spent."""
    if not shown.counts["flows"] and not shown.counts["spending"]:
        st.info(header.none_line(shown, "payment and no spending"))
        return
    beside.draw(shown, MONEY, "money", ("flows", "spending"))
    totals = boards.totals_board(shown.shown)
    st.html('<h2 class="nf-section">Totals that can be made</h2>')
    if totals.lines:
        st.caption(
            "Only amounts of one country, topic, period, status and currency are added, and what "
            "repeats counts once. Texts can still speak of parts of one another’s amounts."
        )
        quotes.draw("totals", "Totals with the amounts in them", totals)
        st.caption(boards.cut_words(totals))
    else:
        st.caption(
            "None: no two different amounts here share country, topic, period, status and currency."
        )
    views.draw(shown, views.PAYMENTS)
    views.draw(shown, views.SPENDING)


def pledges(shown: View) -> None:
    """Draw what is promised, and how far it has come."""
    if not shown.counts["pledges"]:
        st.info(header.none_line(shown, "pledge"))
        return
    board = boards.pledge_board(shown.shown)
    st.html('<h2 class="nf-section">Who has pledged what</h2>')
    st.caption(
        "Press a quote to see its sentence. What is promised stands beside it: land, sea, air…"
    )
    quotes.draw("pledges", "Pledges by country and stage", board)
    st.caption(boards.cut_words(board))
    beside.draw(shown, PLEDGES, "pledges", ("pledges",))
    views.draw(shown, views.PLEDGES)


def tariffs(shown: View) -> None:
    """Draw who levies tariffs on whom."""
    if not shown.counts["tariffs"]:
        st.info(header.none_line(shown, "tariff"))
        return
    beside.draw(shown, TARIFFS, "tariffs", ("tariffs",))
    views.draw(shown, views.TARIFFS)


TABS = {"Money": money, "Pledges": pledges, "Tariffs": tariffs}

handed = view()
header.draw(
    handed, "Money, pledges, tariffs", "Who pays whom, who promised what, who levies tariffs."
)
# Where the texts state nothing of all this the head has said so.
if any(handed.totals[name] for name in ("figures", "pledges")):
    # Only the tab that is open is built, so that a click in it has nothing else to draw.
    for tab, build in zip(
        st.tabs(list(TABS), key="tab", bind="query-params"), TABS.values(), strict=True
    ):
        if tab.open:
            with tab:
                build(handed)
downloads.section(handed, "Money, pledges, tariffs", (*MONEY, *PLEDGES, *TARIFFS))
