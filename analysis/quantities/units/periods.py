"""Read the time that an amount runs over: "a month", "annually", "over the next five years"."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from analysis.quantities.atom import Atom
from analysis.quantities.numbers.numeral import group, past_dash
from analysis.quantities.numbers.tokens import DASH, MARK, NUMBER, WORD, Token
from analysis.quantities.units.measures import read_unit
from analysis.quantities.units.nouns import tag
from analysis.vocabulary import tree

NEAR, FAR = 6, 16
ANOTHER_TIME = frozenset(("ago", "later", "earlier", "after", "before", "old"))
PERIODIC_KINDS = ("money", "percent", "count", "measure", "ratio")
SUM_KINDS = ("money", "percent", "ratio", "measure")
PER = ("per", "/", "a", "an", "each", "every")
PRICED_KINDS = ("money", "measure", "count")


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(tree("periods.toml")["over"][key])


@cache
def lasting_words() -> frozenset[str]:
    """Return the words after which "over two years" means more than two years."""
    return _words("lasting")


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
    while at < min(first + NEAR, len(tokens)):
        if past_dash(tokens, at) > at:
            at += 1
            continue
        word = tokens[at].lower
        if _ends_rate(tokens[at]):
            return ""
        if word in _adverbs():
            noun = at == first and word == "annual" and atom.kind != "money"
            return "" if noun else _adverbs()[word]
        rate = _rate_at(tokens, at, near=at == first)
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


def span_starts(tokens: Sequence[Token], atoms: Sequence[Atom]) -> dict[int, int]:
    """Return the durations that a total covers: index of the atom → token where its phrase opens.

    "over five years", "in the next 15 years", "for the coming two years"; not "for two years".
    """
    result: dict[int, int] = {}
    for index, atom in enumerate(atoms):
        if atom.kind != "duration":
            continue
        at, spans = atom.first - 1, False
        while at >= 0 and tokens[at].lower in _words("between"):
            spans = spans or tokens[at].lower in _words("spans")
            at -= 1
        word = _at(tokens, at)
        if word in _words("words") and (spans or word in ("over", "within", "across")):
            result[index] = at
    return result


def covered_periods(tokens: Sequence[Token], atoms: Sequence[Atom]) -> dict[int, str]:
    """Return "over 5 years" for each atom whose total such a duration covers, by its index."""
    result: dict[int, str] = {}
    for index, opens in span_starts(tokens, atoms).items():
        name = over(atoms[index])
        reach = opens
        for k in range(index - 1, -1, -1):
            if reach - atoms[k].end > FAR or _breaks(tokens, atoms[k].end, reach):
                break
            if atoms[k].kind in SUM_KINDS:
                result.setdefault(k, name)
            reach = atoms[k].first
        else:
            if opens <= 1 and index + 1 < len(atoms) and atoms[index + 1].kind in SUM_KINDS:
                result.setdefault(index + 1, name)
    for k in range(1, len(atoms)):
        before, atom = atoms[k - 1], atoms[k]
        near = 0 <= atom.first - before.end <= 2 and tokens[before.end - 2].kind == DASH
        if near and (before.kind, atom.kind) == ("duration", "money"):
            result.setdefault(k, over(before))
    return result


def over(duration: Atom) -> str:
    """Return "over 5 years" for a duration of five years."""
    value = duration.value
    if value is None:
        return ""
    number = format(value.normalize(), "f")
    return f"over {number} {duration.unit}{'' if value == 1 else 's'}"


def _breaks(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether a clause ends between two tokens."""
    return any(
        token.text in (";", ":") or token.lower in ("while", "but", "whereas", "although")
        for token in tokens[start:end]
    )


def past_year(tokens: Sequence[Token], atom: Atom) -> bool:
    """Return whether a change is said to be over the past year ("from a year earlier")."""
    words = [token.lower for token in tokens[atom.end : atom.end + NEAR]]
    text = " ".join(words)
    return any(cue in text for cue in tree("periods.toml")["past_year"]["phrases"])
