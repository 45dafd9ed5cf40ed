"""Read the noun phrase that names a source, walking over its words from either end."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import takewhile
from typing import NamedTuple

from analysis.model import Span
from analysis.vocabulary import tree

# No source is longer than this many words or characters.
MOST_WORDS, MOST_CHARACTERS = 9, 160
# So many characters hold as many words nearly always.
FEW_CHARACTERS = 80
# No text is longer.
MOST_LENGTH = 2**32
# Words that are remembered with what they are.
REMEMBERED = 4096
# "the national electoral commission" may be a source, a longer phrase without a name is a story.
# Sources that need no article: "police said".
BARE = ("authorities", "police")
MOST_COMMON = 5

WORD = re.compile(r"[^\W_]+(?:[.’'\-&/][^\W_]+)*(?:[’']s?(?!\w)|\.(?=\s[A-Z]))?|&")
_CAPITAL = r"[A-Z\u00C0-\u00DE\u0100-\u017F\u0400-\u042F]"
# What stands before is looked at behind the first letter: letters are found faster than gaps.
_RUN = re.compile(rf"{_CAPITAL}(?<!\w.)[\w.’'&/-]*(?: {_CAPITAL}[\w.’'&/-]*)*")
_ACRONYM = re.compile(r"[A-Z][A-Z.&+-]+")
_POSSESSIVE = re.compile(r"[’']s?$")
PRONOUNS = frozenset(("he", "she", "they", "it"))
_PREPOSITIONS = frozenset(("about", "at", "by", "for", "from", "in", "of", "on", "to", "with"))
_DETERMINERS = frozenset(
    ("the", "a", "an", "its", "his", "her", "their", "our", "this", "that", "these", "those")
)


@cache
def listed(name: str) -> frozenset[str]:
    """Return the list called ``name`` of speakers.toml."""
    return frozenset(tree("speakers.toml")[name])


class Source(NamedTuple):
    """Words that name a source: ``shown`` is its name, empty where it only points back.

    ``kind`` is "person", "institution", "survey", "pronoun" or "role" ("the governor").
    """

    span: Span
    shown: str
    kind: str


def source_before(text: str, end: int) -> Source | None:
    """Return the source whose last word ends at ``end``, or ``None`` if none does.

    >>> source_before("French President Emmanuel Macron said", 32).shown
    'Emmanuel Macron'
    >>> source_before("Two people briefed on it said", 24) is None
    True
    """
    words = _words_before(text, end)
    if not words or text[words[-1].end() : end].strip('"”’) '):
        return None
    first = _first_word(words, text)
    return None if first is None else _source(words[first:], text)


def _words_before(text: str, end: int) -> list[re.Match[str]]:
    """Return the last words before ``end``; no word has a blank in it, so one can begin there."""
    start = max(0, end - MOST_CHARACTERS)
    blank = text.find(" ", max(start, end - FEW_CHARACTERS), end)
    words = list(WORD.finditer(text, blank, end)) if blank > start else []
    if len(words) < MOST_WORDS:
        words = list(WORD.finditer(text, start, end))
    return words[-MOST_WORDS:]


def source_after(text: str, start: int) -> Source | None:
    """Return the source that begins at ``start``, or ``None`` if none does.

    >>> source_after("according to a new Pew Research Center survey of adults", 13).shown
    'Pew Research Center survey'
    """
    words: list[re.Match[str]] = []
    for word in WORD.finditer(text, start, start + MOST_CHARACTERS):
        gap = text[words[-1].end() if words else start : word.start()]
        if gap.strip() or len(words) == MOST_WORDS or not _goes_on(words, word):
            break
        words.append(word)
    while words and not _is_head(words[-1].group()):
        words.pop()
    first = _first_word(words, text) if words else None
    return None if first is None else _source(words[first:], text)


def _goes_on(words: Sequence[re.Match[str]], word: re.Match[str]) -> bool:
    """Return whether ``word`` may still belong to the phrase that ``words`` began."""
    if is_name(word.group()) or word.group() in _DETERMINERS:
        return True
    named = any(is_name(earlier.group()) for earlier in words)
    if _is_head(words[-1].group()) if words else False:
        return any(
            word.group() in listed(name)
            for name in ("particles", "surveys", "sources", "persons", "titles")
        )
    return (
        not named
        or _plain(word.group())
        in (listed("sources") | listed("surveys") | listed("particles") | listed("titles"))
        or _POSSESSIVE.search(words[-1].group()) is not None
    )


@lru_cache(maxsize=REMEMBERED)
def is_name(word: str) -> bool:
    """Return whether ``word`` is written as a part of a name.

    >>> is_name("Zelenskyy’s"), is_name("The"), is_name("Monday"), is_name("minister")
    (True, False, False, False)
    """
    return word[:1].isupper() and _plain(word) not in listed("not_names")


def name_runs(text: str, start: int, end: int, *, alone: int = MOST_LENGTH) -> Iterator[Span]:
    """Yield the runs of words between ``start`` and ``end`` that are written like names.

    A word without another counts only where it begins at ``alone`` or before.

    >>> text = "On Monday Kaja Kallas met Radek."
    >>> [run.text(text) for run in name_runs(text, 0, len(text))]
    ['Kaja Kallas', 'Radek']
    """
    for found in _RUN.finditer(text, start, end):
        if found.start() > alone and " " not in found.group():
            continue
        words = list(WORD.finditer(text, found.start(), found.end()))
        while words and not is_name(words[0].group()):
            words.pop(0)
        named = list(takewhile(lambda word: is_name(word.group()), words))
        if named:
            yield Span(named[0].start(), named[-1].end())


@lru_cache(maxsize=REMEMBERED)
def _plain(word: str) -> str:
    if word[-1] == "." or "’" in word or "'" in word:
        word = _POSSESSIVE.sub("", word).rstrip(".")
    return word.lower()


def _is_head(word: str) -> bool:
    plain = _plain(word)
    return is_name(word) or any(plain in listed(name) for name in ("sources", "surveys", "persons"))


def _first_word(words: Sequence[re.Match[str]], text: str) -> int | None:
    """Return the index of the first word of the source that ends with the last of ``words``."""
    last = len(words) - 1
    if words[last].group().lower() in PRONOUNS:
        return None if last and words[last - 1].group() in _PREPOSITIONS else last
    if not _is_head(words[last].group()):
        return None
    first = last
    while first and _joins(words, first, text):
        first -= 1
    while first < last and _plain(words[first].group()) in listed("particles"):
        first += 1
    return first


def _joins(words: Sequence[re.Match[str]], index: int, text: str) -> bool:
    """Return whether the word before ``words[index]`` belongs to the same phrase."""
    word, following = words[index - 1].group(), words[index].group()
    if text[words[index - 1].end() : words[index].start()].strip():
        return False
    if word.lower() in _DETERMINERS or following.lower() in _DETERMINERS:
        return following.lower() not in _DETERMINERS
    if is_name(word):
        return True
    if is_name(following):
        return word in listed("particles") and index > 1 and is_name(words[index - 2].group())
    return word in listed("particles") or (word.isalpha() and _plain(word) not in listed("said"))


def _source(words: Sequence[re.Match[str]], text: str) -> Source | None:
    span = Span(words[0].start(), words[-1].end())
    last = words[-1].group()
    if last.lower() in PRONOUNS:
        return Source(span, "", "role" if last.lower() in ("he", "she") else "pronoun")
    if len(words) == 1 and _plain(last) in listed("unnamed"):
        return None
    if is_name(last):
        return _named(words, span, text)
    return _described(words, span, text)


def _named(words: Sequence[re.Match[str]], span: Span, text: str) -> Source | None:
    plain = [_plain(word.group()) for word in words]
    if any(word in listed("institutions") for word in plain) or _ACRONYM.fullmatch(
        _POSSESSIVE.sub("", words[-1].group())
    ):
        shown = _POSSESSIVE.sub("", _without_article(span.text(text)))
        return Source(span, shown, "institution")
    if plain[-1] in listed("titles") or plain[-1] in listed("persons"):
        return Source(span, "", "role")
    after_title = [i + 1 for i, word in enumerate(plain) if word in listed("titles")]
    begin = max((i for i in after_title if i < len(words)), default=0)
    shown = _without_article(text[words[begin].start() : span.end])
    kind = "person" if begin or " " in shown else "name"
    return Source(span, _POSSESSIVE.sub("", shown), kind) if shown else None


def _described(words: Sequence[re.Match[str]], span: Span, text: str) -> Source | None:
    head = _plain(words[-1].group())
    named = any(is_name(word.group()) for word in words)
    definite = words[0].group().lower() in _DETERMINERS - {"a", "an"}
    if head in listed("persons"):
        return _person(words, span, text, definite=definite and not named)
    if named:
        kind = "survey" if head in listed("surveys") else "institution"
        return Source(span, _trimmed(words, text), kind)
    whole = _POSSESSIVE.sub("", _without_article(span.text(text)))
    official = any(_plain(word.group()) in listed("sources") for word in words)
    if head in listed("surveys"):
        return Source(span, whole, "institution") if official else Source(span, "", "survey")
    if len(words) > MOST_COMMON or not (definite or head in BARE) or head == "officials":
        return None  # nobody's officials are unnamed
    return Source(span, _POSSESSIVE.sub("", span.text(text)), "institution")


def _trimmed(words: Sequence[re.Match[str]], text: str) -> str:
    """Return the phrase from its first name on, so that "a new Gallup poll" is "Gallup poll"."""
    first = next((word for word in words if is_name(word.group())), words[0])
    return _POSSESSIVE.sub("", text[first.start() : words[-1].end()])


def _without_article(phrase: str) -> str:
    head, _, rest = phrase.partition(" ")
    return rest if rest and head.lower() in _DETERMINERS else phrase


def _person(
    words: Sequence[re.Match[str]], span: Span, text: str, *, definite: bool
) -> Source | None:
    """Return a person named by an office: another's ("its chief"), somebody's of that name."""
    first = words[0].group().lower()
    owned = next((w for w in words if is_name(w.group()) and _POSSESSIVE.search(w.group())), None)
    if owned is not None:
        return Source(span, _without_article(text[span.start : span.end]), "person")
    if first in ("its", "their"):
        return Source(span, _without_article(span.text(text)), "office")
    if first in ("a", "an") and _plain(words[-1].group()) in listed("spokespersons"):
        return Source(span, "", "spokesperson")
    return Source(span, "", "role") if definite else None
