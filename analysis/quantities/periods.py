"""Read the time that an amount runs over: "a month", "annually", "over the next five years"."""

from collections.abc import Sequence
from functools import cache

from analysis.quantities.atom import Atom
from analysis.quantities.tokens import DASH, MARK, NUMBER, Token
from analysis.vocabulary import tree

NEAR, FAR = 6, 16
ANOTHER_TIME = frozenset(("ago", "later", "earlier", "after", "before", "old"))
PERIODIC_KINDS = ("money", "percent", "count", "measure", "ratio")
SUM_KINDS = ("money", "percent", "ratio", "measure")
PER = ("per", "a", "an", "each", "every", "/")


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
def _adverbs() -> dict[str, str]:
    table: dict[str, str] = tree("periods.toml")["adverbs"]
    return table


def _at(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].lower if 0 <= i < len(tokens) else ""


def rate_period(tokens: Sequence[Token], atom: Atom) -> str:
    """Return "per_month" for "a month", "per month", "monthly" near the atom, or ''."""
    if atom.kind not in PERIODIC_KINDS:
        return ""
    before = (_at(tokens, atom.first - 1), _at(tokens, atom.first - 2), _at(tokens, atom.first - 3))
    if atom.kind == "money":
        for k, word in enumerate(before):
            if word in _adverbs() and (k == 0 or before[k - 1] not in (",", ".")):
                return _adverbs()[word]
    at = atom.end
    for step in range(NEAR):
        if at >= len(tokens) or tokens[at].kind == NUMBER or tokens[at].text in ",;:.()":
            return ""
        word = tokens[at].lower
        if word in _adverbs():
            noun = not step and word == "annual" and atom.kind != "money"
            return "" if noun else _adverbs()[word]
        unit = _at(tokens, _past_dash(tokens, at + 1))
        if word in PER and unit in _per() and _at(tokens, at + 2) not in ANOTHER_TIME:
            return _per()[unit]
        if tokens[at].kind == MARK and word != "/":
            return ""
        at += 1
    return ""


def _past_dash(tokens: Sequence[Token], i: int) -> int:
    return i + 1 if i < len(tokens) and tokens[i].kind == DASH else i


def price_unit(tokens: Sequence[Token], atom: Atom) -> str:
    """Return "per barrel" for money by the barrel ("$58 a barrel", "€30 per tonne"), or ''."""
    if atom.kind != "money" or _at(tokens, atom.end) not in ("per", "a", "an", "/"):
        return ""
    word = _at(tokens, atom.end + 1)
    known = word in tree("periods.toml")["prices"]["units"]
    return f"per {word}" if known and word not in _per() else ""


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
