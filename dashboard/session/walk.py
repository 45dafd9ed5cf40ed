"""Hold where a browser session is in the queue of the page Review, and the figure it stands at."""

from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from analysis.reviewing import Decision, Target, cells_of, targets
from analysis.reviewing.correcting import Cells
from dashboard.evidence import Place
from dashboard.reviewing import next_open
from dashboard.session import reviews, state
from dashboard.session.view import View

_WALK = "review_walk"


@dataclass
class Walk:
    """Where a session is in the queue: the figure it chose, those it skipped and came from.

    ``handled`` is the place in the text that was followed last, ``form`` the figure whose form is
    open.
    """

    chosen: str = ""
    skipped: list[str] = field(default_factory=list)
    visited: list[str] = field(default_factory=list)
    handled: Place | None = None
    form: str = ""

    def leave(self, figure_id: str) -> None:
        """Go on from a figure to the next one that is open."""
        self.visited = [name for name in self.visited if name != figure_id] + [figure_id]
        self.chosen = self.form = ""

    def skip(self, figure_id: str) -> None:
        """Put a figure behind all others."""
        self.skipped = [name for name in self.skipped if name != figure_id] + [figure_id]
        self.leave(figure_id)

    def back(self) -> None:
        """Return to the figure that was left last."""
        if self.visited:
            self.chosen, self.form = self.visited.pop(), ""

    def show(self, figure_id: str) -> None:
        """Go to a figure."""
        self.chosen, self.form = figure_id, ""


@dataclass(frozen=True)
class Subject:
    """The figure under review: its row as it is shown, its reading, and what was decided."""

    target: Target
    row: "pd.Series[str]"
    as_read: Cells
    decision: Decision
    seen: int

    @property
    def name(self) -> str:
        """The figure's id."""
        return self.target.figure_id


def walk_of_session() -> Walk:
    """Return where this browser session is."""
    walk: Walk = st.session_state.setdefault(_WALK, Walk())
    return walk


def followed(rows: pd.DataFrame) -> Walk:
    """Return where the session is, after following a mark that was pressed in a text."""
    walk = walk_of_session()
    place = state.opened()
    if place is not None and place != walk.handled:
        walk.handled = place
        if (rows["figure_id"] == place.figure_id).any():
            walk.show(place.figure_id)
    return walk


def subject_of(view: View, walk: Walk, rows: pd.DataFrame) -> Subject | None:
    """Return the figure to review: the one chosen while it is in view, else the next open one."""
    names = rows["figure_id"].tolist()
    if walk.chosen not in set(names):
        walk.chosen = next_open(names, view.decisions, walk.skipped)
    if not walk.chosen:
        return None
    held = reviews.desk()
    target = targets(held.as_read, [walk.chosen])[walk.chosen]
    read = held.as_read.figures
    shown = view.tables.figures
    return Subject(
        target,
        shown[shown["figure_id"] == walk.chosen].iloc[0],
        cells_of(read[read["figure_id"] == walk.chosen].iloc[0].to_dict()),
        held.ledger.current(target),
        len(held.ledger.history(target)),
    )
