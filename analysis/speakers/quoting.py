"""Find in one sentence who is said to say what: the source's words and the part that is theirs."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from analysis.model import Span
from analysis.phrases import PhraseIndex, folded, pattern_of
from analysis.speakers.names import WORD, Source, listed, name_runs, source_after, source_before

# No sentence of a person's is longer: beyond this many characters nothing is theirs.
REACH = 600
# Where the subject of a verb is looked for, and how many commas an apposition may hold.
SUBJECT, COMMAS = 200, 4
# Sentences whose first stop is remembered.
REMEMBERED = 64
# Between a clause and the name of who says it: ", the country's energy regulator Ofgem said".
MOST_BETWEEN = 6

_HARD = re.compile(r"[;—–]|\s-\s|:\s|(?<=[a-z]{4})[.!?][\"”]?\s(?=[A-Z“\"])")
_CONTRAST = re.compile(r",?\s(?:while|whereas|although|though)\s|,\sbut\s")
_CLAUSE = re.compile(
    r"\s*(?:[^\W\d_]+\s){0,6}?that\b|\s*(?:it|he|she|they|we|its|his|her|their)\s|\s*[“\"]"
)
_ENDING = re.compile(r"\s*(?:[.,;!?]|$)")
_TRAILING = re.compile(
    r"\s*(?:[.,;:!?)”\"]|$|(?:on|in|at|to|late|early|during|after|from|through|via|earlier|last|this"
    r"|by|of|as|when|yesterday|today|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)"
)
_HEARER = re.compile(r"\s(?:the\s)?(?:reporters|journalists|lawmakers|parliament|[A-Z]\w*)\b")
_APPOSITIVE = re.compile(
    r"\s*(?:the|a|an|who|whose|which|former|head|chief|director|president|leader|minister|\d{2}"
    r"|[^\W\d_]+['’]s|[^\W\d_]+\s(?:of|for))\b"
)
_INSIDE = re.compile(r"\b(?:of|for|to|with|by|from|at)\s(?:the\s)?$")
_MANY = re.compile(r"\s(?:(?:about|some|nearly|over|more than|around|almost)\s)?\d")
_BY = re.compile(r"\sby\s")
_FROM = re.compile(
    r"\s(?:\w+\s)?(?:from|by|for|(?:published|conducted|released|compiled|commissioned)\s(?:by|for))\s"
)
_OUR = re.compile(r"\b[Oo]ur\s(?:[\w.,]{1,20}\s){0,3}$")
_POSSESSIVE = re.compile(r"[’']s?\s(?:\w+\s)?$")
_QUOTES_ON = re.compile(r"\W{0,4}[“\"]")
# How far "our estimate of 3 million" reaches past its noun.
OURS = 30


class Saying(NamedTuple):
    """A source and the characters of the sentence that are its words; ``poll`` if it asked people.

    A source of kind "own" is the publisher, as in "our estimates".
    """

    source: Source
    scope: Span
    poll: bool = False


def find_sayings(text: str) -> Iterator[Saying]:
    """Yield who says what in one sentence, sources that have no name of their own included.

    The scope of a poll that is only named is empty.

    >>> text = "Rents fell 3%, Eva Lind said."
    >>> [(saying.source.shown, saying.scope.text(text)) for saying in find_sayings(text)]
    [('Eva Lind', 'Rents fell 3%, ')]
    >>> list(find_sayings("Rents fell 3%."))
    []
    """
    for hit in _cues().finditer(text) if _cue_words().may_find(text) else ():
        saying = _by_phrase(text, hit) or _by_noun(text, hit) or _by_poll(text, hit)
        if saying is None and hit.group() in _verbs():
            saying = _by_verb(text, hit)
        if saying:
            yield saying


@cache
def _verbs() -> frozenset[str]:
    lists = ("said", "doubtful", "acts", "stances", "participles")
    return frozenset[str]().union(*map(listed, lists))


@cache
def _listed_cues() -> frozenset[str]:
    nouns = ("surveys", "claims", "cited", "asked", "passives")
    return _verbs().union({"asked"}, *map(listed, nouns))


@cache
def _cues() -> re.Pattern[str]:
    words = _listed_cues()
    return pattern_of(dict.fromkeys([*words, *(word.capitalize() for word in words)]))


@cache
def _cue_words() -> PhraseIndex[bool]:
    return PhraseIndex.of_forms({folded(word): True for word in _listed_cues()})


def _by_phrase(text: str, cue: re.Match[str]) -> Saying | None:
    """Return the saying of "according to X", "told by X", "a poll for X" and their like."""
    word = cue.group().lower()
    if word in listed("cited"):
        start = cue.end() + 1
    elif word in listed("surveys"):
        start = _after(_FROM, text, cue.end())
    elif word in listed("asked") or word in listed("passives"):
        start = _after(_BY, text, cue.end())
    else:
        return None
    source = source_after(text, start) if start else None
    if source is None:
        return None
    scope = Span(_start(text, cue.start()), _end(text, start))
    return Saying(source, scope, word in listed("asked") or word in listed("polls"))


def _by_poll(text: str, cue: re.Match[str]) -> Saying | None:
    """Return a poll that is only named ("A Gallup poll asked …"): nothing here is its words yet."""
    word = cue.group().lower()
    if word in listed("asked") or word == "asked":
        asks = _MANY.match(text, cue.end())
        source = _subject(text, cue.start()) if asks else None
    else:
        source = source_before(text, cue.end()) if word in listed("polls") else None
        source = source if source and source.shown else None
    return Saying(source, Span(cue.end(), cue.end()), True) if source else None


def _after(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else 0


def _by_noun(text: str, cue: re.Match[str]) -> Saying | None:
    """Return the saying of "X's claim" and "our estimate"."""
    word, lead = cue.group(), max(0, cue.start() - 30)
    if word not in listed("claims") and word not in listed("surveys"):
        return None
    own = _OUR.search(text, lead, cue.start())
    if own:
        source = Source(Span(own.start(), cue.end()), "", "own")
        return Saying(source, Span(own.start(), min(len(text), cue.end() + OURS)))
    owner = _POSSESSIVE.search(text, lead, cue.start()) if word in listed("claims") else None
    source_of = source_before(text, owner.start()) if owner else None
    return Saying(source_of, Span(cue.end(), _end(text, cue.end()))) if source_of else None


def _by_verb(text: str, verb: re.Match[str]) -> Saying | None:
    hanging = verb.group() in listed("participles")
    source = _main_subject(text, verb.start()) if hanging else _subject(text, verb.start())
    if source is None and _follows_quotation(text, verb.start()):
        source = _introduced(text, source_after(text, verb.end() + 1))
        return (
            Saying(source, _scope_before(text, verb.start(), source.span.end)) if source else None
        )
    if source is None or not _reports(text, verb, source):
        return None
    end = verb.end()
    if verb.group() in ("told", "tells"):
        hearer = _HEARER.match(text, end)
        end = hearer.end() if hearer else end
    if not hanging and _trails(text, source.span.start, end):
        return Saying(source, _scope_before(text, source.span.start, verb.end()))
    return Saying(source, Span(verb.end(), _end(text, verb.end())))


def _introduced(text: str, source: Source | None) -> Source | None:
    """Return the name behind an office: "said its commander, General Li"."""
    if source is None or source.kind not in ("office", "role"):
        return source
    named = source_after(text, source.span.end + 2) if text[source.span.end :][:2] == ", " else None
    return named if named is not None and named.shown else source


def _reports(text: str, verb: re.Match[str], source: Source) -> bool:
    """Return whether the verb gives the source's words, and not its deeds or other work."""
    if verb.group() in listed("said") or _CLAUSE.match(text, verb.end()):
        return True
    if verb.group() in listed("acts"):
        return bool(_ENDING.match(text, verb.end()))
    if verb.group() in listed("stances") or verb.group() in listed("participles"):
        return source.kind == "person"
    return source.kind in ("institution", "survey") or bool(_ENDING.match(text, verb.end()))


