"""Hand the pages what they show: all tables, and what is chosen in them."""

from dataclasses import dataclass, field
from functools import cached_property, partial

import streamlit as st

from analysis.packaging import SHEETS, Counts, Held, streamed
from analysis.reviewing import Decisions, with_review
from analysis.schema import TABLES, Tables
from analysis.selection import Selection
from dashboard.drawings import Draw
from dashboard.session.texts import Shelf

_VIEW = "view"
_NOTHING: Decisions = {}


@dataclass(frozen=True)
class View:
    """The texts of the server, all texts with their tables and charts, and the selection.

    ``every`` holds the server's texts and those of the session. ``plain`` draws the charts with
    amounts as written, whatever currency they are shown in. ``decisions`` about figures, by
    figure_id, are in the tables already.
    """

    shelf: Shelf
    every: Shelf
    plain: Draw
    selection: Selection
    decisions: Decisions = field(default_factory=lambda: _NOTHING)

    @property
    def tables(self) -> Tables:
        """All rows, whatever is chosen."""
        return self.every.tables

    @property
    def draw(self) -> Draw:
        """The charts of all texts."""
        return self.every.draw

    @cached_property
    def shown(self) -> Tables:
        """The rows that the selection leaves."""
        return self.selection.apply(self.tables)

    def export(self, name: str) -> Held:
        """Return the rows of the table ``name`` as filtered, as every download holds them.

        Tables of figures have what was decided about each (``analysis.schema.REVIEW``).
        """
        if "figure_id" not in TABLES.get(name, ()):
            return streamed(self.shown, name)
        return streamed(self.shown, name, partial(with_review, decisions=self.decisions))

    @cached_property
    def exported(self) -> dict[str, Held]:
        """What downloads hold: every table as filtered, by name, with the claims made of them."""
        return {name: self.export(name) for name in SHEETS}

    @cached_property
    def counts(self) -> Counts:
        """The rows of each of these tables."""
        return Counts(self.shown)

    @property
    def totals(self) -> Counts:
        """The rows of each of these tables whatever is chosen."""
        return self.every.totals


def hand_over(view: View) -> None:
    """Make ``view`` the one that the page of this run shows."""
    st.session_state[_VIEW] = view


def view() -> View:
    """Return what the page of this run shows."""
    handed: View = st.session_state[_VIEW]
    return handed
