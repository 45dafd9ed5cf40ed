"""Work out before the first reader comes what every reader of a store looks at first."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

from analysis.positions import places_of
from analysis.reported import summed
from analysis.selection import Selection
from dashboard.charts import COMPARE, EVERY
from dashboard.session import texts
from dashboard.session.texts import Shelf


@asynccontextmanager
async def warm(app: st.App) -> AsyncIterator[None]:
    """Open the store that the server was started with, if it is one, before it answers."""
    del app
    shelf = texts.shelf_of_store()
    if shelf is not None:
        prepare(shelf)
    gc.freeze()
    yield


def prepare(shelf: Shelf) -> None:
    """Draw the charts of a shelf without filters, and tie its tables together."""
    places = places_of(shelf.tables)
    for found in (places.document_of, places.sentence_of, places.figure_of):
        found.fill()
    _ = places.reading_order, shelf.totals
    for spec in EVERY:
        if spec not in COMPARE:  # claims are compared where somebody asks for them
            shelf.draw(spec.key, Selection())
    summed(shelf.tables)
    texts.settle(shelf)
