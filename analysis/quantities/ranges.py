"""Join two numbers to a range, and let listed numbers share a unit."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from analysis.quantities import context
from analysis.quantities.atom import GUESSED, JOINED, Atom
from analysis.quantities.numeral import Numeral, lower_at
from analysis.quantities.tokens import DASH, Token
from analysis.vocabulary import tree

# How far before "from X to Y" a verb of change may stand.
CHANGE_REACH = 14
# How many tokens may stand between two levels, and what may not.
STEP_REACH, STEP_BACK = 8, 3
STEP_BREAKS = (",", ";", ":", ".", "(", "and", "but", "while", "as")


def joined(tokens: Sequence[Token], atoms: list[Atom]) -> list[Atom]:
    """Return the atoms with ranges merged into one and units spread over coordination."""
    result: list[Atom] = []
    for atom in reversed(atoms):
        if result and (both := _range(tokens, atom, result[-1])) is not None:
            result[-1] = both
        elif result and (steps := _steps(tokens, atom, result[-1])) is not None:
            result[-1] = steps[1]
            result.append(steps[0])
        elif result and _is_listed(tokens, atom, result[-1]):
            result.append(_with_unit_of(atom, result[-1]))
        elif result and _is_outvoted(tokens, atom, result[-1]):
            result[-1] = _with_unit_of(result[-1], atom)
            result.append(atom)
        else:
            result.append(atom)
    return result[::-1]


def _words_between(tokens: Sequence[Token], one: Atom, two: Atom) -> list[str]:
    return [token.lower for token in tokens[one.end : two.first]]


def _range(tokens: Sequence[Token], one: Atom, two: Atom) -> Atom | None:
    """Return "5 to 10 percent", "$3-5 billion", "between X and Y" as one atom, or ``None``."""
    words = _words_between(tokens, one, two)
    before = lower_at(tokens, one.first - 1)
    dash = len(words) == 1 and tokens[one.end].kind == DASH
    between = words == ["and"] and is_between(tokens, one.first)
    if not (dash or between or words in (["to"], ["or"])):
        return None
    if words == ["to"] and _is_from_to(tokens, one, two):
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
    base = one if one.kind == "money" and not two.kind else two
    return replace(base, first=one.first, end=max(one.end, two.end), numeral=numeral)


def _is_step(tokens: Sequence[Token], one: Atom, two: Atom) -> bool:
    """Return whether a change and the level it leads to stand side by side: "up €3 to €20"."""
    if not (one.kind and two.kind):
        return False
    return bool(context.change_of(tokens, context.qualifier_before(tokens, one.first)[1], one.end))


def _alike(one: Atom, two: Atom) -> bool:
    """Return whether two ends can share a unit; "$3-5 billion" names it at the first alone."""
    if not one.kind or (one.kind == "money" and not two.kind):
        return True
    return (one.kind, one.currency) == (two.kind, two.currency)


def is_between(tokens: Sequence[Token], i: int) -> bool:
    """Return whether "between" opens within a few words before token ``i``."""
    return any(lower_at(tokens, k) == "between" for k in range(max(0, i - 3), i))


def _is_from_to(tokens: Sequence[Token], one: Atom, two: Atom) -> bool:
    """Return whether "from X to Y" tells of two levels rather than one range.

    It does where something rises, falls or shifts. "from $89 to $93 billion" is a range, since the
    magnitude is left out, and so are both halves of "from 5 to 7 per cent to 3 to 5 per cent".
    """
    if one.numeral.magnitude == 1 and two.numeral.magnitude > one.numeral.high:
        return False
    start = _from(tokens, one)
    if start is None or lower_at(tokens, two.end) == "to":
        return False
    if lower_at(tokens, start - 1) in ranging():
        return False
    return any(
        context.is_change_verb(lower_at(tokens, k))
        for k in range(max(0, start - CHANGE_REACH), start)
    )


@cache
def ranging() -> frozenset[str]:
    """Return the words before "from X to Y" that make it one range: "ranging", "anywhere"."""
    return frozenset(tree("changes.toml")["ranging"]["words"])


def _from(tokens: Sequence[Token], atom: Atom) -> int | None:
    """Return the "from" that opens right before an atom and its qualifier."""
    for k in range(atom.first - 1, max(-1, atom.first - 5), -1):
        if lower_at(tokens, k) == "from":
            return k
    return None


def _steps(tokens: Sequence[Token], one: Atom, two: Atom) -> tuple[Atom, Atom] | None:
    """Return the levels that a change leaves and reaches, in the order of the text, or ``None``.

    "from 20 miles a gallon in 2008 to 29", "to 25 per cent from 28": either may leave out the unit.
    """
    gap = tokens[one.end : two.first]
    if len(gap) > STEP_REACH or any(token.lower in STEP_BREAKS for token in gap):
        return None
    start = _from(tokens, one)
    opens = _opens(tokens, two, one.end)
    if opens == "to" and start is not None and _moves(tokens, one, two, start):
        order = ("from", "to")
    elif opens == "from" and _opens(tokens, one, one.first - STEP_BACK) == "to":
        order = ("to", "from")
    else:
        return None
    if one.kind and two.kind and (one.kind, one.currency) != (two.kind, two.currency):
        return None
    if not one.kind or not two.kind:
        one, two = _with_unit_of(one, two), _with_unit_of(two, one)
    if not two.kind:
        one, two = (replace(atom, kind="count", confidence=GUESSED) for atom in (one, two))
    return replace(one, step=order[0]), replace(two, step=order[1])


def _moves(tokens: Sequence[Token], one: Atom, two: Atom, start: int) -> bool:
    """Return whether "from X to Y" is a change: a verb says so, or the ends name their units."""
    if lower_at(tokens, start - 1) in ranging():
        return False
    if two.value is not None and one.value is not None and two.end - two.first > 1 and one.kind:
        return True
    return any(
        context.is_change_verb(lower_at(tokens, k))
        for k in range(max(0, start - CHANGE_REACH), start)
    )


def _opens(tokens: Sequence[Token], atom: Atom, least: int) -> str:
    """Return the "to" or "from" before an atom and its qualifier, not before token ``least``."""
    _, start = context.qualifier_before(tokens, atom.first)
    at = start - 1
    while at > least and lower_at(tokens, at) in ("a", "an", "the"):
        at -= 1
    word = lower_at(tokens, at) if at >= max(least, 0) else ""
    return word if word in ("to", "from") else ""


def _scaled_alike(one: Atom, two: Atom) -> Numeral | None:
    """Return the lower end, with the upper one's magnitude where it has none ("3-5 billion")."""
    low, high = one.numeral, two.numeral
    if low.magnitude > 1 or high.magnitude == 1 or low.value is None or high.value is None:
        return low
    fits = low.value < high.magnitude and low.value * high.magnitude < high.value
    return low.times(high.magnitude, low.last) if fits else low


