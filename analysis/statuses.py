"""Find the words that say how a statement stands: a figure's status, a pledge's stage."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from analysis.model import STAGES, STATUSES, Span, StatusCue
from analysis.phrases import PhraseIndex, folded, nearby, pattern_of, surfaces
from analysis.vocabulary import VocabularyError, tree

FACT, NEUTRAL = "fact", "neutral"

# How many words a cue governs, and how many words a comma, a clause's end and each manner of
# governing count for. A cue beyond REACH governs nothing.
REACH = {
    "near": 14.0,
    "wide": 40.0,
    "frame": 40.0,
    "aim": 8.0,
    "weak": 30.0,
    "war": 12.0,
    "jobs": 24.0,
}
EXTRA = {
    "near": 0.0,
    "wide": -20.0,
    "frame": 4.0,
    "aim": 2.0,
    "weak": 16.0,
    "war": 0.0,
    "jobs": 0.0,
}
COMMA, COMMA_AFTER, CLAUSE, WIDE_CLAUSE, AFTER, CONDITION = 3.0, 7.0, 8.0, 2.0, 1.5, 4.0
STAGE_REACH = 40.0
# Characters on either side of a figure in which its cues are looked for.
WINDOW = 300
# A forecast or denial at the end of a sentence ("…, Ofgem predicted on Monday.") frames all of it.
CLOSING = 5
# An infinitive such as "to build" says nothing of its own this close after a cue that governs it.
GOVERNED = 6

_WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")
_STOP = re.compile(
    r"(?P<clause>[;:—–]|\s-\s|(?<=[a-z]{4})[.!?]\s|\b(?:while|whereas|although|though|because|but|after|who|which)\b)"
    r"|,(?!\d)"
)
_STOP_AFTER = re.compile(
    r"(?P<clause>[;:—–]|\s-\s|(?<=[a-z]{4})[.!?]\s|\b(?:while|whereas|although|though|because|but|after|said|says|say|that"
    r"|told)\b)|,(?!\d)"
)
_NOT = re.compile(
    r"(?:\b(?:not|never|no|neither|nor|without|cannot)|n['’]t)\s(?:[^\W\d_]+\s){0,2}$"
)
_BETWEEN_VERBS = re.compile(r"\s(?:(?:be|been|being|have|also|now|only|[a-z]+ly|not|yet|to)\s)*")
_AUXILIARY = frozenset(("is", "are", "was", "were", "has", "have", "had", "been", "has been"))
_MODAL = frozenset(("will", "would", "could", "might", "may", "can", "shall", "should", "must"))
_OPEN = frozenset(("planned", "pledged", "proposed"))
_ITEM = re.compile(r"\s*(?:[-–—•*·]{1,2}|\d{1,2}[.)]|\(?[a-z]\))\s")
_FUTURE = frozenset(("will", "shall", "is to", "are to", "set to", "due to"))
_UNDECIDED = frozenset(("economy", "energy", "trade", "elections", "migration", "casualties"))
_CONDITION = frozenset(("if", "unless"))
_ADVERB = re.compile(r"\s(?:(?:[a-z]+ly|also|not|now)\s)?")
_PRONOUN = re.compile(r"\b(?:he|she|it|they|we|i)\s$")
# A noun, such as "plan" in "two people with a plan", says nothing of what stands before it.
_DETERMINER = re.compile(r"(?:\b(?:the|an?|its|his|her|their|this|that)|['’]s)\s$")
_NEGATIVE = re.compile(r"\bn[oe]|n['’]t\s|without|cannot")
_QUOTATION = re.compile(r"[“\"][^“”\"]{0,2000}[”\"]")

# A text in which this share of the sentences praises is its author's own praise.
PRAISE, FEWEST_SENTENCES = 0.35, 5
_GIVEN = frozenset(("aid", "troops", "arms"))
_WAR = frozenset(("arms", "troops", "casualties"))
_SETTLED = (
    "announc",
    "authori",
    "agree",
    "unveil",
    "approve",
    "sign",
    "is to",
    "are to",
    "will",
    "would",
)
_FAR = frozenset(("wide", "frame"))
MONTH = "May"


@dataclass(frozen=True, slots=True)
class _Sense:
    """What a phrase says of a statement and the manner in which it governs."""

    status: str
    manner: str


_Lists = Mapping[str, Mapping[str, Iterable[str]]]


@cache
def _vocabulary() -> PhraseIndex[_Sense]:
    content = tree("statuses.toml")
    return _index({status: content[status] for status in STATUSES}, content[NEUTRAL])


@cache
def _stages() -> PhraseIndex[_Sense]:
    content = tree("statuses.toml")
    return _index({stage: content["stages"][stage] for stage in STAGES}, ())


def _index(lists: _Lists, neutral: Iterable[str]) -> PhraseIndex[_Sense]:
    entries = {phrase: _Sense(NEUTRAL, "near") for phrase in neutral}
    for status, manners in lists.items():
        for manner, phrases in manners.items():
            if manner not in REACH:
                raise VocabularyError(f"statuses.toml: [{status}] {manner!r} is no manner")
            for phrase in phrases:
                if phrase in entries:
                    raise VocabularyError(f"statuses.toml: [{status}] {phrase!r} repeats")
                entries[phrase] = _Sense(status, manner)
    return PhraseIndex(entries)


@cache
def _words(name: str) -> re.Pattern[str]:
    """Return an expression for the list ``name`` under [words], to be used on folded text."""
    entries: Iterable[str] = tree("statuses.toml")["words"][name]
    return pattern_of({form: True for entry in entries for form in surfaces(entry)})


def find_status_cues(text: str) -> list[StatusCue]:
    """Return the words that say how statements in ``text`` stand, in order.

    Of a chain of verbs only the one that decides is kept: "would be imposed" gives "would".

    >>> [cue.status for cue in find_status_cues("It would be imposed in May.")]
    ['hypothetical']
    >>> find_status_cues("May 2024")
    []
    """
    return _without_chains(_cues(text, _vocabulary()), text)


def find_stage_cues(text: str) -> list[StatusCue]:
    """Return the words that say how far a commitment has come, as cues with a stage for status.

    >>> [cue.status for cue in find_stage_cues("Spain ruled out sending jets.")]
    ['refused']
    """
    return _cues(text, _stages())


def _cues(text: str, index: PhraseIndex[_Sense]) -> list[StatusCue]:
    plain = folded(text)
    negative = bool(_NEGATIVE.search(plain))
    return [
        StatusCue(span, sense.status, negative and _negated(plain, span.start))
        for span, sense in index.find(text)
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
        elif word not in _MODAL and (cue.status != FACT or kept[-1].status == FACT):
            kept.append(cue)
    return kept


def _is_aim(cue: StatusCue, plain: str) -> bool:
    return _vocabulary().meanings[cue.span.text(plain)].manner == "aim"


def _governs(cue: StatusCue, aim: StatusCue, plain: str) -> bool:
    if cue.status == FACT or _STOP.search(plain, cue.span.end, aim.span.start):
        return False
    return len(_WORD.findall(plain, cue.span.end, aim.span.start)) <= GOVERNED


def document_status(texts: Iterable[str]) -> str:
    """Return how the statements of a document stand that nothing governs: "fact" or "claimed".

    They are claims in a text, given as its sentences, that praises throughout: a government on
    its own deeds.

    >>> document_status(["Our historic reform is a record success."] * 5)
    'claimed'
    >>> document_status(["Prices rose."] * 5)
    'fact'
    """
    praising = [bool(_words("praise").search(_QUOTATION.sub("", folded(text)))) for text in texts]
    many = len(praising) >= FEWEST_SENTENCES and sum(praising) >= PRAISE * len(praising)
    return "claimed" if many else FACT


def default_statuses(texts: Sequence[str]) -> list[str]:
    """Return for each sentence of a document how its statements stand that nothing governs.

    That is the document's status, but the items of a list stand as the sentence that opens it.

    >>> default_statuses(["Oslo announced a package of aid:", "- 40 trucks", "Rain fell."])
    ['fact', 'pledged', 'fact']
    """
    base = document_status(texts)
    defaults, opened = [], base
    for text in texts:
        listed = bool(_ITEM.match(text)) or _lists(folded(text[:WINDOW]))
        if not listed:
            goes_on = opened if text.rstrip().endswith(":") else base
            opened = _opening_status(text[-WINDOW:]) or goes_on
        defaults.append(opened if listed else base)
    return defaults


def _lists(plain: str) -> bool:
    verb = _words("listing").search(plain)
    return bool(verb) and bool(_words("listed").search(plain, 0, verb.start() if verb else 0))


def _opening_status(text: str) -> str:
    """Return the status that a sentence gives to the list or the package it speaks of."""
    plain = folded(text)
    cues = [cue for cue in find_status_cues(text) if cue.status in _OPEN]
    if not cues:
        return ""
    status = _resolved(cues[0], plain, "aid")
    gift = status in ("planned", "pledged") and _words("gifts").search(plain)
    return "pledged" if gift else status


def status_of(  # noqa: PLR0913 - three of them are context with a default
    figure: Span,
    text: str,
    cues: Sequence[StatusCue],
    *,
    speaker: str = "",
    topic: str = "",
    default: str = FACT,
) -> tuple[str, str]:
    """Return how the statement of a figure stands, and the words that say so.

    The cue that governs the figure most closely decides; without one it stands as ``default``
    (see ``default_statuses``) unless a ``speaker`` is named. ``topic`` tells promises to others
    from plans, and with the speaker counts that only one side of a war vouches for.

    >>> text = "Spain plans to spend €5 billion."
    >>> status_of(Span(21, 31), text, find_status_cues(text))
    ('planned', 'plans to')
    >>> status_of(Span(0, 2), "12 came.", [])
    ('fact', '')
    """
    plain = folded(text)
    best, least = None, math.inf
    for cue in nearby(cues, figure, WINDOW):
        manner = _vocabulary().meanings[cue.span.text(plain)].manner
        cost = _cost(figure, cue, plain, manner)
        if (
            cost < least
            and cost <= REACH[manner]
            and _applies(manner, figure, plain, topic, speaker)
        ):
            best, least = cue, cost
    status = FACT if best is None else _resolved(best, plain, topic)
    if best is None or status == FACT:
        return (FACT if speaker else default), ""
    return status, best.span.text(text)


def _applies(manner: str, figure: Span, plain: str, topic: str, speaker: str) -> bool:
    if manner == "war":
        return topic in _WAR or bool(speaker and not topic)
    if manner == "jobs":
        return bool(_words("jobs").search(plain, figure.start, figure.end + 40))
    return True


def _cost(figure: Span, cue: StatusCue, plain: str, manner: str) -> float:
    """Return how loosely ``cue`` governs the figure, in words; infinite where it cannot."""
    if cue.span.overlaps(figure):
        return EXTRA[manner]
    if cue.span.start < figure.start:
        return _cost_before(cue, figure.start, plain, manner)
    return _cost_after(cue, figure.end, plain, manner)


def _cost_before(cue: StatusCue, end: int, plain: str, manner: str) -> float:
    start = cue.span.end
    words = plain.count(" ", start, end) - 1
    if manner == "wide" and words < 1:
        return math.inf
    cost = max(0, words) + EXTRA[manner]
    clause = WIDE_CLAUSE if manner in _FAR else CLAUSE
    for stop in _STOP.finditer(plain, start, end):
        cost += clause if stop["clause"] else COMMA
    return cost


def _cost_after(cue: StatusCue, start: int, plain: str, manner: str) -> float:
    end = cue.span.start
    if cue.span.text(plain) in _CONDITION:
        return CONDITION
    if manner == "frame":
        rest = len(_WORD.findall(plain, cue.span.end, cue.span.end + 80))
        return EXTRA["wide"] - 1 if rest <= CLOSING else math.inf
    noun = manner != "weak" and _DETERMINER.search(plain, max(0, end - 8), end)
    if noun or manner == "wide":
        return math.inf
    cost = max(0, plain.count(" ", start, end) - 1) + EXTRA[manner] + AFTER
    for stop in _STOP_AFTER.finditer(plain, start, end):
        cost += CLAUSE if stop["clause"] else COMMA_AFTER
    return cost


def _resolved(cue: StatusCue, plain: str, topic: str) -> str:
    word, status = cue.span.text(plain), cue.status
    if word in _FUTURE and _is_forecast(cue, plain, topic):
        return "hypothetical"
    if word == "would" and (_is_decided(cue, plain, topic) or _is_given(cue, plain, topic)):
        status = "planned"
    if status == "planned" and word.startswith(_SETTLED):
        status = _pledged_or_planned(cue, plain, topic)
    if cue.negated and status in ("planned", "pledged", "proposed", "claimed"):
        return "denied"
    return "claimed" if cue.negated and status == "denied" else status


def _is_forecast(future: StatusCue, plain: str, topic: str) -> bool:
    """Return whether "will" tells what somebody forecasts or what nobody can decide."""
    lead = max(0, future.span.start - WINDOW)
    if _words("forecasting").search(plain, lead, future.span.start):
        return True
    adverb = _ADVERB.match(plain, future.span.end)
    happens = adverb and _words("happening").match(plain, adverb.end())
    return bool(happens) and topic in _UNDECIDED


def _is_given(would: StatusCue, plain: str, topic: str) -> bool:
    """Return whether "would" introduces a gift without conditions."""
    adverb = _ADVERB.match(plain, would.span.end)
    gives = adverb and _words("giving").match(plain, adverb.end())
    return bool(gives) and topic in _GIVEN and not _conditional(would, plain)


def _conditional(cue: StatusCue, plain: str) -> bool:
    lead, end = max(0, cue.span.start - WINDOW), cue.span.end + WINDOW
    return any(plain.find(f" {word} ", lead, end) >= 0 for word in _CONDITION)


def _is_decided(would: StatusCue, plain: str, topic: str) -> bool:
    """Return whether "would" reports a decision ("said it would buy"), and forecasts nothing."""
    start, end = would.span.start, would.span.end
    lead = max(0, start - WINDOW)
    adverb = _ADVERB.match(plain, end)
    if adverb and topic != "tariffs" and _words("predicting").match(plain, adverb.end()):
        return False
    if _conditional(would, plain):
        return False
    if _words("deciding").search(plain, lead, start):
        return True
    pronoun = _PRONOUN.search(plain, max(0, start - 6), start)
    return bool(pronoun and _words("telling").search(plain, lead, start))


def _pledged_or_planned(cue: StatusCue, plain: str, topic: str) -> str:
    """Return "pledged" where what is settled is given to others, or promised by allies."""
    around = (plain, max(0, cue.span.start - WINDOW), cue.span.end + WINDOW)
    word = cue.span.text(plain)
    if topic in _GIVEN and word in _MODAL:
        adverb = _ADVERB.match(plain, cue.span.end)
        gives = adverb and _words("giving").match(plain, adverb.end())
        return "pledged" if gives else "planned"
    if topic in _GIVEN and not _words("buying").search(*around):
        return "pledged"
    promised = topic == "spending" and word.startswith("agree") and _words("allies").search(*around)
    return "pledged" if promised else "planned"


def stage_of(figure: Span, text: str, cues: Sequence[StatusCue]) -> tuple[str, str]:
    """Return the stage of the commitment that ``figure`` stands in, and the words that say so.

    ``figure`` may be any span, such as a country's name; without a cue the answer is ("", "").

    >>> text = "Spain delivered 12 tanks."
    >>> stage_of(Span(16, 24), text, find_stage_cues(text))
    ('delivered', 'delivered')
    """
    plain = folded(text)
    costs = [
        (_cost(figure, cue, plain, "near"), cue.span, cue) for cue in nearby(cues, figure, WINDOW)
    ]
    in_reach = [found for found in costs if found[0] <= STAGE_REACH]
    if not in_reach:
        return "", ""
    cue = min(in_reach, key=lambda found: found[:2])[2]
    return ("refused" if cue.negated else cue.status), cue.span.text(text)
