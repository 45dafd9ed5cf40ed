"""Tell decisions, promises and forecasts apart where a text says "will" or "would"."""

import re

from analysis.model import StatusCue
from analysis.statuses.cues import MODALS, words

# Characters on either side of a cue in which words that decide its reading are looked for.
WINDOW = 300

CONDITIONS = frozenset(("if", "unless"))
_CONDITION = re.compile(rf"\b(?:{'|'.join(sorted(CONDITIONS))})\s")
_FUTURE = frozenset(("will", "shall", "is to", "are to", "set to", "due to"))
_UNDECIDED = frozenset(("economy", "energy", "trade", "elections", "migration", "casualties"))
_GIVEN = frozenset(("aid", "troops", "arms"))
_SETTLED = ("announc", "authori", "agree", "unveil", "approve", "sign", "is to", "are to")
_ADVERB = re.compile(r"\s(?:(?:[a-z]+ly|also|not|now)\s)?")
_PRONOUN = re.compile(r"\b(?:he|she|it|they|we|i)\s$")


def resolved(cue: StatusCue, plain: str, topic: str) -> str:
    """Return the status that a cue gives to a figure about ``topic``; ``plain`` is folded text."""
    word, status = cue.span.text(plain), cue.status
    if word in _FUTURE and _is_forecast(cue, plain, topic):
        return "hypothetical"
    if word == "would" and (_is_decided(cue, plain, topic) or _is_given(cue, plain, topic)):
        status = "planned"
    if status == "planned" and (word.startswith(_SETTLED) or word in MODALS):
        status = _pledged_or_planned(cue, plain, topic)
    if cue.negated and status in ("planned", "pledged", "proposed", "claimed"):
        return "denied"
    return "claimed" if cue.negated and status == "denied" else status


def _is_forecast(future: StatusCue, plain: str, topic: str) -> bool:
    """Return whether "will" tells what somebody forecasts or what nobody can decide."""
    lead = max(0, future.span.start - WINDOW)
    if words("forecasting").search(plain, lead, future.span.start):
        return True
    adverb = _ADVERB.match(plain, future.span.end)
    happens = adverb and words("happening").match(plain, adverb.end())
    return bool(happens) and topic in _UNDECIDED


def _is_given(would: StatusCue, plain: str, topic: str) -> bool:
    """Return whether "would" introduces a gift without conditions."""
    adverb = _ADVERB.match(plain, would.span.end)
    gives = adverb and words("giving").match(plain, adverb.end())
    return bool(gives) and topic in _GIVEN and not _conditional(would, plain)


def _conditional(cue: StatusCue, plain: str) -> bool:
    lead, end = max(0, cue.span.start - WINDOW), cue.span.end + WINDOW
    return bool(_CONDITION.search(plain, lead, end))


def _is_decided(would: StatusCue, plain: str, topic: str) -> bool:
    """Return whether "would" reports a decision ("said it would buy"), and forecasts nothing."""
    start, end = would.span.start, would.span.end
    lead = max(0, start - WINDOW)
    adverb = _ADVERB.match(plain, end)
    if adverb and topic != "tariffs" and words("predicting").match(plain, adverb.end()):
        return False
    if _conditional(would, plain):
        return False
    if words("deciding").search(plain, lead, start):
        return True
    pronoun = _PRONOUN.search(plain, max(0, start - 6), start)
    return bool(pronoun and words("telling").search(plain, lead, start))


def _pledged_or_planned(cue: StatusCue, plain: str, topic: str) -> str:
    """Return "pledged" where what is settled is given to others, or promised by allies."""
    around = (plain, max(0, cue.span.start - WINDOW), cue.span.end + WINDOW)
    word = cue.span.text(plain)
    if topic in _GIVEN and word in MODALS:
        adverb = _ADVERB.match(plain, cue.span.end)
        gives = adverb and words("giving").match(plain, adverb.end())
        return "pledged" if gives else "planned"
    if topic in _GIVEN and not words("buying").search(*around):
        return "pledged"
    promised = topic == "spending" and word.startswith("agree") and words("allies").search(*around)
    return "pledged" if promised else "planned"
