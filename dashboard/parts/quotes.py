"""Show a board of quotes; pressing one opens the text at its sentence."""

from dataclasses import asdict
from typing import Any

import streamlit as st

from dashboard.assets import text_of
from dashboard.boards import Board, Card
from dashboard.session import state

_mount = st.components.v2.component(
    "newsfigures_quotes",
    html=text_of("quotes.html"),
    css=text_of("stacked.css", "quotes.css"),
    js=text_of("quotes.js"),
)


def draw(key: str, label: str, board: Board) -> None:
    """Draw ``board``, which a screen reader calls ``label``."""
    name = f"board_{key}"

    def hear() -> None:
        place = board.places().get(str(st.session_state[name].quote))
        if place is not None:
            state.open_place(place)

    _mount(
        key=name,
        data={
            "label": label,
            "corner": board.corner,
            "columns": [asdict(column) for column in board.columns],
            "lines": [
                {"head": line.head, "cells": [list(map(_card, cell)) for cell in line.cells]}
                for line in board.lines
            ],
        },
        on_quote_change=hear,
    )


def _card(card: Card) -> dict[str, Any]:
    return {"name": card.name, "strong": card.strong, "words": card.words, "tags": list(card.tags)}
