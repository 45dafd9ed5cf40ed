"""Decisions about the figures of the sample tables, for tests of what reads or applies them."""

from typing import Any

from analysis.reviewing import CORRECTED, Decision, cells_of, correct, targets
from analysis.schema import Tables
from tests.dashboard.sample_tables import sample_tables

TABLES = sample_tables()
IDS = list(TABLES.figures["figure_id"])
TARGETS = targets(TABLES, IDS)


def row_of(figure_id: str, tables: Tables = TABLES) -> dict[Any, Any]:
    """Return a row of the figures."""
    return tables.figures[tables.figures["figure_id"] == figure_id].to_dict("records")[0]


def decision(figure_id: str, verdict: str, note: str = "", **entered: object) -> Decision:
    """Return a decision about a figure of the samples, with corrections as entered."""
    cells = cells_of(row_of(figure_id))
    found = correct(cells, cells, entered)
    assert not found.faults
    return Decision(
        TARGETS[figure_id], verdict, found.corrections, note, "Ada", "2026-11-30T10:00:00Z"
    )


def corrected(figure_id: str, **entered: object) -> Decision:
    """Return a correction of a figure of the samples."""
    return decision(figure_id, CORRECTED, **entered)
