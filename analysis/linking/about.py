"""Say in the text's own words what a figure measures, and whose: the column ``about``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from analysis.linking.governors import Parts, modified, thing_of, whose_of
from analysis.model import Quantity, Span
from analysis.phrasing import Phrased, phrased
from analysis.phrasing.kinds import DETERMINERS, LOOSE, MARK, TIE
from analysis.quantities import find_quantities

# "the allies' €5bn" is the allies'; what ends in a possessive is said without it.
POSSESSIVE = r"(?:['’]s|(?<=s)['’])$"
SEPARATOR = "; "
LONGEST = 14


class Measure(NamedTuple):
    """What a figure measures: in words, and the tokens of the noun phrase that governs it."""

    about: str
    thing: Parts


def about_of(text: str, quantity: Quantity) -> str:
    """Return what ``quantity`` of the sentence ``text`` measures, or ''.

    The noun phrase that governs the figure, then the subject of its clause, "; " between them.

    >>> from analysis.quantities import find_quantities
    >>> text = "The airline cut its fuel bill by 12% and carried 3 million passengers."
    >>> [about_of(text, quantity) for quantity in find_quantities(text)]
    ['fuel bill; airline', 'airline']
    >>> text = "They spent 5 days there."
    >>> [about_of(text, quantity) for quantity in find_quantities(text)]
    ['']
    """
    found = _abouts(text).get(quantity.whole)
    if found is not None:
        return found
    known = sorted({*find_quantities(text, ones=True), quantity}, key=lambda each: each.whole)
    return abouts_of(text, known)[known.index(quantity)]


def abouts_of(text: str, quantities: Sequence[Quantity]) -> tuple[str, ...]:
    """Return what each of the ``quantities`` of the sentence ``text`` measures, in their order."""
    measured = measures_of(phrased(text, quantities)) if quantities else ()
    return tuple(found.about for found in measured)


def measures_of(s: Phrased) -> tuple[Measure, ...]:
    """Return what each figure of a sentence in phrases measures, in their order."""
    places = {chunk.figure: at for at, chunk in enumerate(s.chunks) if chunk.figure >= 0}
    things: list[Parts] = [()] * len(s.chunks)
    whose: list[Parts] = [()] * len(s.chunks)
    for at in places.values():
        things[at], whose[at] = thing_of(s, at, things), whose_of(s, at, whose)
    told = {
        index: Measure(_about(s, at, things[at], whose[at]), things[at])
        for index, at in places.items()
    }
    return tuple(told.get(index, Measure("", ())) for index in range(len(s.figures)))


@lru_cache(maxsize=4)
def _abouts(text: str) -> dict[Span, str]:
    """Return what the quantities of ``text`` measure by their span."""
    quantities = find_quantities(text, ones=True)
    spans = [quantity.whole for quantity in quantities]
    return dict(zip(spans, abouts_of(text, quantities), strict=True))


def _about(s: Phrased, at: int, things: Parts, whose: Parts) -> str:
    if _says_its_own(s, at):
        return ""
    thing, owner = _words(s, things), _words(s, whose)
    if set(owner.split()) <= set(thing.split()) or (thing and s.figure(at) == "age"):
        owner = ""
    return SEPARATOR.join(part for part in (thing, owner) if part)


def _says_its_own(s: Phrased, at: int) -> bool:
    """Return whether a figure measures nothing but what its own words name.

    "One of the best hotels", "the 22-year-old", "over the next five years".
    """
    chunk, kind = s.chunks[at], s.figure(at)
    if kind == "count" and s.word(at + 1) == "of" and chunk.end - chunk.start == 1:
        return s.figures[chunk.figure].value == 1
    if s.tags[chunk.start] != "DT" or modified(s, at):
        return False
    passing = s.word(at) in ("every", "each") or s.kind(at - 1) in (TIE, LOOSE, MARK)
    return kind == "age" or (kind == "duration" and passing)


def _words(s: Phrased, parts: Parts) -> str:
    """Return the words of ``parts`` as they are written, articles before them left out."""
    pieces = []
    for first, end in parts:
        start = next((k for k in range(first, end) if s.tags[k] not in DETERMINERS), end)
        if start < end:
            last = min(end, start + LONGEST) - 1
            pieces.append(s.text[s.tokens[start].start : s.tokens[last].end])
    return re.sub(POSSESSIVE, "", " ".join(pieces))
