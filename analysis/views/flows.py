"""Find who gives an amount to whom: money, arms or people that go from one country to another."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from analysis.figures import Line
from analysis.model import CountryMention, Figure, Span
from analysis.phrases import PhraseIndex, nearby
from analysis.vocabulary import tree

GIVERS, TAKERS = ("payer", "contributor"), ("recipient",)
# Characters on either side of an amount in which its verb and its countries are looked for.
REACH = 160
_END = re.compile(r"[;:]|,\s(?:while|but|whereas|although|and)\b|\b(?:while|but|whereas)\b")
_PASSIVE = re.compile(r"\b(?:was|were|been|is|are|be|being)\s(?:\w+ly\s)?$")
_PREPOSITION = re.compile(
    r"\b(to|for|in|on|against|from|with|of|near|into|over|at|by|towards?|than|like)"
    r"\W+(?:(?:the|a|an|its|their)\W+)?$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"^(?:,|,? and|,? as well as)(?: the)? $")
_FUNDS = re.compile(r"^\s(?:funds?|aid|money|loans?|grants?|funding|support|subsidies)\b")
_OWNED = re.compile(r"^['’]s?\s(?:\w+\s){0,2}$")

Flow = tuple[str, str]


@cache
def _verbs(kind: str) -> PhraseIndex[bool]:
    return PhraseIndex(dict.fromkeys(tree("flows.toml")[kind]["verbs"], True))


@cache
def _givers() -> frozenset[str]:
    return frozenset(tree("commitments.toml")["givers"]["nouns"])


def flows_of(figure: Figure, line: Line) -> list[Flow]:
    """Return the pairs of giver and taker of an amount of money or a count of things.

    Countries that are counted ("26 countries") give and are not given. The pairs are what the
    figure's links say, else what the verb before it does: "Peru lent Chile $2bn",
    "Chile got $2bn from Peru", "Chile was given $2bn by Peru".
    """
    span, text = figure.quantity.span, line.sentence.text
    if figure.quantity.kind not in ("money", "count") or figure.quantity.unit in _givers():
        return []
    if _verbs("blocking").find_between(text, max(0, span.start - REACH // 2), span.start):
        return []
    linked = [
        (giver.code, taker.code)
        for giver in figure.links
        if giver.role in GIVERS
        for taker in figure.links
        if taker.role in TAKERS
    ]
    return linked or list(dict.fromkeys(_told(span, line)))


def _told(span: Span, line: Line) -> Iterator[Flow]:
    """Yield the flows that the verb before an amount states; nothing flows within a country."""
    text = line.sentence.text
    ends = [end.end() for end in _END.finditer(text, max(0, span.start - REACH), span.start)]
    low = max([0, span.start - REACH, *ends])
    stop = _END.search(text, span.end, span.end + REACH)
    high = stop.start() if stop else span.end + REACH
    places = nearby(line.countries, span, REACH)
    before = [place for place in places if low <= place.span.start and place.span.end <= span.start]
    after = [place for place in places if span.end <= place.span.start and place.span.end <= high]
    for givers, takers in _sides(text, low, span, before, after):
        for giver in givers:
            for taker in takers:
                if giver.code != taker.code and giver.code and taker.code:
                    yield giver.code, taker.code


def _sides(
    text: str,
    low: int,
    span: Span,
    before: Sequence[CountryMention],
    after: Sequence[CountryMention],
) -> Iterator[tuple[Sequence[CountryMention], Sequence[CountryMention]]]:
    verbs = [
        (found.shift(low), kind)
        for kind in ("giving", "placing", "taking")
        for found, _ in _verbs(kind).find_between(text, low, span.start)
    ]
    if not verbs:
        owner = [place for place in before if _OWNED.match(text[place.span.end : span.start])]
        yield _behind(text, after, ("from",)), owner
        return
    verb, kind = max(verbs)
    first = min(found for found, which in verbs if which == kind)
    subject = _subject(text, [place for place in before if place.span.end <= first.start])
    inner = [place for place in before if place.span.start >= verb.end]
    named = [place for place in inner if not _preposition(text, place)]
    if kind == "taking":
        yield _behind(text, after, ("from", "by")) or _funding(text, after), subject
    elif _PASSIVE.search(text, max(0, verb.start - 24), verb.start):
        yield _behind(text, after, ("by",)), subject
    else:
        words = ("in", "into") if kind == "placing" else ("to", "for")
        yield subject, named or _behind(text, after, words) or _behind(text, inner, words)


def _preposition(text: str, place: CountryMention) -> str:
    found = _PREPOSITION.search(text, max(0, place.span.start - 24), place.span.start)
    return found[1].lower() if found else ""


def _subject(text: str, places: Sequence[CountryMention]) -> list[CountryMention]:
    """Return the last country that no preposition governs, with those joined to it by "and"."""
    result: list[CountryMention] = []
    for place in reversed(places):
        if result and not _JOINED.match(text[place.span.end : result[0].span.start]):
            break
        if not _preposition(text, place):
            result.insert(0, place)
    return result


def _behind(
    text: str, places: Sequence[CountryMention], words: tuple[str, ...]
) -> list[CountryMention]:
    """Return the first country that stands behind one of ``words``, with those joined to it."""
    result: list[CountryMention] = []
    for place in places:
        if result and not _JOINED.match(text[result[-1].span.end : place.span.start]):
            break
        if result or _preposition(text, place) in words:
            result.append(place)
    return result


def _funding(text: str, places: Sequence[CountryMention]) -> list[CountryMention]:
    """Return the country or bloc in "€6bn in EU funds"."""
    return [place for place in places[:1] if _FUNDS.match(text[place.span.end :])]
