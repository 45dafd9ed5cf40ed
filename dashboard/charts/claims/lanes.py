"""Place the statements of claims: a row a claim, its marks by their day in lanes below it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from dashboard import theme
from dashboard.charts.chart import hover, records
from dashboard.charts.wording import about, stated_words

HEAD, LANE, GAP = 22, 22, 8
"""Heights in pixels: the words of a claim, a line of marks below them, the room to the next."""

UNDATED_AT = -0.14
"""Where texts without a day stand."""

LETTER, ROOM = 0.017, 0.03
"""Width of a letter and of a mark as shares of the axis, so that labels find room."""

ARROW = 0.022


@dataclass(frozen=True)
class Mark:
    """Statements of one claim that are the same on one day; ``at`` is its place on the axis."""

    words: str
    hover: str
    customdata: str
    row: Any
    at: float
    lit: bool

    @property
    def symbol(self) -> str:
        """Return the symbol of its standing, hollow where the number is "about"."""
        hollow = "-open" if self.row.qualifier == "approx" else ""
        return theme.STANDING_SYMBOLS[theme.STANDING[self.row.status]] + hollow

    @property
    def colour(self) -> str:
        """Return the colour of its standing."""
        return theme.STANDING_COLOURS[theme.STANDING[self.row.status]]

    @property
    def ends(self) -> tuple[float, float]:
        """Return how far left and right of its place its mark reaches."""
        open_below, open_above = pd.isna(self.row.least), pd.isna(self.row.most)
        wide = self.row.least != self.row.most and not (open_below or open_above)
        return (-ARROW if open_below else 0.0), (ARROW if open_above or wide else 0.0)

    @property
    def leftwards(self) -> bool:
        """Whether its words stand left of it, for want of room on the right."""
        return self.at + self.width > 1 + ROOM

    @property
    def width(self) -> float:
        """Return how much of the axis it and its words take."""
        return ROOM + len(self.words) * LETTER

    @property
    def room(self) -> tuple[float, float]:
        """Return from where to where it and its words reach."""
        return (
            (self.at - self.width, self.at) if self.leftwards else (self.at, self.at + self.width)
        )


@dataclass(frozen=True)
class ClaimRow:
    """A claim with its marks in lanes below its words, which stand at ``top`` pixels."""

    claim: Any
    lanes: list[list[Mark]]
    top: int

    @property
    def height(self) -> int:
        """Return what it takes in pixels."""
        return HEAD + LANE * len(self.lanes) + GAP


def places_of_days(published: "pd.Series[pd.Timestamp]") -> dict[Any, float]:
    """Return where each day stands on an axis from 0 to 1; a day alone stands at its left end."""
    days = sorted(published.dropna().unique())
    if not days:
        return {}
    span = (days[-1] - days[0]).days or 1
    return {day: (day - days[0]).days / span for day in days}


def claim_rows(
    claims: pd.DataFrame,
    stated: pd.DataFrame,
    titles: dict[str, str],
    *,
    chosen: tuple[str, ...],
) -> list[ClaimRow]:
    """Return a row for each claim that has statements, one below the other.

    ``stated`` is what ``statements`` returns; marks of the figures ``chosen`` are lit.
    """
    places = places_of_days(stated["published"])
    by_claim = dict(list(stated.groupby("claim")))
    rows: list[ClaimRow] = []
    top = 0
    for number, claim in enumerate(records(claims)):
        if number in by_claim:
            marks = _marks(by_claim[number], places, titles, chosen)
            rows.append(ClaimRow(claim, _lanes(marks), top))
            top += rows[-1].height
    return rows


def _marks(
    stated: pd.DataFrame, places: dict[Any, float], titles: dict[str, str], chosen: tuple[str, ...]
) -> list[Mark]:
    """Return the marks of a claim from left to right, like statements of a day in one."""
    same: dict[tuple[str, str, float], list[Any]] = {}
    for row in records(stated):
        at = places.get(row.published, UNDATED_AT)
        same.setdefault((stated_words(row), row.status, at), []).append(row)
    marks = []
    for (words, _, at), rows in sorted(same.items(), key=lambda item: item[0][2]):
        ids = [row.figure_id for row in rows]
        times = f" ×{len(rows)}" if len(rows) > 1 else ""
        texts = [titles.get(row.doc_id, row.doc_id) for row in rows]
        said = [f"says {row.speaker}" for row in rows if row.speaker]
        lines = [about(rows[0]), rows[0].status, *said, f"“{rows[0].quote}”", *dict.fromkeys(texts)]
        marks.append(
            Mark(
                words + times,
                hover(words, *lines),
                urlencode({"figure": ids}, doseq=True),
                rows[0],
                at,
                not chosen or not set(chosen).isdisjoint(ids),
            )
        )
    return marks


def _lanes(marks: list[Mark]) -> list[list[Mark]]:
    """Return the marks in lines in which no words overlap."""
    lanes: list[list[Mark]] = []
    for mark in marks:
        for lane in lanes:
            if all(mark.room[0] >= held.room[1] or mark.room[1] <= held.room[0] for held in lane):
                lane.append(mark)
                break
        else:
            lanes.append([mark])
    return lanes
