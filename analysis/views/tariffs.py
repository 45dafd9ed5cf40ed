"""Read a tariff out of a figure: who levies it on whose goods, at what rate, in force or not."""

import re
from dataclasses import dataclass
from functools import cache

from analysis.figures import Line
from analysis.model import Figure, Span
from analysis.phrases import PhraseIndex, nearby
from analysis.quantities.numbers.tokens import tokens_of
from analysis.quantities.units.nouns import counted_phrase
from analysis.vocabulary import tree

# Characters between a rate and the word for a tariff, and between a rate and a cue of its state.
FAR, REACH = 250, 60
PAUSED, IN_FORCE = "paused", "in force"
_SHARE = re.compile(r"^\s+of\s+(?!(?:tariff|dut))", re.IGNORECASE)
_ON = re.compile(r"^\W*(?:[\w-]+\W+){0,3}?on\s+", re.IGNORECASE)
_EARLIER_ON = re.compile(r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharges?)\s+on\s+", re.I)
# A country stands here after a rate as the one whose goods pay, or whose market they go to.
_PAYS = re.compile(r"\b(?:on|from|against)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_ON_EUROPEAN = re.compile(r"\W+(?:\w+\W+){0,3}on\s+European\b")
_SOLD_TO = re.compile(r"\bexports\s+to\s+(?:the\s+)?$", re.IGNORECASE)
# The subject of these bears a tariff rather than levies it.
_BEARS = re.compile(
    r",?\s(?:\w+\s){0,3}?(?:accept|fac|pay|paid|suffer|endur|bear|bore|hit with)", re.I
)
_NEW_RATE = re.compile(r"\bto\s(?:\w+\s)?$")
_NOT = re.compile(r"\b(?:not|never|n['’]t|no|without|nor|yet)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tariff:
    """A tariff rate; ``goods`` is empty where the text names none."""

    figure: Figure
    imposer: str
    target: str
    goods: str
    state: str


@cache
def _phrases(table: str, key: str) -> PhraseIndex[bool]:
    return PhraseIndex(dict.fromkeys(tree("tariffs.toml")[table][key], True))


@cache
def _states() -> PhraseIndex[str]:
    table = tree("tariffs.toml")["states"]
    return PhraseIndex({cue: state for state, cues in table.items() for cue in cues})


def tariff_of(figure: Figure, line: Line) -> Tariff | None:
    """Return the tariff that a percentage states, ``None`` where it is something else.

    A tariff that the sentence calls off, or that somebody rules out, is none either.
    """
    if figure.quantity.kind != "percent" or figure.topic != "tariffs":
        return None
    text, span = line.sentence.text, figure.quantity.span
    if _SHARE.match(text[span.end :]) or figure.quantity.change or not _is_named(text, span):
        return None
    state = _state(figure, text, span)
    if not state:
        return None
    imposer = next((link.code for link in figure.links if link.role == "imposer"), "")
    target = next((link.code for link in figure.links if link.role == "target"), "")
    if not target and len(figure.links) > 1:
        target = next((link.code for link in figure.links if link.code != imposer), "")
    imposer, target = _sides(line, span, imposer, target)
    return Tariff(figure, imposer, target, _goods(text, span), state)


def _is_named(text: str, span: Span) -> bool:
    """Return whether a word for a tariff stands by the rate, not merely as its cause."""
    low = max(0, span.start - FAR)
    near = text[low : span.end + FAR]
    nouns = [found.shift(low) for found, _ in _phrases("words", "nouns").find(near)]
    if not nouns:
        return False
    gaps = [sorted((span, noun)) for noun in nouns if not span.overlaps(noun)]
    causes = _phrases("words", "causes")
    apart = [any(causes.find(text[left.end : right.start])) for left, right in gaps]
    return len(gaps) < len(nouns) or not all(apart)


def _sides(line: Line, span: Span, imposer: str, target: str) -> tuple[str, str]:
    """Return who levies and who pays, set right where only the goods name a country.

    "A 39% tariff on Swiss watches" names who pays, "a 20% tariff on its exports to America" who
    levies.
    """
    text = line.sentence.text
    named = nearby(line.countries, span, FAR)
    places = [place for place in named if place.code == imposer]
    behind = [place.span for place in places if place.span.start >= span.end]
    if imposer and behind and len(behind) == len(places) and not target:
        lead = text[span.end : behind[0].start]
        if _PAYS.search(lead) and not _SOLD_TO.search(lead):
            return "", imposer
    if not places and not target and _ON_EUROPEAN.match(text[span.end : span.end + FAR]):
        return "", imposer
    ahead = [place.span.end for place in places if place.span.end <= span.start]
    if ahead and not behind and not target and _BEARS.match(text[ahead[-1] : span.start]):
        return "", imposer
    for place in named:
        at = place.span.start
        if at >= span.end and _SOLD_TO.search(text[span.end : at]) and place.code != imposer:
            return place.code, imposer or target
    return imposer, target


def _state(figure: Figure, text: str, span: Span) -> str:
    """Return the state whose cue stands nearest, else the one that the status implies.

    What is a fact is in force, or was paused; what is to be lifted is in force until it is, and
    what is lifted or ruled out has no state.
    """
    low = max(0, span.start - 2 * REACH)
    around = text[low : span.end + 2 * REACH]
    states = [(found.shift(low), state) for found, state in _states().find(around)]
    cues = [(found, state) for found, state in states if state == PAUSED]
    lifting = _phrases("lifting", "verbs").find(around)
    cues += [(found.shift(low), "lifted") for found, _ in lifting]
    ahead = [cue for cue in sorted(cues) if 0 <= span.start - cue[0].end <= REACH]
    if ahead and _is_kept(figure, text, ahead[-1][0]):
        return IN_FORCE
    lowered = _NEW_RATE.search(text, max(0, span.start - REACH), span.start)
    if ahead and ahead[-1][1] == "lifted" and not lowered:
        return "" if figure.status == "fact" else IN_FORCE
    near = [
        (min(abs(cue.end - span.start), abs(cue.start - span.end)), state) for cue, state in states
    ]
    fact = figure.status == "fact"
    near = [(far, state) for far, state in near if far <= REACH and (not fact or state == PAUSED)]
    by_status: dict[str, str] = tree("tariffs.toml")["by_status"]
    if figure.status not in by_status:
        return ""
    return min(near)[1] if near else by_status[figure.status]


def _is_kept(figure: Figure, text: str, cue: Span) -> bool:
    """Return whether lifting or pausing is refused: "ruled out lifting", "did not suspend"."""
    refused = figure.status == "denied" and text.find(figure.status_cue) < cue.start
    return refused or bool(_NOT.search(text[max(0, cue.start - 20) : cue.start]))


def _goods(text: str, span: Span) -> str:
    """Return what the tariff falls on ("steel", "European Union imports"), or ''."""
    match = _ON.match(text[span.end :])
    if match is not None:
        return _phrase(text, span.end + match.end())
    before = list(_EARLIER_ON.finditer(text, max(0, span.start - REACH), span.start))
    return _phrase(text[: span.start], before[-1].end()) if before else ""


def _phrase(text: str, start: int) -> str:
    tokens = tokens_of(text[start : start + 2 * REACH])
    phrase = counted_phrase(tokens, 0, many=False) if tokens else None
    return text[start : start + tokens[phrase.end - 1].end] if phrase else ""
