"""Join two numbers to a range, and let listed numbers share a unit."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from analysis.quantities.amounts import signed
from analysis.quantities.atom import Atom
from analysis.quantities.numbers.numeral import Numeral, lower_at
from analysis.quantities.numbers.tokens import DASH, WORD, Token
from analysis.quantities.steps import is_from_to, steps_of, with_unit_of
from analysis.quantities.wording import changes, qualifiers

# What stands between numbers that share the unit of the last.
LISTED = (["and"], [","], [",", "and"], ["or"], ["to"], [",", "or"], ["and", "then"])


def joined(tokens: Sequence[Token], atoms: list[Atom]) -> list[Atom]:
    """Return the atoms with ranges merged into one."""
    result: list[Atom] = []
    for atom in reversed(atoms):
        if result and not atom.kind:
            atom = _signed_like(tokens, atom, result[-1])  # noqa: PLW2901 - the same number, below zero
        both = _range(tokens, atom, result[-1]) if result else None
        if both is None:
            result.append(atom)
        else:
            result[-1] = both
    return result[::-1]


def _signed_like(tokens: Sequence[Token], one: Atom, two: Atom) -> Atom:
    """Return a bare number below zero where a minus stands before it: "-20 to 5°C"."""
    if _words_between(tokens, one, two) not in (["to"], ["and"], ["or"]):
        return one
    return replace(signed(tokens, replace(one, kind=two.kind)), kind="")


def spread(tokens: Sequence[Token], atoms: list[Atom]) -> list[Atom]:
    """Return the atoms with units spread over coordination and from one level to the next."""
    result: list[Atom] = []
    for atom in reversed(atoms):
        if result and (pair := steps_of(tokens, atom, result[-1])) is not None:
            result[-1] = pair[1]
            result.append(pair[0])
        elif result and _is_listed(tokens, atom, result[-1]):
            result.append(with_unit_of(atom, result[-1]))
        elif result and _is_outvoted(tokens, atom, result[-1]):
            result[-1] = with_unit_of(result[-1], atom)
            result.append(atom)
        else:
            result.append(atom)
    return result[::-1]


def _words_between(tokens: Sequence[Token], one: Atom, two: Atom) -> list[str]:
    return [token.lower for token in tokens[one.tail : two.first]]


def _range(tokens: Sequence[Token], one: Atom, two: Atom) -> Atom | None:
    """Return "5 to 10 percent", "$3-5 billion", "between X and Y" as one atom, or ``None``."""
    words = _words_between(tokens, one, two)
    before = lower_at(tokens, one.first - 1)
    dash = len(words) == 1 and tokens[one.tail].kind == DASH
    between = words == ["and"] and is_between(tokens, one.first)
    if not (dash or between or words in (["to"], ["or"])):
        return None
    if words == ["to"] and is_from_to(tokens, one, two):
        return None
    if not _alike(one, two) or (words == ["to"] and _is_step(tokens, one, two)):
        return None
    low, high = _scaled_alike(one, two), two.numeral
    if low is None or low.value is None or high.value is None or low.value >= high.value:
        return None
    if words == ["or"] and high.value - low.value > max(low.value, Decimal(2)):
        return None
    if dash and before == "-":
        return None
    numeral = replace(high, first=one.numeral.first, value=None, low=low.low, high=high.high)
    base = two if two.kind else one
    return replace(base, first=one.first, end=max(one.end, two.end), numeral=numeral, past=two.past)


def _is_step(tokens: Sequence[Token], one: Atom, two: Atom) -> bool:
    """Return whether a change and the level it leads to stand side by side: "up €3 to €20"."""
    if not (one.kind and two.kind):
        return False
    first = qualifiers.qualifier_before(tokens, one.first)[1]
    change, cue = changes.change_of(tokens, first, one.end, one.kind)
    return bool(change) and not cue.endswith(" of")


def _alike(one: Atom, two: Atom) -> bool:
    """Return whether two ends can share a unit; "$3-5 billion" names it at the first alone."""
    if not one.kind or (one.kind in ("money", "age") and not two.kind):
        return True
    return (one.kind, one.currency) == (two.kind, two.currency)


def is_between(tokens: Sequence[Token], i: int) -> bool:
    """Return whether "between" opens within a few words before token ``i``."""
    return any(lower_at(tokens, k) == "between" for k in range(max(0, i - 3), i))


def _scaled_alike(one: Atom, two: Atom) -> Numeral | None:
    """Return the lower end, with the upper one's magnitude where it has none ("3-5 billion")."""
    low, high = one.numeral, two.numeral
    if low.magnitude > 1 or high.magnitude == 1 or low.value is None or high.value is None:
        return low
    fits = low.value < high.magnitude and low.value * high.magnitude < high.value
    return low.times(high.magnitude, low.last) if fits else low


def _is_listed(tokens: Sequence[Token], one: Atom, two: Atom) -> bool:
    """Return whether a bare number shares the unit of the next ("10 and 20 percent")."""
    if one.kind or not two.kind or two.kind == "age":
        return False
    if one.numeral.magnitude > 1 and two.kind in ("percent", "ratio"):
        return False
    words = _words_between(tokens, one, two)
    if words and words[0] == "-" and tokens[one.tail].glued:
        words = words[1:]  # "two-, three- and four-seat boats"
    if words == [","] and _is_named(tokens, one.first):
        return False  # "the Vesta 3, 12 years late"
    return words in LISTED


def _is_named(tokens: Sequence[Token], i: int) -> bool:
    """Return whether a name stands right before number ``i``."""
    before = tokens[i - 1] if i > 1 else None
    return before is not None and before.kind == WORD and before.text[0].isupper()


def _is_outvoted(tokens: Sequence[Token], one: Atom, two: Atom) -> bool:
    """Return whether a bare number is the smaller side of a count: "300 votes to 210"."""
    if two.kind or one.kind not in ("count", "percent") or one.value is None or two.value is None:
        return False
    if _is_step(tokens, replace(one, kind=one.kind), replace(two, kind=one.kind)):
        return False  # "rose 6% to 2.15"
    return _words_between(tokens, one, two) in (["to"], ["against"]) and two.value < one.value
