"""Say what standing a figure has (done, planned, claimed…) and how far a pledge has come."""

from analysis.statuses.cues import find_stage_cues, find_status_cues
from analysis.statuses.standing import default_statuses, document_status, stage_of, status_of

__all__ = [
    "default_statuses",
    "document_status",
    "find_stage_cues",
    "find_status_cues",
    "stage_of",
    "status_of",
]
