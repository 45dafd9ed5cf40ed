"""Review figures: which to doubt, what was decided, and what the tables say then."""

from analysis.reviewing.applying import (
    Decisions,
    corrections_in_words,
    exported,
    reviewed,
    shared,
    with_review,
)
from analysis.reviewing.correcting import cells_of, correct, corrected_cells
from analysis.reviewing.decisions import (
    ACCEPTED,
    CORRECTED,
    OPEN,
    REJECTED,
    Correction,
    Decision,
    Sorted,
    Target,
    opened,
    sort_out,
    targets,
)
from analysis.reviewing.doubt import doubts
from analysis.reviewing.journal import Journal, JournalError
from analysis.reviewing.ledger import DECIDE, REDO, UNDO, Entry, Ledger, Step, Steps
from analysis.reviewing.lines import LineError, file_of, read_file

__all__ = [
    "ACCEPTED",
    "CORRECTED",
    "DECIDE",
    "OPEN",
    "REDO",
    "REJECTED",
    "UNDO",
    "Correction",
    "Decision",
    "Decisions",
    "Entry",
    "Journal",
    "JournalError",
    "Ledger",
    "LineError",
    "Sorted",
    "Step",
    "Steps",
    "Target",
    "cells_of",
    "correct",
    "corrected_cells",
    "corrections_in_words",
    "doubts",
    "exported",
    "file_of",
    "opened",
    "read_file",
    "reviewed",
    "shared",
    "sort_out",
    "targets",
    "with_review",
]
