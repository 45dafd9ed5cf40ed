"""Read ages: "55-year-old", "aged 55", "older than 18", a number behind a name."""

from collections.abc import Sequence
from functools import cache

from analysis.quantities.atom import LOOSE, SURE, Atom, beside
from analysis.quantities.numbers.numeral import DIGITS, WORDS, Numeral, lower_at, past_dash
from analysis.quantities.numbers.tokens import WORD, Token
from analysis.quantities.units import nouns
from analysis.quantities.units.measures import read_unit
from analysis.vocabulary import tree

OLDEST = 120
AGES = ("year", "month", "week", "day")


def read_age(tokens: Sequence[Token], numeral: Numeral, at: int) -> Atom | None:
    """Return "55-year-old", "18 months old", "aged 55", "older than 18", "Name, 55,"."""
    found = read_unit(tokens, at)
    if found is not None and found[0].name in AGES:
        end = _old(tokens, found[1])
        if end > found[1]:
            return Atom(numeral.first, end, numeral, kind="age", unit=found[0].name)
    if lower_at(tokens, at) in ("yo", "y/o"):
        return Atom(numeral.first, at + 1, numeral, kind="age", unit="year")
    if numeral.value is None or numeral.form not in (DIGITS, WORDS):
        return None
    if not 0 < numeral.value <= OLDEST:
        return None
    sure = _is_age_before(tokens, numeral.first)
    if not sure and not _is_beside_name(tokens, numeral):
        return None
    confidence = SURE if sure else LOOSE
    return Atom(
        numeral.first, numeral.last, numeral, kind="age", unit="year", confidence=confidence
    )


def _old(tokens: Sequence[Token], i: int) -> int:
    """Return the token after "-old", "old" or "of age" at token ``i``, else ``i``."""
    at = past_dash(tokens, i)
    if lower_at(tokens, at) in ("old", "olds"):
        return at + 1
    return i + 2 if (lower_at(tokens, i), lower_at(tokens, i + 1)) == ("of", "age") else i


def _is_age_before(tokens: Sequence[Token], i: int) -> bool:
    before = [lower_at(tokens, i - 2), lower_at(tokens, i - 1)]
    if before[1] in beside("age", "before"):
        return True
    after = lower_at(tokens, i + 1)
    bare = not after or after in nouns.closed_words() or tokens[i + 1].kind != WORD
    bound = before[1] in beside("age", "bounds")
    if bound and before[0] in beside("age", "anyone"):
        return read_unit(tokens, i + 1) is None
    person = bound and before[0] in beside("age", "persons")
    return bare and (person or tuple(before) in _pairs())


@cache
def _pairs() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(pair) for pair in tree("beside.toml")["age"]["pairs"])


def _is_beside_name(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """Return whether the number stands between commas behind a person's name."""
    i, end = numeral.first, numeral.last
    if i < 2 or end >= len(tokens) or numeral.form != DIGITS or end != i + 1:
        return False
    if lower_at(tokens, i - 1) != "," or tokens[end].text not in (",", ".", ")", ";"):
        return False
    name, before = tokens[i - 2], tokens[max(0, i - 3)]
    whole = numeral.value is not None and numeral.value == numeral.value.to_integral_value()
    return whole and all(part.kind == WORD and part.text[0].isupper() for part in (name, before))
