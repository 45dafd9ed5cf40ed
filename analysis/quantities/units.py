"""Read durations and measures: "two years", "5 km", "20,000 square kilometres", "barrels a day"."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from analysis.quantities.tokens import Token, tokens_of
from analysis.vocabulary import rows, words

EXACT_CASE = "*"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit's singular name and its kind, duration or measure."""

    name: str
    kind: str


@cache
def _forms() -> dict[str, list[tuple[tuple[str, ...], str, Unit]]]:
    """Return spellings by their first token: (lower-case tokens, exact text or "", unit)."""
    result: dict[str, list[tuple[tuple[str, ...], str, Unit]]] = {}
    for row in rows("units.csv", "unit"):
        unit = Unit(row["unit"], row["kind"])
        for form in words(row["forms"]):
            spelling = form.removeprefix(EXACT_CASE)
            pieces = tuple(token.lower for token in tokens_of(spelling))
            exact = spelling if form.startswith(EXACT_CASE) else ""
            result.setdefault(pieces[0], []).append((pieces, exact, unit))
    for entries in result.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return result


def read_unit(tokens: Sequence[Token], i: int) -> tuple[Unit, int] | None:
    """Return the unit that begins at token ``i`` and the index past it, or ``None``."""
    if i >= len(tokens):
        return None
    for pieces, exact, unit in _forms().get(tokens[i].lower, ()):
        end = i + len(pieces)
        if tuple(token.lower for token in tokens[i:end]) != pieces:
            continue
        if exact and "".join(token.text for token in tokens[i:end]) != exact:
            continue
        return unit, end
    return None
