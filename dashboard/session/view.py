"""Hand the pages what they show: all tables, and what is chosen in them."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import streamlit as st

from analysis.comparing import claims_of
from analysis.schema import Tables
from analysis.selection import Selection
from dashboard.drawings import Draw
from dashboard.session.texts import Shelf

_VIEW = "view"


@dataclass(frozen=True)
class View:
    """The texts of the server, the tables of all texts with their charts, and the selection.

    ``plain`` draws the charts with amounts as written, whatever currency they are shown in.
    """

    shelf: Shelf
    tables: Tables
    draw: Draw
    plain: Draw
    selection: Selection

    @cached_property
    def shown(self) -> Tables:
        """The rows that the selection leaves."""
        return self.selection.apply(self.tables)

    @cached_property
    def exported(self) -> dict[str, pd.DataFrame]:
        """What downloads hold: every table as filtered, by name, with the claims made of them."""
        return {**self.shown.frames(), "claims": claims_of(self.shown)}


def hand_over(view: View) -> None:
    """Make ``view`` the one that the page of this run shows."""
    st.session_state[_VIEW] = view


def view() -> View:
    """Return what the page of this run shows."""
    handed: View = st.session_state[_VIEW]
    return handed
