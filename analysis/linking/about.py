"""Say in the text's own words what a figure measures: the noun phrase that it belongs to."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from analysis.model import Quantity
from analysis.quantities.nouns import closed_words, counted_phrase, determiners, tag
from analysis.quantities.tokens import MARK, WORD, Token, tokens_of

FINITE = ("VBD", "VBZ", "VBP", "MD")
NUMERAL = "CD"
LONGEST = 6
REACH = 30


def about_of(text: str, quantity: Quantity) -> str:
    """Return the noun phrase that ``quantity`` of the sentence ``text`` measures, or ''.

    What follows counts first ("15 percent tariffs", "95% of exports", "€5 billion in aid"), then
    what stands before ("cuts of €44 billion", "weapons worth $90 billion"), then the subject.
    """
    tokens = tokens_of(text)
    first = bisect_right(tokens, quantity.whole.start, key=lambda token: token.end)
    end = bisect_left(tokens, quantity.whole.end, key=lambda token: token.start)
    found = _after(tokens, end, quantity.kind) or _before(tokens, first) or _subject(tokens, first)
    if not found:
        return ""
    return text[tokens[found[0]].start : tokens[found[1] - 1].end]


def _phrase(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    while i < len(tokens) and tokens[i].lower in determiners():
        i += 1
    phrase = counted_phrase(tokens, i, many=False) if i < len(tokens) else None
    return (i, phrase.end) if phrase else None


def _after(tokens: Sequence[Token], end: int, kind: str) -> tuple[int, int] | None:
    if end >= len(tokens):
        return None
    if tokens[end].lower in ("of", "in", "for") and kind in (
        "money",
        "percent",
        "ratio",
        "measure",
    ):
        return _phrase(tokens, end + 1)
    if kind in ("money", "percent", "duration") and tokens[end].kind == WORD:
        return None if tokens[end].lower in closed_words() else _phrase(tokens, end)
    return None


def _before(tokens: Sequence[Token], first: int) -> tuple[int, int] | None:
    """Return the noun phrase before "of", "worth" or "at" and the number."""
    at = first - 1
    while at >= 0 and tokens[at].kind == WORD and tokens[at].lower not in ("of", "worth"):
        if tokens[at].lower not in closed_words() or at < first - 4:
            return None
        at -= 1
    if at <= 0 or tokens[at].lower not in ("of", "worth"):
        return None
    start = at
    while start > 0 and at - start < LONGEST and _in_phrase(tokens[start - 1]):
        start -= 1
    return (start, at) if start < at else None


def _in_phrase(token: Token) -> bool:
    if token.kind != WORD or token.glued or token.lower in closed_words():
        return False
    return tag(token.text) not in (*FINITE, NUMERAL)


def _subject(tokens: Sequence[Token], first: int) -> tuple[int, int] | None:
    """Return the noun phrase before the verb that stands last before token ``first``."""
    back = range(first - 1, max(0, first - REACH), -1)
    verb = next((k for k in back if tag(tokens[k].text) in FINITE), None)
    if verb is None or any(token.kind == MARK for token in tokens[verb:first]):
        return None
    end = verb
    while end > 0 and not _in_phrase(tokens[end - 1]):
        if tokens[end - 1].kind != WORD:
            return None
        end -= 1
    start = end
    while start > 0 and end - start < LONGEST and _in_phrase(tokens[start - 1]):
        start -= 1
    return (start, end) if start < end else None
