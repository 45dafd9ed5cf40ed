"""Read durations and measures: "two years", "5 km", "20,000 square kilometres", "barrels a day"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from analysis.quantities.atom import beside
from analysis.quantities.numbers.tokens import NUMBER, WORD, Token, tokens_of
from analysis.vocabulary import rows, words

EXACT_CASE, GLUED, CUED = "*", "^", "?"
PREFIXES = {
    "k": "kilo",
    "K": "kilo",
    "M": "mega",
    "G": "giga",
    "T": "tera",
    "P": "peta",
    "h": "hecto",
    "d": "deci",
    "c": "centi",
    "m": "milli",
    "µ": "micro",
    "n": "nano",
    "p": "pico",
}
MICRO = ("µ", "μ")
SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit's singular name and its kind, duration or measure."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Form:
    """A spelling of a unit: its tokens in lower case, and the exact text where case matters."""

    pieces: tuple[str, ...]
    exact: str
    mark: str
    unit: Unit


@cache
def _forms() -> dict[str, list[Form]]:
    """Return the spellings by their first token, the longest first."""
    result: dict[str, list[Form]] = {}
    for row in rows("units.csv", "unit"):
        for spelling, name in (*_plain(row), *_metric(row)):
            mark = spelling[0] if spelling[0] in EXACT_CASE + GLUED + CUED else ""
            text = spelling.removeprefix(mark)
            pieces = tuple(token.lower for token in tokens_of(text))
            form = Form(pieces, text if mark else "", mark, Unit(name, row["kind"]))
            result.setdefault(pieces[0], []).append(form)
    for entries in result.values():
        entries.sort(key=lambda form: -len(form.pieces))
    return result


def _plain(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    for form in words(row["forms"]):
        yield form, row["unit"]


def _metric(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the spellings with metric prefixes and the names of those units ("kW", "kilowatt")."""
    symbols, _, prefixes = row["metric"].partition("@")
    forms = (form for form in words(row["forms"]) if len(form) >= SHORTEST_NAME)
    names = [form for form in forms if form[0].isalpha()]
    for letter in prefixes:
        prefixed = PREFIXES[letter] + row["unit"]
        for name in names:
            yield PREFIXES[letter] + name, prefixed
        for sign in MICRO if letter in MICRO else (letter,):
            for symbol in words(symbols):
                yield f"{EXACT_CASE}{sign}{symbol}", prefixed


def read_unit(tokens: Sequence[Token], i: int) -> tuple[Unit, int] | None:
    """Return the unit that begins at token ``i`` and the index past it, or ``None``."""
    if i >= len(tokens):
        return None
    for form in _forms().get(tokens[i].lower, ()):
        end = i + len(form.pieces)
        if form.mark == GLUED and not tokens[i].glued:
            continue
        if len(form.pieces) > 1 and tuple(t.lower for t in tokens[i:end]) != form.pieces:
            continue
        if form.exact and "".join(token.text for token in tokens[i:end]) != form.exact:
            continue
        if form.pieces == ('"',) and _closes(tokens, i):
            continue
        if form.mark == CUED and not any(t.lower in beside("cues", form.pieces[0]) for t in tokens):
            continue
        if end < len(tokens) and tokens[end].kind == NUMBER and tokens[end].glued:
            continue  # the A of "40 A320s"
        return form.unit, end
    return None


def _closes(tokens: Sequence[Token], i: int) -> bool:
    """Return whether the quotation mark at token ``i`` may end what one before it began."""
    before = sum(token.text == '"' for token in tokens[:i])
    ends = i + 1 >= len(tokens) or tokens[i + 1].kind != WORD
    return before % 2 == 1 or ends
