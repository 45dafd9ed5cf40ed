"""Draw the choice of kinds of rows, of which some are shown before others are asked for."""

from collections.abc import Sequence

import streamlit as st


def chosen_kinds(
    title: str, options: Sequence[str], shown: Sequence[str], *, key: str, told: str
) -> tuple[str, ...]:
    """Draw a button for each of ``options`` and return those that are chosen, all if none is.

    Those of ``shown`` are chosen at first. ``key`` names the choice in the page's address, and
    ``told`` says what the options mean.
    """
    chosen = st.pills(
        title,
        options,
        default=list(shown),
        selection_mode="multi",
        key=key,
        help=told,
        bind="query-params",
    )
    return tuple(chosen) or tuple(options)
