"""Read ages: "55-year-old", "aged 55", "older than 18", a number behind a name."""

from collections.abc import Sequence

from analysis.quantities import nouns
from analysis.quantities.atom import LOOSE, SURE, Atom, beside
from analysis.quantities.numeral import DIGITS, WORDS, Numeral, lower_at, past_dash
from analysis.quantities.tokens import WORD, Token
from analysis.vocabulary import tree

OLDEST = 120


def read_age(tokens: Sequence[Token], numeral: Numeral, at: int) -> Atom | None:
    """Return "55-year-old", "55 years old", "aged 55", "older than 18", "Name, 55,"."""
    if lower_at(tokens, at) in ("year", "years"):
        old = past_dash(tokens, at + 1)
        if lower_at(tokens, old) in ("old", "olds"):
            return Atom(numeral.first, old + 1, numeral, kind="age", unit="year")
        if (lower_at(tokens, at + 1), lower_at(tokens, at + 2)) == ("of", "age"):
            return Atom(numeral.first, at + 3, numeral, kind="age", unit="year")
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


def _is_age_before(tokens: Sequence[Token], i: int) -> bool:
    before = [lower_at(tokens, i - 2), lower_at(tokens, i - 1)]
    if before[1] in beside("age", "before"):
        return True
    after = lower_at(tokens, i + 1)
    bare = not after or after in nouns.closed_words() or tokens[i + 1].kind != WORD
    return bare and before in tree("fractions.toml")["age"]["pairs"]


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
