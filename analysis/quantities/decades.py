"""Read a decade of age or temperature: "in her mid-40s", "highs in the low 30s"."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from analysis.quantities.atom import LOOSE, Atom, beside
from analysis.quantities.numbers.numeral import VAGUE, Numeral, lower_at
from analysis.quantities.numbers.tokens import DASH, NUMBER, Token
from analysis.vocabulary import tree


@cache
def _parts() -> dict[str, tuple[int, int]]:
    """Return the parts of a decade with the first and last of its ten numbers."""
    return {word: (low, high) for word, (low, high) in tree("numerals.toml")["decades"].items()}


def read_decade(tokens: Sequence[Token], i: int) -> Atom | None:
    """Return the decade at token ``i`` where it is an age or a temperature; years are neither.

    "in his 30s" is 30 to 39, "her mid-40s" 44 to 46, "the low 30s" of a temperature 30 to 33.
    """
    text = tokens[i].text
    if tokens[i].kind != NUMBER or len(text) != 2 or not text.endswith("0") or not text.isdigit():
        return None
    if lower_at(tokens, i + 1) != "s" or not tokens[i + 1].glued:
        return None
    part, first = _part(tokens, i)
    low, high = _parts().get(part, (0, 9))
    start = Decimal(text)
    numeral = Numeral(i, i + 2, None, start + low, start + high, VAGUE)
    if lower_at(tokens, first - 1) in beside("decade", "whose"):
        return Atom(first, i + 2, numeral, kind="age", unit="year", confidence=LOOSE)
    warm = any(token.lower in beside("cues", "c") for token in tokens)
    if warm and part in beside("decade", "warm"):
        return Atom(first, i + 2, numeral, kind="measure", unit="degree", confidence=LOOSE)
    return None


def _part(tokens: Sequence[Token], i: int) -> tuple[str, int]:
    """Return "mid" of "mid-40s" and its token, or '' and ``i``."""
    at = i - 1
    if at > 0 and tokens[at].kind == DASH:
        at -= 1
    word = lower_at(tokens, at)
    return (word, at) if word in _parts() else ("", i)
