"""Say in the text's own words what a figure measures: the noun phrase that it belongs to."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from analysis.model import Quantity
from analysis.quantities.nouns import closed_words, counted_phrase, determiners, prepositions, tag
from analysis.quantities.tokens import MARK, WORD, Token, tokens_of
from analysis.quantities.units import read_unit
from analysis.vocabulary import tree

MODAL = "MD"
FINITE = ("VB", "VBD", "VBZ", "VBP", MODAL)
AMOUNTS = ("money", "percent", "ratio", "measure", "duration")
NUMERAL = "CD"
SCALES = ("cent", "percent", "point", "points")
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
    return (i, _without_time(tokens, phrase.end)) if phrase else None


def _without_time(tokens: Sequence[Token], end: int) -> int:
    """Return where a phrase ends before a time: "military aid next year" is "military aid"."""
    calendar = tree("closed.toml")["calendar"]
    if end < 2 or tokens[end - 1].lower not in calendar["nouns"]:
        return end
    return end - 2 if tokens[end - 2].lower in calendar["before"] else end


def _after(tokens: Sequence[Token], end: int, kind: str) -> tuple[int, int] | None:
    if end >= len(tokens) or kind not in AMOUNTS:
        return None
    word = tokens[end].lower
    if read_unit(tokens, end):
        return None
    if word in ("of", "in", "for") and kind != "duration":
        phrase = _phrase(tokens, end + 1)
        return phrase if word == "of" or not _is_name(tokens, phrase) else None
    if tokens[end].kind != WORD or word in closed_words() or kind not in ("money", "percent"):
        return None
    return _phrase(tokens, end)


def _before(tokens: Sequence[Token], first: int) -> tuple[int, int] | None:
    """Return the noun phrase before the number's preposition: "cuts of", "raised its fee to"."""
    at = first - 1
    if at > 0 and tokens[at].lower in determiners():
        at -= 1
    if at <= 0 or tokens[at].lower not in prepositions():
        return None
    phrase = _phrase_to(tokens, at)
    return None if _is_name(tokens, phrase) else phrase


def _phrase_to(tokens: Sequence[Token], end: int) -> tuple[int, int] | None:
    """Return the noun phrase that ends before token ``end``; its last word is a noun."""
    last = tokens[end - 1] if end else None
    if last is None or last.lower in SCALES or tag(last.text)[:2] not in ("NN", ""):
        return None
    start = end
    while start > 0 and end - start < LONGEST and _in_phrase(tokens[start - 1]):
        start -= 1
    if start and tag(tokens[start - 1].lower) == MODAL:
        return None  # "will rise to 5%": a verb, whatever its tag
    return (start, end) if start < end else None


def _in_phrase(token: Token) -> bool:
    if token.kind != WORD or token.glued or token.lower in closed_words():
        return False
    return tag(token.text) not in (*FINITE, NUMERAL)


def _is_name(tokens: Sequence[Token], phrase: tuple[int, int] | None) -> bool:
    """Return whether a phrase is all names ("April", "Chancellor Reeves"): no thing to measure."""
    if phrase is None:
        return False
    return all(
        tokens[at].text[0].isupper() and (at > 0 or not tag(tokens[at].lower).startswith("NN"))
        for at in range(*phrase)
    )


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
    phrase = _phrase_to(tokens, end)
    return None if _is_name(tokens, phrase) else phrase
