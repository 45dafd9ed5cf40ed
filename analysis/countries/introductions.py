"""Find whom a sentence itself calls the head of a country: "French President Emmanuel Macron"."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from analysis.countries.gazetteer import UPPER, Hit, before, settings, word_set
from analysis.phrases import PhraseIndex, folded

GAP = 40  # characters between a country and the title that belongs to it
REACH = 90  # characters that an apposition may take before or after a title
MAX_PARTS = 5
PARTICLES = "|".join(sorted(settings()["leaders"]["particles"], key=len, reverse=True))
INITIAL = rf"[{UPPER}]\."
WORD = rf"(?:(?:al|el|ul)-)?[{UPPER}]\w*(?:['-](?!s\b)\w+)*"
PART = rf"(?:{INITIAL}|{WORD})"
NAME = rf"{PART}(?: (?:(?:{PARTICLES}) ){{0,2}}{PART}){{0,{MAX_PARTS - 1}}}"
ROMAN = re.compile(r"[IVX]+$")
OWNED = re.compile(r"(?:'s?)?(?P<words>(?: [a-z][\w-]*){0,3}) ")
OF = re.compile(r" of (?:the )?")
AFTER_TITLE = re.compile(rf" (?P<name>{NAME})")
AFTER_COMMA = re.compile(rf", (?P<name>{NAME})(?=[,.;:)]|$|'s,)")
BEFORE_TITLE = re.compile(rf"(?<!\w)(?P<name>{NAME}), (?:the |who is )?(?:[a-z][\w-]* ){{0,2}}$")
CLOSED = re.compile(r"[,.;:)]|$")


class Introduction(NamedTuple):
    """A name at ``start`` to ``end``, given to the leader of ``code``."""

    start: int
    end: int
    name: str
    code: str


def introductions(text: str, hits: Sequence[Hit]) -> list[Introduction]:
    """Return the leaders whom ``text`` names with title and country (``hits``: its names).

    >>> from analysis.countries.gazetteer import scan
    >>> def read(text):
    ...     return [(found.name, found.code) for found in introductions(text, scan(text))]
    >>> read("Kenya's president, Jane Doe, met former French President John Roe.")
    [('Jane Doe', 'KEN')]
    """
    found: list[Introduction] = []
    for title in _titles().finditer(text) if hits and _title_words().may_find(text) else ():
        if _not_held(text, title):
            continue
        for introduction in _around(text, title, hits):
            if _fits(introduction, title.group(), hits):
                found.append(introduction)
                break
    return found


@cache
def _title_words() -> PhraseIndex[bool]:
    return PhraseIndex.of_forms(dict.fromkeys(map(folded, _listed_titles()), True))


def _listed_titles() -> list[str]:
    return sorted(settings()["leaders"]["titles"], key=len, reverse=True)


@cache
def _titles() -> re.Pattern[str]:
    """Return the pattern of the titles, with a capital or without."""
    spelled = [
        " ".join(f"[{w[0]}{w[0].lower()}]{w[1:]}" for w in title.split(" "))
        for title in _listed_titles()
    ]
    return re.compile(rf"\b(?:{'|'.join(spelled)})(?![\w-])")


def _not_held(text: str, title: re.Match[str]) -> bool:
    """Return whether the words before a title say that it is not held: "former", "vice"."""
    left = before(text, title.start())[:1]
    words = [part for token in left for part in token.lower().split("-")]
    if text[title.start() - 1 : title.start()] == "-":
        return True
    return not word_set("leaders", "not_in_office").isdisjoint(words)


def _around(text: str, title: re.Match[str], hits: Sequence[Hit]) -> Iterator[Introduction]:
    """Yield the readings of the words round a title."""
    owner = _owner_before(text, title.start(), hits)
    if owner is not None:
        yield from _named(text, AFTER_TITLE, title.end(), owner.name.code)
        yield from _apposed(text, title.end(), owner.start, title.end(), owner.name.code)
        return
    for match in [AFTER_TITLE.match(text, title.end())]:
        end = match.end() if match else title.end()
        land = OF.match(text, end)
        owner = _starting(hits, land.end()) if land else None
        if owner is None:
            return
        if match:
            yield Introduction(match.start("name"), end, match["name"], owner.name.code)
        else:
            yield from _apposed(text, owner.end, title.start(), owner.end, owner.name.code)


def _named(text: str, pattern: re.Pattern[str], at: int, code: str) -> Iterator[Introduction]:
    match = pattern.match(text, at, at + REACH)
    if match:
        yield Introduction(match.start("name"), match.end("name"), match["name"], code)


def _apposed(text: str, after: int, start: int, end: int, code: str) -> Iterator[Introduction]:
    """Yield the name in commas after ``after``, or before ``start`` with a comma at ``end``."""
    for found in _named(text, AFTER_COMMA, after, code):
        if " " in found.name:
            yield found
    if not CLOSED.match(text, end):
        return
    left = max(0, start - REACH)
    match = BEFORE_TITLE.search(text[left:start])
    if match and " " in match["name"]:
        yield Introduction(
            left + match.start("name"), left + match.end("name"), match["name"], code
        )


def _owner_before(text: str, start: int, hits: Sequence[Hit]) -> Hit | None:
    """Return the country right before a title, as in "Kenya's new president"."""
    number = bisect_left(hits, start, key=_start)
    if number:
        hit = hits[number - 1]
        gap = OWNED.fullmatch(text, hit.end, start)
        if gap is None or not hit.name.code or hit.name.via == "capital":
            return None
        held = word_set("leaders", "not_in_office").isdisjoint(
            word.lower() for word in before(text, hit.start)[:1]
        )
        qualified = all(map(_qualifies, gap["words"].split()))
        return hit if held and qualified and text[hit.start - 1 : hit.start] != "-" else None
    return None


def _qualifies(word: str) -> bool:
    """Return whether ``word`` may stand between a country and its leader's title."""
    if not word_set("leaders", "not_in_office").isdisjoint(word.split("-")):
        return False
    return "-" in word or word in word_set("leaders", "qualifying")


def _starting(hits: Sequence[Hit], start: int) -> Hit | None:
    """Return the country that begins at ``start``."""
    number = bisect_left(hits, start, key=_start)
    if number < len(hits) and hits[number].start == start and hits[number].name.code:
        return hits[number]
    return None


def _fits(found: Introduction, title: str, hits: Sequence[Hit]) -> bool:
    """Return whether a reading names a person whose title makes a head of that country."""
    chancellor = title.lower() == "chancellor"
    if chancellor and found.code not in word_set("leaders", "chancellors"):
        return False
    if _titles().match(found.name):
        return False
    number = bisect_left(hits, found.end, key=_start)
    return number == 0 or hits[number - 1].end <= found.start


def _start(hit: Hit) -> int:
    return hit.start