def _is_listed(tokens: Sequence[Token], one: Atom, two: Atom) -> bool:
    """Return whether a bare number shares the unit of the next ("10 and 20 percent")."""
    if one.kind or not two.kind or two.kind in ("age",):
        return False
    words = _words_between(tokens, one, two)
    return words in (["and"], [","], [",", "and"], ["or"], ["to"], [",", "or"], ["and", "then"])


def _is_outvoted(tokens: Sequence[Token], one: Atom, two: Atom) -> bool:
    """Return whether a bare number is the smaller side of a count: "300 votes to 210"."""
    if two.kind or one.kind not in ("count", "percent") or one.value is None or two.value is None:
        return False
    return _words_between(tokens, one, two) in (["to"], ["against"]) and two.value < one.value


def _with_unit_of(one: Atom, two: Atom) -> Atom:
    """Return a bare ``one`` with the unit of ``two``; with its magnitude too where it has none."""
    if one.kind:
        return one
    numeral = one.numeral
    if numeral.magnitude == 1 and two.numeral.magnitude > 1 and two.kind == "money":
        numeral = numeral.times(two.numeral.magnitude, numeral.last)
    return replace(
        one,
        numeral=numeral,
        kind=two.kind,
        currency=two.currency,
        inferred=two.inferred,
        unit=two.unit,
        counted=two.counted,
        confidence=JOINED,
    )