def _follows_quotation(text: str, start: int) -> bool:
    return text[max(0, start - 3) : start].rstrip()[-1:] in ("”", '"', ",", "’")


def _subject(text: str, verb: int) -> Source | None:
    """Return the source that is the subject of a verb, past adverbs and appositions."""
    end = _before_adverbs(text, verb)
    last = text[end - 1 : end]
    if last == ",":
        return _before_apposition(text, end - 1)
    if last in ("—", "–"):
        opening = max(text.rfind(dash, max(0, end - SUBJECT), end - 1) for dash in "—–")
        return source_before(text, opening) if opening > 0 else None
    return source_before(text, end)


def _before_adverbs(text: str, end: int) -> int:
    words = list(WORD.finditer(text, max(0, end - 60), end))
    for word in reversed(words):
        if word.group().lower() not in listed("times") or text[word.end() : end].strip():
            break
        end = word.start()
    while end and text[end - 1].isspace():
        end -= 1
    return end


def _before_apposition(text: str, comma: int) -> Source | None:
    named = source_before(text, comma)
    if named and named.kind == "person" and text[max(0, named.span.start - 2) :].startswith(", "):
        return named
    left = comma
    for _ in range(COMMAS):
        left = text.rfind(",", max(0, left - SUBJECT), left)
        if left < 0:
            return None
        if _APPOSITIVE.match(text, left + 1):
            source = source_before(text, left)
            if source and source.kind in ("person", "name", "institution"):
                return source
    return None


