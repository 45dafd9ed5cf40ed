"""Find the words that say how a statement stands: a figure's status, a pledge's stage."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from analysis.model import STAGES, STATUSES, Span, StatusCue
from analysis.phrases import PhraseIndex, folded
from analysis.vocabulary import VocabularyError, tree

FACT, NEUTRAL = "fact", "neutral"

# How many words a cue governs, and how many words a comma, a clause's end and each manner of
# governing count for. A cue beyond REACH governs nothing.
REACH = {
    "near": 14.0,
    "wide": 40.0,
    "frame": 40.0,
    "aim": 8.0,
    "weak": 16.0,
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

_WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")
_STOP = re.compile(
    r"(?P<clause>[;:—–]|\s-\s|[.!?]\s|\b(?:while|whereas|although|though|because|but|after|who|which)\b)"
    r"|,(?!\d)"
)
_STOP_AFTER = re.compile(
    r"(?P<clause>[;:—–]|\s-\s|[.!?]\s|\b(?:while|whereas|although|though|because|but|after|said|says|say|that"
    r"|told)\b)|,(?!\d)"
)
_NOT = re.compile(
    r"(?:\b(?:not|never|no|neither|nor|without|cannot)|n['’]t)\s(?:[^\W\d_]+\s){0,2}$"
)
_BETWEEN_VERBS = re.compile(r"\s(?:(?:be|been|being|have|also|now|only|[a-z]+ly|not|yet|to)\s)*")
_AUXILIARY = frozenset(("is", "are", "was", "were", "has", "have", "had", "been", "has been"))
_MODAL = frozenset(("will", "would", "could", "might", "may", "can", "shall", "should", "must"))
_DECIDED = re.compile(
    r"\b(?:announc|confirm|decid|declar|order|agree|vow|pledg|promis|commit)\w*\b(?!.*\bif\b)", re.I
)
_SAID = re.compile(
    r"\b(?:said|says|told|added|stated|announced|confirmed)\b(?!.*\b(?:if|unless)\b)"
)
_PREDICTS = re.compile(
    r"\s(?:[a-z]+ly\s)?(?:not\s)?(?:cost|raise|lead|bring|help|boost|add|create|affect|reach|rise|fall|grow"
    r"|shrink|mean|save|lift|reduce|hit|lose|gain|be\sworth|result|push|drive|leave|have|benefit|take)\b"
)
_PRONOUN = re.compile(r"\b(?:he|she|it|they|we|I)\s$")
_ALLIES = re.compile(r"\b(?:NATO|[Aa]lli(?:es|ance|ed)|[Mm]ember states)\b")
_JOBS = re.compile(r"\b(?:jobs?|workers|positions|apprentices\w*|careers|small businesses)\b", re.I)
_BUYING = re.compile(
    r"\b(?:buy|purchas|procur|order|acquir|produc|build|manufactur|contract)\w*", re.I
)

_GIVEN = frozenset(("aid", "troops", "arms"))
_WAR = frozenset(("arms", "troops", "casualties"))
_SETTLED = ("announce", "agree", "unveil", "approve", "sign", "is to", "are to")


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
    return [
        StatusCue(span, sense.status, bool(_NOT.search(plain, max(0, span.start - 30), span.start)))
        for span, sense in index.find(text)
        if sense.status != NEUTRAL and not _is_month(span.text(text))
    ]


def _is_month(word: str) -> bool:
    return word == "May"


def _without_chains(cues: list[StatusCue], text: str) -> list[StatusCue]:
    plain, kept = folded(text), list[StatusCue]()
    for cue in cues:
        if not kept or not _BETWEEN_VERBS.fullmatch(plain, kept[-1].span.end, cue.span.start):
            kept.append(cue)
        elif kept[-1].span.text(plain) in _AUXILIARY:
            kept[-1] = cue
        elif cue.status != FACT and kept[-1].span.text(plain) not in _MODAL:
            kept.append(cue)
        elif kept[-1].span.text(plain) not in _MODAL and kept[-1].status == FACT:
            kept.append(cue)
    return kept


def status_of(
    figure: Span,
    text: str,
    cues: Sequence[StatusCue],
    *,
    speaker: str = "",
    topic: str = "",
) -> tuple[str, str]:
    """Return how the statement of a figure stands, and the words that say so.

    The cue that governs the figure most closely decides; without one it is a fact. ``topic`` and
    ``speaker`` tell promises to others from plans, and counts that one side of a war vouches for.

    >>> text = "Spain plans to spend €5 billion."
    >>> status_of(Span(21, 31), text, find_status_cues(text))
    ('planned', 'plans to')
    >>> status_of(Span(0, 2), "12 came.", [])
    ('fact', '')
    """
    plain = folded(text)
    best: tuple[float, StatusCue] | None = None
    for cue in cues:
        sense = _vocabulary().meanings.get(cue.span.text(plain))
        if sense is None or not _applies(sense.manner, figure, text, topic, speaker):
            continue
        cost = _cost(figure, cue, plain, sense.manner)
        if cost <= REACH[sense.manner] + max(0.0, EXTRA[sense.manner]) and (best is None or cost < best[0]):
            best = (cost, cue)
    if best is None:
        return FACT, ""
    status = _resolved(best[1], text, topic)
    return (status, best[1].span.text(text)) if status != FACT else (FACT, "")


def _applies(manner: str, figure: Span, text: str, topic: str, speaker: str) -> bool:
    if manner == "war":
        return topic in _WAR or bool(speaker and not topic)
    if manner == "jobs":
        return bool(_JOBS.search(text, figure.start, min(len(text), figure.end + 40)))
    return True


def _cost(figure: Span, cue: StatusCue, plain: str, manner: str) -> float:
    """Return how loosely ``cue`` governs the figure, in words."""
    if cue.span.overlaps(figure):
        return EXTRA[manner]
    after = cue.span.start >= figure.end
    left, right = (figure.end, cue.span.start) if after else (cue.span.end, figure.start)
    words = sum(1.0 for _ in _WORD.finditer(plain, left, right))
    if manner == "frame" or (after and cue.span.text(plain) in ("if", "unless")):
        return CONDITION + EXTRA["near"]
    if manner == "wide" and (after or not words):
        return REACH[manner] + 1 if after else 0.0
    cost = words + EXTRA[manner] + (AFTER if after else 0.0)
    for stop in (_STOP_AFTER if after else _STOP).finditer(plain, left, right):
        if stop["clause"]:
            cost += WIDE_CLAUSE if manner == "wide" else CLAUSE
        else:
            cost += COMMA_AFTER if after else COMMA
    return cost


def _resolved(cue: StatusCue, text: str, topic: str) -> str:
    word, status = cue.span.text(text).lower(), cue.status
    before = text[: cue.span.start]
    decided = _DECIDED.search(before) or _promised(before)
    if word == "would" and decided and not _PREDICTS.match(text, cue.span.end) and " if " not in text:
        status = "planned"
    if status == "planned" and word.startswith((*_SETTLED, "will", "would")):
        status = _pledged_or_planned(text, topic, word)
    if cue.negated and status in ("planned", "pledged", "proposed", "claimed"):
        return "denied"
    if cue.negated and status == "denied":
        return "claimed"
    return status


def _promised(before: str) -> bool:
    return bool(_PRONOUN.search(before) and _SAID.search(before))


def _pledged_or_planned(text: str, topic: str, word: str) -> str:
    if topic in _GIVEN and not word.startswith(("will", "would")) and not _BUYING.search(text):
        return "pledged"
    if topic == "spending" and _ALLIES.search(text) and word.startswith("agree"):
        return "pledged"
    return "planned"


def stage_of(figure: Span, text: str, cues: Sequence[StatusCue]) -> tuple[str, str]:
    """Return the stage of the commitment that ``figure`` stands in, and the words that say so.

    ``figure`` may be any span, such as a country's name; without a cue the answer is ("", "").

    >>> text = "Spain delivered 12 tanks."
    >>> stage_of(Span(16, 24), text, find_stage_cues(text))
    ('delivered', 'delivered')
    """
    plain = folded(text)
    costs = [(_cost(figure, cue, plain, "near"), cue) for cue in cues]
    in_reach = [(cost, cue) for cost, cue in costs if cost <= REACH["wide"]]
    if not in_reach:
        return "", ""
    _, cue = min(in_reach, key=lambda found: (found[0], found[1].span))
    stage = "refused" if cue.negated and cue.status != "refused" else cue.status
    return stage, cue.span.text(text)
