"""Read a tariff out of a figure: who levies it on whose goods, at what rate, in force or not."""

import re
from dataclasses import dataclass
from functools import cache

from analysis.figures import Line
from analysis.model import Figure, Span
from analysis.phrases import PhraseIndex
from analysis.quantities.numbers.tokens import tokens_of
from analysis.quantities.units.nouns import counted_phrase
from analysis.vocabulary import tree

REACH = 60
PAUSED = "paused"
_SHARE = re.compile(r"^\s+of\s+(?!(?:tariff|dut))", re.IGNORECASE)
_ON = re.compile(r"^\W*(?:[\w-]+\W+){0,3}?on\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tariff:
    """A tariff rate; ``goods`` is empty where the text names none."""

    figure: Figure
    imposer: str
    target: str
    goods: str
    state: str


@cache
def _nouns() -> PhraseIndex[bool]:
    return PhraseIndex(dict.fromkeys(tree("tariffs.toml")["words"]["nouns"], True))


@cache
def _states() -> PhraseIndex[str]:
    table = tree("tariffs.toml")["states"]
    return PhraseIndex({cue: state for state, cues in table.items() for cue in cues})


def tariff_of(figure: Figure, line: Line) -> Tariff | None:
    """Return the tariff that a percentage states, ``None`` where it is something else."""
    if figure.quantity.kind != "percent" or figure.topic != "tariffs":
        return None
    text, span = line.sentence.text, figure.quantity.span
    if not any(_nouns().find(text)) or _SHARE.match(text[span.end :]) or figure.quantity.change:
        return None
    imposer = next((link.code for link in figure.links if link.role == "imposer"), "")
    target = next((link.code for link in figure.links if link.role == "target"), "")
    if not target and len(figure.links) > 1:
        target = next((link.code for link in figure.links if link.code != imposer), "")
    return Tariff(figure, imposer, target, _goods(text, span), _state(figure, text, span))


def _state(figure: Figure, text: str, span: Span) -> str:
    """Return the state whose cue stands nearest, else the one that the status implies.

    What is a fact is in force, or was paused.
    """
    near = [
        (min(abs(cue.end - span.start), abs(cue.start - span.end)), state)
        for cue, state in _states().find(text)
    ]
    fact = figure.status == "fact"
    near = [(far, state) for far, state in near if far <= REACH and (not fact or state == PAUSED)]
    by_status: dict[str, str] = tree("tariffs.toml")["by_status"]
    return min(near)[1] if near else by_status[figure.status]


def _goods(text: str, span: Span) -> str:
    """Return what the tariff falls on ("steel", "European Union imports"), or ''."""
    match = _ON.match(text[span.end :])
    if match is None:
        return ""
    start = span.end + match.end()
    tokens = tokens_of(text[start : start + 2 * REACH])
    phrase = counted_phrase(tokens, 0, many=False) if tokens else None
    return text[start : start + tokens[phrase.end - 1].end] if phrase else ""