def _main_subject(text: str, end: int) -> Source | None:
    """Return the first person before ``end`` whom no preposition governs."""
    for run in name_runs(text, max(0, end - REACH), end):
        governed = _INSIDE.search(text, max(0, run.start - 10), run.start)
        source = None if governed else source_before(text, run.end)
        if source and source.kind == "person":
            return source
    return None


def _trails(text: str, subject: int, end: int) -> bool:
    """Return whether "…, the subject said" closes a clause instead of opening one."""
    if text[max(0, subject - 2) : subject].strip() in ("”", '"') and subject:
        return True
    if not _TRAILING.match(text, end) or " that " in text[end : end + SUBJECT]:
        return False
    lead = text[max(0, subject - SUBJECT) : subject]
    mark = max(lead.rfind(sign) for sign in ',”"—')
    return (
        mark > 0 and len(lead[:mark].split()) > 2 and len(lead[mark:].split()) <= MOST_BETWEEN + 1
    )


def _scope_before(text: str, end: int, resume: int) -> Span:
    """Return the clause that ends at ``end``, and the rest where the quotation goes on."""
    goes_on = _QUOTES_ON.match(text, resume)
    return Span(_start(text, end), len(text) if goes_on else end)


def _start(text: str, end: int) -> int:
    lowest = max(0, end - REACH)
    if _first(_HARD, text) >= end:
        return lowest
    stops = [stop.end() for stop in _HARD.finditer(text, lowest, end)]
    return stops[-1] if stops else lowest


def _end(text: str, start: int) -> int:
    highest = min(len(text), start + REACH)
    return min(_next(pattern, text, start, highest) for pattern in (_HARD, _CONTRAST))


def _next(pattern: re.Pattern[str], text: str, start: int, highest: int) -> int:
    """Return where the next stop between two characters begins, ``highest`` where there is none."""
    if _first(pattern, text) >= highest:
        return highest
    found = pattern.search(text, start, highest)
    return found.start() if found else highest


@lru_cache(maxsize=REMEMBERED)
def _first(pattern: re.Pattern[str], text: str) -> int:
    """Return where the first stop of a sentence begins; most have none."""
    found = pattern.search(text)
    return found.start() if found else len(text)
