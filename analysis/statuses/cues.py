"""Find the words that say how a statement stands, or how far a commitment has come."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from analysis.model import STAGES, STATUSES, StatusCue
from analysis.phrases import PhraseIndex, folded
from analysis.vocabulary import VocabularyError, kept, tree

FACT, NEUTRAL, MONTH = "fact", "neutral", "May"
MANNERS = frozenset(("near", "wide", "frame", "aim", "weak", "war", "jobs"))
MODALS = frozenset(("will", "would", "could", "might", "may", "can", "shall", "should", "must"))
# An infinitive such as "to build" says nothing of its own this close after a cue that governs it.
GOVERNED = 6

WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")
_CLAUSE_MARK = r"[;:—–]|\s-\s|(?<=[a-z]{4})[.!?]\s"
_CONJUNCTION = "while|whereas|although|though|because|but|after"
STOP = re.compile(rf"(?P<clause>{_CLAUSE_MARK}|\b(?:{_CONJUNCTION}|who|which)\b)|,(?!\d)")
STOP_AFTER = re.compile(
    rf"(?P<clause>{_CLAUSE_MARK}|\b(?:{_CONJUNCTION}|said|says|say|that|told)\b)|,(?!\d)"
)
_NOT = re.compile(
    r"(?:\b(?:not|never|no|neither|nor|without|cannot)|n['’]t)\s(?:[^\W\d_]+\s){0,2}$"
)
_NEGATIVE = re.compile(r"\bn[oe]|n['’]t\s|without|cannot")
_BETWEEN_VERBS = re.compile(r"\s(?:(?:be|been|being|have|also|now|only|[a-z]+ly|not|yet|to)\s)*")
_AUXILIARY = frozenset(("is", "are", "was", "were", "has", "have", "had", "been", "has been"))


@dataclass(frozen=True, slots=True)
class Sense:
    """What a phrase says of a statement and the manner in which it governs."""

    status: str
    manner: str


_Lists = Mapping[str, Mapping[str, Iterable[str]]]


@cache
@kept()
def vocabulary() -> PhraseIndex[Sense]:
    """Return the phrases that say how a statement stands, with their senses."""
    content = tree("statuses.toml")
    return _index({status: content[status] for status in STATUSES}, content[NEUTRAL])


@cache
def _stages() -> PhraseIndex[Sense]:
    content = tree("statuses.toml")
    return _index({stage: content["stages"][stage] for stage in STAGES}, ())


def _index(lists: _Lists, neutral: Iterable[str]) -> PhraseIndex[Sense]:
    entries = {phrase: Sense(NEUTRAL, "near") for phrase in neutral}
    for status, manners in lists.items():
        for manner, phrases in manners.items():
            if manner not in MANNERS:
                raise VocabularyError(f"statuses.toml: [{status}] {manner!r} is no manner")
            for phrase in phrases:
                if phrase in entries:
                    raise VocabularyError(f"statuses.toml: [{status}] {phrase!r} repeats")
                entries[phrase] = Sense(status, manner)
    return PhraseIndex(entries)


def find_status_cues(text: str) -> list[StatusCue]:
    """Return the words that say how statements in ``text`` stand, in order.

    Of a chain of verbs only the one that decides is kept: "would be imposed" gives "would".

    >>> [cue.status for cue in find_status_cues("It would be imposed in May.")]
    ['hypothetical']
    >>> find_status_cues("May 2024")
    []
    """
    return _without_chains(_cues(text, vocabulary()), text)


def find_stage_cues(text: str) -> list[StatusCue]:
    """Return the words that say how far a commitment has come, as cues with a stage for status.

    >>> [cue.status for cue in find_stage_cues("Spain ruled out sending jets.")]
    ['refused']
    """
    return _cues(text, _stages())


def _cues(text: str, index: PhraseIndex[Sense]) -> list[StatusCue]:
    found = index.find(text)
    if not found:
        return []
    plain = folded(text)
    negative = bool(_NEGATIVE.search(plain))
    return [
        StatusCue(span, sense.status, negative and _negated(plain, span.start))
        for span, sense in found
        if sense.status != NEUTRAL and span.text(text) != MONTH
    ]


def _negated(plain: str, start: int) -> bool:
    return bool(_NOT.search(plain, max(0, start - 30), start))


def _without_chains(cues: list[StatusCue], text: str) -> list[StatusCue]:
    plain, kept = folded(text), list[StatusCue]()
    for cue in cues:
        if kept and _is_aim(cue, plain) and _governs(kept[-1], cue, plain):
            continue
        if not kept or not _BETWEEN_VERBS.fullmatch(plain, kept[-1].span.end, cue.span.start):
            kept.append(cue)
            continue
        word = kept[-1].span.text(plain)
        if word in _AUXILIARY:
            kept[-1] = cue
        elif word not in MODALS and (cue.status != FACT or kept[-1].status == FACT):
            kept.append(cue)
    return kept


def _is_aim(cue: StatusCue, plain: str) -> bool:
    return vocabulary().meanings[cue.span.text(plain)].manner == "aim"


def _governs(cue: StatusCue, aim: StatusCue, plain: str) -> bool:
    if cue.status == FACT or STOP.search(plain, cue.span.end, aim.span.start):
        return False
    return len(WORD.findall(plain, cue.span.end, aim.span.start)) <= GOVERNED
