"""Find the numbers of a sentence that are no figures: dates, clock times, years, names, scores."""

import re
from collections.abc import Sequence
from functools import cache

from analysis.quantities.numbers.tokens import CODE, DASH, NUMBER, WORD, Token, one_of
from analysis.quantities.units.money import symbols
from analysis.quantities.units.nouns import closed_words
from analysis.vocabulary import tree

FIRST_YEAR, LAST_YEAR = 1000, 2199
SURE_FIRST_YEAR, SURE_LAST_YEAR = 1800, 2099
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
ORDINAL_END = r"(?:st|nd|rd|th)"
YEAR = r"(?:1[0-9]|20|21)\d{2}"
CLOCK_END = r"(?:a\.?m\.?|p\.?m\.?|o['’]clock|hrs\b|GMT|UTC|BST|CET|CEST|EST|EDT|ET\b)"


@cache
def _words(table: str, key: str = "words") -> frozenset[str]:
    return frozenset(tree("refusals.toml")[table][key])


def _months() -> str:
    months = tree("refusals.toml")["months"]
    return rf"(?:{one_of(months['full'])}|{one_of(months['short'])}\.?)"


@cache
def _dated() -> re.Pattern[str]:
    """Return one pattern for everything a date or a clock time is written with."""
    month = _months()
    days = rf"{DAY}(?:{ORDINAL_END})?(?:\s?(?:[-–/]|to|and)\s?{DAY}(?:{ORDINAL_END})?)?"
    calibred = one_of(tree("refusals.toml")["calibres"]["words"])
    parts = (
        rf"\b{days}\s(?:of\s)?{month}(?:,?\s{YEAR})?\b",
        rf"\b{month}\s{days}(?:,?\s{YEAR})?(?!\d|[.,]\d|\s?%)\b",
        rf"\b{month},?\s{YEAR}\b",
        r"\b\d{4}-\d{2}-\d{2}\b",
        rf"\b{YEAR}\s?[-–/]\s?(?:{YEAR}|\d{{2}})\b(?!\s?(?:%|percent|per\scent))",
        rf"\b\d{{1,2}}(?:[.:]\d{{2}})?\s?{CLOCK_END}",
        r"\b\d{1,2}:\d{2}(?::\d{2})?\b",
        r"\b(?:mid-?)?\d{2,4}['’]?s\b",
        r"\b\d+(?:st|nd|rd|th)\b",
        r"\b\d+[- ]min(?:ute)?s? read\b",
        rf"\b\d+(?:\.\d+)?[- ]?(?:mm|millimet(?:er|re)|calib(?:er|re))[- ](?={calibred})",
    )
    return re.compile("|".join(parts))


def refused(text: str, tokens: Sequence[Token]) -> frozenset[int]:
    """Return the indices of the tokens of ``text`` at which no figure may begin or end."""
    spans: list[tuple[int, int]] = []
    if any(token.kind in (NUMBER, CODE) for token in tokens):
        spans += (match.span() for match in _dated().finditer(text))
    lower = text.lower()
    for phrase in _names().finditer(lower) if len(lower) == len(text) else ():
        spans.append(phrase.span())
    found = set(_inside(tokens, spans))
    for i, token in enumerate(tokens):
        if token.kind == NUMBER and (_is_year(tokens, i) or _is_name(tokens, i)):
            found.add(i)
        elif token.kind == NUMBER and (_is_score(tokens, i) or _is_list_number(tokens, i)):
            found.update((i, i + 2))
    return frozenset(found)


@cache
def _names() -> re.Pattern[str]:
    return re.compile(rf"\b{one_of(tree('refusals.toml')['names']['phrases'])}\b")


def _inside(tokens: Sequence[Token], spans: list[tuple[int, int]]) -> list[int]:
    """Return the tokens that lie in one of ``spans``, by one walk along both."""
    result: list[int] = []
    ordered = sorted(spans)
    at = 0
    for i, token in enumerate(tokens):
        while at < len(ordered) and ordered[at][1] <= token.start:
            at += 1
        if at < len(ordered) and ordered[at][0] < token.end:
            result.append(i)
    return result


