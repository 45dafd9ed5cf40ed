"""Say what standing a figure has (done, planned, claimed…) and how far a pledge has come."""

from analysis.statuses.circumstances import circumstances_of, praises
from analysis.statuses.cues import find_stage_cues, find_status_cues
from analysis.statuses.scene import Circumstances, Scene, scene_of
from analysis.statuses.stages import stage_of
from analysis.statuses.standing import status_of

__all__ = [
    "Circumstances",
    "Scene",
    "circumstances_of",
    "find_stage_cues",
    "find_status_cues",
    "praises",
    "scene_of",
    "stage_of",
    "status_of",
]
