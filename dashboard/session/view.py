"""Hand the pages what they show: all tables, and what is chosen in them."""

from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd
import streamlit as st

from analysis.comparing import claims_of
from analysis.reviewing import Decisions, exported
from analysis.schema import Tables
from analysis.selection import Selection
from dashboard.drawings import Draw
from dashboard.session.texts import Shelf

_VIEW = "view"


@dataclass(frozen=True)
class View:
    """The texts of the server, the tables of all texts with their charts, and the selection.

    ``plain`` draws the charts with amounts as written, whatever currency they are shown in.
    ``decisions`` about figures, by figure_id, are in the tables already.
    """

    shelf: Shelf
    tables: Tables
    draw: Draw
    plain: Draw
    selection: Selection
    decisions: Decisions = field(default_factory=dict)

    @cached_property
    def shown(self) -> Tables:
        """The rows that the selection leaves."""
        return self.selection.apply(self.tables)

    @cached_property
    def rows(self) -> dict[str, pd.DataFrame]:
        """Every table as filtered, by name; what was decided stands at tables of figures.

        See ``analysis.schema.REVIEW``.
        """
        return exported(self.shown.frames(), self.decisions)

    @cached_property
    def exported(self) -> dict[str, pd.DataFrame]:
        """What downloads hold: the rows of every table, with the claims made of them."""
        return {**self.rows, "claims": claims_of(self.shown)}


def hand_over(view: View) -> None:
    """Make ``view`` the one that the page of this run shows."""
    st.session_state[_VIEW] = view


def view() -> View:
    """Return what the page of this run shows."""
    handed: View = st.session_state[_VIEW]
    return handed
