"""Read how often an amount falls due: "a month", "annually", "each year"."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from analysis.quantities.atom import Atom
from analysis.quantities.numbers.numeral import group, past_dash
from analysis.quantities.numbers.tokens import MARK, NUMBER, WORD, Token
from analysis.quantities.units.measures import read_unit
from analysis.quantities.units.nouns import tag
from analysis.vocabulary import tree

# "a year" stands at most so many tokens behind its amount, "each year" and "annually" FARTHER.
NEAR, FARTHER, FAR = 6, 10, 16
ANOTHER_TIME = frozenset(("ago", "later", "earlier", "after", "before", "old"))
PERIODIC_KINDS = ("money", "percent", "count", "measure", "ratio")
PER = ("per", "/", "a", "an", "each", "every")
PRICED_KINDS = ("money", "measure", "count")


@cache
def _per() -> dict[str, str]:
    table: dict[str, str] = tree("periods.toml")["per"]
    return table


@cache
def _slashed() -> dict[str, str]:
    return {**_per(), **tree("periods.toml")["slash"]}


@cache
def _stretching() -> frozenset[str]:
    return frozenset(tree("periods.toml")["stretch"]["before"])


@cache
def _adverbs() -> dict[str, str]:
    table: dict[str, str] = tree("periods.toml")["adverbs"]
    return table


def _at(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].lower if 0 <= i < len(tokens) else ""


def rate_period(tokens: Sequence[Token], atom: Atom) -> str:
    """Return "per_month" for "a month", "per month", "monthly" near the atom, or ''."""
    if atom.kind not in (*PERIODIC_KINDS, "duration"):
        return ""
    if atom.kind == "money" and (before := _rate_before(tokens, atom.first)):
        return before
    first = at = _past_bracket(tokens, atom.tail)
    while at < min(first + FARTHER, len(tokens)):
        if past_dash(tokens, at) > at:
            at += 1
            continue
        word = tokens[at].lower
        if _ends_rate(tokens[at]):
            return ""
        if word in _adverbs() and at < first + NEAR:
            noun = at == first and word == "annual" and atom.kind != "money"
            return "" if noun else _adverbs()[word]
        far = at >= first + NEAR and word not in ("each", "every")
        rate = "" if far else _rate_at(tokens, at, near=at == first)
        if rate or atom.kind == "duration":
            return rate
        at += 1
    return ""


def _rate_before(tokens: Sequence[Token], first: int) -> str:
    """Return "per_month" for "a monthly $5", with up to two words between, or ''."""
    before = (_at(tokens, first - 1), _at(tokens, first - 2), _at(tokens, first - 3))
    for k, word in enumerate(before):
        if word in _adverbs() and (k == 0 or before[k - 1] not in (",", ".")):
            return _adverbs()[word]
    return ""


def _ends_rate(token: Token) -> bool:
    """Return whether what follows a token cannot be the time of the amount before it."""
    if token.kind == NUMBER or (token.kind == MARK and token.text != "/"):
        return True
    return token.lower in group("ones") or token.lower in group("tens")


def _rate_at(tokens: Sequence[Token], at: int, *, near: bool) -> str:
    """Return the period that "a month", "per month" or "/mo" at token ``at`` says, or ''."""
    word = tokens[at].lower
    unit = _at(tokens, past_dash(tokens, at + 1))
    if word == "/":
        return _slashed().get(unit, "")
    if word not in PER or unit not in _per() or _at(tokens, at + 2) in ANOTHER_TIME:
        return ""
    stretch = not near and word in ("a", "an") and _at(tokens, at - 1) in _stretching()
    return "" if stretch else _per()[unit]


def _past_bracket(tokens: Sequence[Token], at: int) -> int:
    """Return the token after a conversion in brackets at token ``at``, else ``at``."""
    if _at(tokens, at) != "(":
        return at
    for k in range(at + 1, min(at + FAR, len(tokens))):
        if tokens[k].text == ")":
            return k + 1
    return at


def with_rate(tokens: Sequence[Token], atom: Atom) -> Atom:
    """Return ``atom`` with what it is counted by in its unit: dollars "per barrel"."""
    by, past = per_unit(tokens, atom)
    return replace(atom, unit=f"{atom.unit} {by}".strip(), past=past) if by else atom


def per_unit(tokens: Sequence[Token], atom: Atom) -> tuple[str, int]:
    """Return what an amount is counted by ("per barrel", "per square foot") and the token after it.

    "$58 a barrel", "€30/tonne", "a 12-cent-a-share dividend", "118 g/km", "3 deaths per 100,000
    people". ("", end) where there is nothing of the kind, or a time, which is a period.
    """
    at = past_dash(tokens, atom.end)
    if at == atom.end and _at(tokens, at) == "-" and _at(tokens, at + 2) == "-":
        at += 1  # "$70 - a - share"
    sign = _at(tokens, at)
    if atom.kind not in PRICED_KINDS or sign not in PER[:4]:
        return "", atom.end
    at = at + 2 if _at(tokens, at + 1) == "-" else at + 1
    of, at = _base(tokens, at) if sign == "per" else ("", at)
    found = read_unit(tokens, at)
    if found is not None and found[0].kind == "measure":
        return f"per {of}{found[0].name}", found[1]
    word = _at(tokens, at)
    known = word in tree("periods.toml")["prices"]["units"]
    named = sign == "per" and word not in _per() and tag(word) == "NN"
    if not (known or named or of) or word in _per():
        return "", atom.end
    return f"per {of}{word}", at + 1


def _base(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """Return the number in "per 100,000 people" with a blank after it, and the token after it."""
    if at + 1 < len(tokens) and tokens[at].kind == NUMBER and tokens[at + 1].kind == WORD:
        return f"{tokens[at].text} ", at + 1
    return "", at


def inherited(tokens: Sequence[Token], atoms: Sequence[Atom], found: Sequence[str]) -> list[str]:
    """Return the periods ``found``, with it what a rate is said of elsewhere.

    "Every year 40 ships call"; "€5bn a year, of which €1bn is new and €2bn old"; "9 tonnes a day,
    worth $2m".
    """
    result, part = list(found), False
    if atoms and not result[0] and atoms[0].kind in PERIODIC_KINDS and atoms[0].first <= FAR:
        result[0] = _opening_rate(tokens)
    for k in range(1, len(atoms)):
        one, two = atoms[k - 1], atoms[k]
        words = [token.lower for token in tokens[one.tail : two.first]]
        opens = _opens_part(words)
        part = opens or (part and one.kind == two.kind and "and" in words and ";" not in words)
        if part and not result[k] and result[k - 1].startswith("per_"):
            result[k] = result[k - 1]
    return result


def _opening_rate(tokens: Sequence[Token]) -> str:
    """Return "per_month" for a sentence that opens with "Every month", or ''."""
    word, unit = _at(tokens, 0), _at(tokens, 1)
    return _per().get(unit, "") if word in ("each", "every") else ""


def _opens_part(words: Sequence[str]) -> bool:
    """Return whether the words between two amounts make the second a part of the first."""
    if "," not in words or ";" in words:
        return False
    return "worth" in words[-2:] or ("of", "which") in pairwise(words)
