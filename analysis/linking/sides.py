"""Say on which side of a deal or a fight a country stands: who sells, ships, loses, reports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from analysis.linking.scene import Scene
from analysis.model import Span
from analysis.phrases import PhraseIndex, folded, pattern_of, surfaces
from analysis.vocabulary import tree

SELLS, SHIPS, LOSES, DATELINE = "sells", "ships", "loses", "dateline"
# Characters behind a figure in which "…that China shipped" names its own subject.
CLAUSE_REACH, VERB_REACH = 60, 30
_FROM = re.compile(r"\bfrom\s(?:the\s)?$")
_RELATIVE = re.compile(r"^[^,;:]*\b(?:that|which)\s(?:the\s)?$")
# What stands between a place in capitals and the report: a country, an agency, a dash.
_COUNTRY, _AGENCY, _MARK = r"(?:,[^—–:()]{1,30})?", r"\s?\([^)]{1,30}\)\s?[—–-]", r"\s?[:—–]|\s-\s"
_DATELINE = re.compile(rf"[A-Z][A-Z .'’-]+{_COUNTRY}(?:{_AGENCY}|{_MARK})")


@cache
def _listed(name: str) -> PhraseIndex[bool]:
    return PhraseIndex(dict.fromkeys(tree("roles.toml")[name]["words"], True))


@cache
def _shipping() -> re.Pattern[str]:
    words: list[str] = tree("roles.toml")["ships"]["words"]
    return pattern_of({form for word in words for form in surfaces(word)})


def side_facts(scene: Scene, k: int, index: int) -> Iterator[str]:
    """Yield on which side mention ``k`` of the scene stands for its figure ``index``."""
    text, span, figure = scene.text, scene.mentions[k].span, scene.s.figures[index].whole
    if span.start >= figure.end:
        if _sells(text, span, figure):
            yield SELLS
        elif _ships(text, span, figure):
            yield SHIPS
    elif scene.at[k] == scene.figures[index] and _has("downs", text):
        yield LOSES
    if is_dateline(text, span):
        yield DATELINE


def is_dateline(text: str, mention: Span) -> bool:
    """Return whether a place only says where a report was written.

    >>> is_dateline("CAIRO (AP) — Four people died.", Span(0, 5))
    True
    """
    if not text[:2].isupper():
        return False
    found = _DATELINE.match(text)
    return found is not None and mention.end <= found.end()


def _has(name: str, text: str) -> bool:
    return _listed(name).may_find(text) and any(_listed(name).find(text))


def _sells(text: str, mention: Span, figure: Span) -> bool:
    """Return whether a figure is bought from a country: "bought 18 howitzers from France"."""
    before = folded(text[max(0, mention.start - len("from the ")) : mention.start])
    return bool(_FROM.search(before)) and any(_listed("buys").find(text[: figure.start]))


def _ships(text: str, mention: Span, figure: Span) -> bool:
    """Return whether a clause behind a figure has a country do it: "goods that China shipped"."""
    if mention.start - figure.end > CLAUSE_REACH:
        return False
    if not _RELATIVE.match(folded(text[figure.end : mention.start])):
        return False
    after = folded(text[mention.end : mention.end + VERB_REACH])
    return _shipping().match(after.lstrip()) is not None
