"""Tell decisions, promises and forecasts apart where a text says "will" or "would"."""

from __future__ import annotations

from analysis.model import StatusCue
from analysis.statuses.clauses import HEAD, MATRIX, RELATED
from analysis.statuses.findings import is_projected
from analysis.statuses.scene import COMMA_LEFT, FAR_LEFT, LEFT, TIED, WINDOW, View
from analysis.statuses.wordlists import listed, words

_GIVEN = frozenset(("aid", "troops", "arms"))
# Topics in which what is undertaken is undertaken towards others.
_SHARED = frozenset(("aid", "troops", "arms", "trade", "diplomacy"))
_NATURAL = frozenset(
    ("economy", "energy", "trade", "elections", "migration", "casualties", "other")
)
_BARGAINS = frozenset(("tariffs", "sanctions", "trade", "energy"))
_OPEN = frozenset(("planned", "pledged", "proposed"))


def resolved(view: View, cue: StatusCue) -> str:
    """Return the status that a cue gives to a figure."""
    word, status = view.word(cue), cue.status
    if word in listed("will"):
        status = _will(view)
    elif word in listed("would"):
        status = _would(view, cue)
    elif word in listed("may"):
        status = _may(view, cue)
    elif status == "planned":
        status = _planned(view, word)
    elif status == "pledged":
        status = _pledged(view, word)
    elif word in listed("must"):
        status = _must(view, status)
    refused = status in ("planned", "pledged") and view.tense in ("will", "would")
    if refused and view.negates("own", "chain"):
        return "denied"
    if status == "hypothetical" and word.startswith("threat") and view.setting.topic == "tariffs":
        return "hypothetical" if view.condition >= 0 else "planned"
    if cue.negated and status in ("planned", "pledged", "proposed", "claimed"):
        return "denied"
    return "claimed" if cue.negated and status == "denied" else status


def _will(view: View) -> str:
    if view.first((MATRIX,), "hypothetical"):
        return "hypothetical"
    if view.setting.topic == "elections" and is_projected(view):
        return "hypothetical"
    if view.setting.topic in _NATURAL and view.verb_in("changes") and view.condition >= 0:
        return "hypothetical"
    if view.setting.topic in _GIVEN and view.verb_in("gives"):
        return "pledged"
    if "pledged" in (view.setting.listed, view.setting.spoken) and view.setting.topic in _GIVEN:
        return "pledged"
    return "planned"


def _pledged(view: View, word: str) -> str:
    """Return "planned" for what a government does at home, "proposed" for what it offers there."""
    if view.setting.topic in _SHARED or not view.setting.topic:
        return "pledged"
    if word.startswith("offer"):
        return "proposed"
    if words("allies").search(view.around):
        return "pledged"
    at_home = word.startswith(("will ", "is ", "are ", "going to"))
    return "planned" if at_home or words("laws").search(view.subject) else "pledged"


def _would(view: View, cue: StatusCue) -> str:
    """Return what "would" says: a condition, a plan that is spoken of, a decision reported."""
    if view.condition >= 0:
        return "hypothetical"
    lead = view.scene.plain[max(0, cue.span.start - WINDOW) : cue.span.start]
    party = view.subject if view.first((MATRIX,)) or MATRIX in view.place.parts.values() else lead
    if words("proposals").search(lead) or words("opposing").search(party):
        return "proposed"
    predicts = view.verb_in("changes") or view.verb_in("predicting")
    if words("levers").search(view.subject):
        predicts = False
    if view.verb_in("deciding", MATRIX) or (not predicts and view.verb_in("telling", MATRIX)):
        gives = view.setting.topic in _GIVEN and view.verb_in("gives")
        return "pledged" if gives else "planned"
    if view.setting.listed or view.setting.spoken == "proposed":
        return view.setting.listed or view.setting.spoken
    if predicts:
        return "hypothetical"
    reach = (MATRIX, HEAD, TIED, LEFT, COMMA_LEFT)
    above = view.first(reach + ((FAR_LEFT,) if view.place.clause == RELATED else ()), *_OPEN)
    if above is not None and view.word(above) not in listed("would"):
        return above.status
    return "hypothetical"


def _must(view: View, status: str) -> str:
    if view.first((HEAD,), "planned"):
        return "planned"  # "its target that 92% should be seen in time"
    return "hypothetical" if view.verb_in("enabling") else status


def _may(view: View, cue: StatusCue) -> str:
    word = view.word(cue)
    if cue.negated and word in ("could", "can"):
        return "fact"
    if word == "can" and view.condition < 0:
        return "fact"
    return "hypothetical"


def _planned(view: View, word: str) -> str:
    """Return "pledged" where what is settled is given to others, or promised by allies."""
    plain = view.around
    if view.verb_in("changes"):
        return "planned"
    if view.setting.topic in _GIVEN and word.startswith(tuple(listed("settled"))):
        return "planned" if words("buying").search(plain) else "pledged"
    if words("proposals").search(view.subject) and word not in listed("adopting"):
        return "proposed"
    if view.setting.spoken == "proposed" and word in listed("arranged"):
        return "proposed"
    agreed = view.setting.topic not in _BARGAINS and word.startswith(tuple(listed("joint")))
    return "pledged" if agreed and words("allies").search(plain) else "planned"