def _is_year(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a bare four-digit number is a year, by its size and the word before it."""
    text = tokens[i].text
    if len(text) != 4 or not text.isdigit() or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        return False
    before = tokens[i - 1] if i else None
    if before is not None and before.kind == WORD and before.lower in _words("years", "before"):
        return True
    if not SURE_FIRST_YEAR <= int(text) <= SURE_LAST_YEAR:
        return False
    return int(text) % 100 != 0


def _is_name(tokens: Sequence[Token], i: int) -> bool:
    """Return whether the number belongs to a name: "G7", "F-16", "Article 5", "4C", "No 10"."""
    before = tokens[i - 1] if i else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if before is not None:
        if before.kind == WORD and tokens[i].glued and before.text not in _prefixes():
            return True
        if before.text in _words("meetings") and tokens[i].glued and len(tokens[i].text) <= 2:
            return after is None or not after.glued or after.kind != WORD
        if before.lower in _words("labels") and not tokens[i].text.count(","):
            return before.text.lower() != before.text or _stands_alone(after)
        if before.text == "." and i > 1 and tokens[i - 2].lower in ("no", "nos", "vol", "p"):
            return True
        if before.kind == DASH and before.glued and tokens[i].glued and i > 1:
            word = tokens[i - 2]
            if word.kind == NUMBER and word.glued and tokens[i - 3].kind == WORD:
                return True  # "abc2-15m"
            return word.kind == WORD and not (
                word.text in _prefixes() or word.lower in _words("prefixes")
            )
        if before.kind == DASH and tokens[i].glued and i > 1:
            return len(tokens[i - 2].text) > 1 and tokens[i - 2].text.isupper()
    if after is not None and after.lower in _words("codes"):
        return True
    return _is_address(tokens, i, after)


def _stands_alone(after: Token | None) -> bool:
    """Return whether no unit or noun can follow: "line 4 of the text"."""
    return after is None or after.kind not in (WORD, "percent") or after.lower in closed_words()


def _is_address(tokens: Sequence[Token], i: int, after: Token | None) -> bool:
    if after is None or not after.text[0].isupper():
        return False
    return any(token.lower in _words("streets") for token in tokens[i + 2 : i + 4])


@cache
def _prefixes() -> frozenset[str]:
    """Return what may be glued to the front of a number: currency codes, signs."""
    codes = {part for symbol in symbols() for part in (symbol, symbol.rstrip("."))}
    return frozenset(codes | set("~≈<>≤≥+"))


def _is_score(tokens: Sequence[Token], i: int) -> bool:
    """Return whether "3-2" stands alone or before a word of games and votes."""
    if i + 2 >= len(tokens) or tokens[i + 1].kind != DASH or tokens[i + 2].kind != NUMBER:
        return False
    if not (tokens[i + 1].glued and tokens[i + 2].glued):
        return False
    after = tokens[i + 3] if i + 3 < len(tokens) else None
    sides = [token for token in (tokens[i - 1] if i else None, after) if token is not None]
    if len(sides) == 2 and all(t.kind == WORD and t.text[0].isupper() for t in sides):
        return True  # "Arsenal 2-1 Villa"
    if after is None or after.kind not in (WORD, DASH, "percent", "symbol"):
        return tokens[i - 1].kind != "symbol" if i else True
    return after.kind == WORD and after.lower in _words("scores")


def _is_list_number(tokens: Sequence[Token], i: int) -> bool:
    """Return whether the number only counts the items of a list: "1. First", "2) Then"."""
    if i != 0 or len(tokens) < 3 or not tokens[i].text.isdigit():
        return False
    return tokens[1].glued and tokens[1].text in ".)" and not tokens[2].glued
