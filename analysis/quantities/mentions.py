"""Turn the numbers of one sentence into quantities: ranges joined, units spread, cues read."""

import re
from collections.abc import Sequence
from decimal import Decimal

from analysis.model import Quantity, Span
from analysis.quantities import context, periods
from analysis.quantities.amounts import signed, with_parts
from analysis.quantities.atom import Atom
from analysis.quantities.atoms import read_atom
from analysis.quantities.ellipses import resolved
from analysis.quantities.numeral import VAGUE, lower_at
from analysis.quantities.numerals import starters
from analysis.quantities.ranges import joined, spread
from analysis.quantities.refusals import refused
from analysis.quantities.tokens import Token, one_of, tokens_of

CANDIDATE = re.compile(rf"\d|\b{one_of(starters())}\b", re.IGNORECASE)
BOUNDS = {"at_least": "low", "more_than": "low", "at_most": "high", "less_than": "high"}


def find_quantities(text: str, counted: str = "", *, ones: bool = False) -> list[Quantity]:
    """Return the quantities of one sentence in order, spans counted from its start.

    ``counted`` is the noun that the text counted last before this sentence; a bare number that has
    to be a count ("of these, about 700,000") takes it. With ``ones`` single things ("one plan",
    "one of the best plans") are quantities too, which readers of tables rarely want.

    >>> [quantity] = find_quantities("some 26 countries")
    >>> quantity.value, quantity.qualifier, quantity.unit
    (Decimal('26'), 'approx', 'country')
    >>> find_quantities("In 2022 the G7 met on 5 May at 2:30 p.m.")
    []
    """
    if not CANDIDATE.search(text):
        return []
    tokens = tokens_of(text)
    atoms = _atoms(tokens, refused(text, tokens), ones=ones)
    atoms = spread(tokens, joined(tokens, with_parts(tokens, atoms)))
    atoms = resolved(tokens, atoms, counted)
    covered = periods.covered_periods(tokens, atoms)
    return [
        _quantity(tokens, atom, covered.get(index, ""))
        for index, atom in enumerate(atoms)
        if atom.kind
    ]


def _atoms(tokens: Sequence[Token], no: frozenset[int], *, ones: bool) -> list[Atom]:
    result: list[Atom] = []
    i = 0
    known = starters()
    while i < len(tokens):
        token = tokens[i]
        if token.kind != "number" and token.lower not in known and token.lower not in _ARTICLES:
            i += 1
            continue
        atom = read_atom(tokens, i, no, ones=ones)
        if atom is None:
            i += 1
            continue
        result.append(periods.with_rate(tokens, signed(tokens, atom)))
        i = max(atom.numeral.last, i + 1)
    return [a for k, a in enumerate(result) if not _inside_earlier(result, k)]


_ARTICLES = frozenset(("a", "an", "several", "few"))


def _inside_earlier(atoms: list[Atom], k: int) -> bool:
    """Return whether atom ``k`` lies in the phrase of the one before ("26 Leopard 2 tanks")."""
    return k > 0 and atoms[k].first < atoms[k - 1].end


def _quantity(tokens: Sequence[Token], atom: Atom, covered: str) -> Quantity:
    qualifier, start, end = _qualifier(tokens, atom)
    numeral = atom.numeral
    low: Decimal | None = numeral.low
    high: Decimal | None = numeral.high
    if BOUNDS.get(qualifier) == "low":
        high = None
    elif BOUNDS.get(qualifier) == "high":
        low = None
    change = context.change_of(tokens, start, atom.end)
    period = periods.rate_period(tokens, atom) or covered
    if not period and change and atom.kind == "percent" and periods.past_year(tokens, atom):
        period = "over 1 year"
    return Quantity(
        span=Span(tokens[atom.first].start, tokens[atom.end - 1].end),
        whole=Span(tokens[start].start, tokens[end - 1].end),
        number=Span(tokens[numeral.first].start, tokens[numeral.last - 1].end),
        kind=atom.kind,
        value=numeral.value,
        low=low,
        high=high,
        qualifier=qualifier,
        currency=atom.currency,
        currency_inferred=atom.inferred,
        unit=atom.unit,
        counted=atom.counted if atom.counted else atom.unit if atom.kind == "count" else "",
        period=period,
        change=change,
        step=atom.step,
        confidence=atom.confidence,
    )


def _qualifier(tokens: Sequence[Token], atom: Atom) -> tuple[str, int, int]:
    """Return the qualifier of an atom and the tokens ``[start, end)`` with its words."""
    before, start = context.qualifier_before(tokens, atom.first)
    after, end = context.qualifier_after(tokens, atom.end)
    if before == "more_than" and _opens_period(tokens, atom, start):
        before, start = "exact", atom.first
    if atom.numeral.form == VAGUE:
        return "vague", start, end
    if atom.value is None:
        return "range", start, end
    return after or before, start, end


def _opens_period(tokens: Sequence[Token], atom: Atom, start: int) -> bool:
    """Return whether "over" means the time that something takes ("over the past two years")."""
    if atom.kind != "duration" or lower_at(tokens, start) != "over":
        return False
    return lower_at(tokens, start - 1) not in periods.lasting_words()
