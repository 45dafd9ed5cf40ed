"""Find who states a figure by the verb that its clause is the object of."""

from __future__ import annotations

from analysis.phrasing import Phrased
from analysis.phrasing.clauses import subject_of
from analysis.phrasing.kinds import FINITE, NOUN
from analysis.speakers.names import Source, listed, source_before
from analysis.statuses.clauses import CHAIN, MATRIX, OWN, RELATED, Place

NAMED = ("person", "institution", "survey", "office", "name")
PERSONAL = ("person", "name", "office")
# Characters before a figure in which a quotation may begin.
REACH = 300


def voice_of(s: Phrased, at: int, place: Place) -> str:
    """Return the name of who says, counts or forecasts the figure that is phrase ``at``, or ''.

    Of verbs one above the other the lowest decides: "the bank said Oslo sees growth of 4%".
    """
    for verb, part in sorted(place.parts.items(), reverse=True):
        if not _voices(s, verb, part) or (part == OWN and (place.subject or at < verb)):
            continue
        source = _subject(s, verb)
        if source is None or source.kind not in NAMED or not source.shown:
            continue
        found = source.kind in PERSONAL and s.last_word(verb) in listed("found")
        if part != OWN or not found:
            return source.shown
    return ""


def is_narrated(s: Phrased, at: int, place: Place) -> bool:
    """Return whether a figure stands in a clause that the text itself adds to what is said.

    "Ships of Malta, which has 40 ports, sank, Eva said": the ports are nobody's words.
    """
    if place.clause != RELATED:
        return False
    start = s.tokens[s.chunks[at].start].start
    before = s.text[max(0, start - REACH) : start]
    return before.rfind("“") <= before.rfind("”") and before.count('"') % 2 == 0


def _voices(s: Phrased, verb: int, part: str) -> bool:
    if part not in (OWN, CHAIN, MATRIX):
        return False
    words = {s.tokens[k].lower for k in range(s.chunks[verb].start, s.chunks[verb].end)}
    end = s.chunks[verb].end
    if end < len(s.tokens):  # "points out that"
        words.add(f"{s.tokens[end - 1].lower} {s.tokens[end].lower}")
    name = "measures" if part == OWN else "said"
    return not words.isdisjoint(listed(name)) or (
        part == MATRIX and not words.isdisjoint(listed("doubtful"))
    )


def _subject(s: Phrased, verb: int) -> Source | None:
    """Return the source that the subject of ``verb`` names."""
    if not (s.is_verb(verb, FINITE) or s.tag(verb) == "TO"):
        return None
    found = subject_of(s, verb)
    if found is None:
        return None
    ends = [found[1] - 1, found[0]]
    for k in ends:
        if s.kind(k) == NOUN:
            source = source_before(s.text, s.tokens[s.chunks[k].end - 1].end)
            if source is not None and source.shown:
                return source
    return None
