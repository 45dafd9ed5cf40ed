"""Read the levels that a change leaves and reaches: "from 5% to 7%", "to 25 per cent from 28"."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from analysis.quantities.atom import GUESSED, JOINED, Atom
from analysis.quantities.numbers.numeral import lower_at
from analysis.quantities.numbers.tokens import NUMBER, Token
from analysis.quantities.wording import changes, qualifiers
from analysis.vocabulary import tree

# How far before "from X to Y" a verb of change may stand.
CHANGE_REACH = 14
# How many tokens may stand between two levels, and what may not.
STEP_REACH, STEP_BACK = 8, 3
STEP_BREAKS = (",", ";", ":", ".", "(", "and", "but", "while", "as")


def is_from_to(tokens: Sequence[Token], one: Atom, two: Atom) -> bool:
    """Return whether "from X to Y" tells of two levels rather than one range.

    It does where something rises, falls or shifts. "from $89 to $93 billion" is a range, since the
    magnitude is left out, and so are both halves of "from 4 to 6 per cent to 2 to 3 per cent".
    """
    if one.numeral.magnitude == 1 and two.numeral.magnitude > one.numeral.high:
        return False
    start = _from(tokens, one)
    if start is None or lower_at(tokens, two.tail) == "to":
        return False
    if lower_at(tokens, start - 1) in ranging():
        return False
    return any(
        changes.is_change_verb(lower_at(tokens, k))
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
        if tokens[k].kind == NUMBER:
            break
    return None


def steps_of(tokens: Sequence[Token], one: Atom, two: Atom) -> tuple[Atom, Atom] | None:
    """Return the levels that a change leaves and reaches, in the order of the text, or ``None``.

    "from 30 miles a gallon in 2015 to 41", "to 25 per cent from 28": either may leave out the unit.
    """
    gap = tokens[one.tail : two.first]
    if len(gap) > STEP_REACH or any(token.lower in STEP_BREAKS for token in gap):
        return None
    start = _from(tokens, one)
    opens = _opens(tokens, two, one.tail)
    if opens == "to" and start is not None and _moves(tokens, one, two, start):
        order = ("from", "to")
    elif opens == "from" and _opens(tokens, one, one.first - STEP_BACK) == "to":
        order = ("to", "from")
    elif _falls(one, two) and [token.lower for token in gap] == ["to"]:
        order = ("from", "to")
    else:
        return None
    if one.kind and two.kind and one.kind != two.kind:
        return None
    if not one.kind or not two.kind:
        one, two = with_unit_of(one, two), with_unit_of(two, one)
    if not two.kind:
        one, two = (replace(atom, kind="count", confidence=GUESSED) for atom in (one, two))
    return replace(one, step=order[0]), replace(two, step=order[1])


def _falls(one: Atom, two: Atom) -> bool:
    """Return whether two amounts of the same unit stand in falling order: "2.4 kN to 0.8 kN"."""
    if one.value is None or two.value is None or not one.unit or one.kind != "measure":
        return False
    return (one.kind, one.unit, one.currency) == (two.kind, two.unit, two.currency) and (
        one.value > two.value
    )


def _moves(tokens: Sequence[Token], one: Atom, two: Atom, start: int) -> bool:
    """Return whether "from X to Y" is a change: a verb says so, or the ends name their units."""
    if lower_at(tokens, start - 1) in ranging():
        return False
    if two.value is not None and one.value is not None and two.end - two.first > 1 and one.kind:
        return True
    return any(
        changes.is_change_verb(lower_at(tokens, k))
        for k in range(max(0, start - CHANGE_REACH), start)
    )


def _opens(tokens: Sequence[Token], atom: Atom, least: int) -> str:
    """Return the "to" or "from" before an atom and its qualifier, not before token ``least``."""
    _, start = qualifiers.qualifier_before(tokens, atom.first)
    at = start - 1
    while at > least and lower_at(tokens, at) in ("a", "an", "the"):
        at -= 1
    word = lower_at(tokens, at) if at >= max(least, 0) else ""
    return word if word in ("to", "from") else ""


def with_unit_of(one: Atom, two: Atom) -> Atom:
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
