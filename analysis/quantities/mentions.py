"""Turn the numbers of one sentence into quantities: ranges joined, units spread, cues read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.model import Quantity, Span
from analysis.quantities.amounts import signed, with_parts
from analysis.quantities.atom import Atom
from analysis.quantities.atoms import read_atom
from analysis.quantities.ellipses import resolved
from analysis.quantities.numbers.numeral import VAGUE, lower_at
from analysis.quantities.numbers.numerals import starters
from analysis.quantities.numbers.tokens import NUMBER, RATIO, Token, one_of, tokens_of
from analysis.quantities.ranges import joined, spread
from analysis.quantities.units import periods, stretches
from analysis.quantities.wording import changes, qualifiers
from analysis.quantities.wording.refusals import refused

QUALIFIED = ("approx", "at_least", "at_most", "more_than", "less_than")
POINTS = ("point", "place", "notch")
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
    rates = [periods.rate_period(tokens, atom) for atom in atoms]
    for index, stretch in stretches.covered_periods(tokens, atoms, rates).items():
        rates[index] = rates[index] or stretch
    quantities = [
        _quantity(tokens, atom, wording, period)
        for atom, wording, period in zip(
            atoms, _wordings(tokens, atoms), periods.inherited(tokens, atoms, rates), strict=True
        )
    ]
    return _levelled(quantities)


def _levelled(quantities: list[Quantity]) -> list[Quantity]:
    """Return the quantities; two levels share what only one says: "from $90 to $40 a barrel"."""
    for k in range(1, len(quantities)):
        one, two = quantities[k - 1], quantities[k]
        if not (one.step and two.step and one.step != two.step and one.kind == two.kind):
            continue
        period, unit = one.period or two.period, one.unit or two.unit
        quantities[k - 1] = replace(one, period=period, unit=unit)
        quantities[k] = replace(two, period=period, unit=unit)
    return quantities


def _atoms(tokens: Sequence[Token], no: frozenset[int], *, ones: bool) -> list[Atom]:
    result: list[Atom] = []
    i = 0
    known = starters()
    while i < len(tokens):
        token = tokens[i]
        if (
            token.kind not in (NUMBER, RATIO)
            and token.lower not in known
            and token.lower not in _ARTICLES
        ):
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
    return k > 0 and atoms[k].first < atoms[k - 1].tail


@dataclass(frozen=True, slots=True)
class _Wording:
    """How an atom is meant: its qualifier, the tokens ``[start, end)`` with it, its change."""

    qualifier: str
    qualifier_cue: str
    start: int
    end: int
    change: str
    change_cue: str


def _wordings(tokens: Sequence[Token], atoms: Sequence[Atom]) -> list[_Wording]:
    """Return how each atom is meant; lists and conversions in brackets repeat the one before."""
    result: list[_Wording] = []
    for index, atom in enumerate(atoms):
        wording = _wording(tokens, atom)
        alike = next((k for k in range(index - 1, -1, -1) if atoms[k].kind == atom.kind), -1)
        if alike >= 0:
            end = atoms[index - 1].tail
            wording = _repeated(tokens, end, atom.first, wording, result[alike])
        result.append(wording)
    return result


def _wording(tokens: Sequence[Token], atom: Atom) -> _Wording:
    cue = qualifiers.qualifier_cue(tokens, atom.first)
    if cue is not None and cue.name == "more_than" and _opens_period(tokens, atom, cue.first):
        cue = None
    after, end = qualifiers.qualifier_after(tokens, atom.end)
    hung = qualifiers.past_suffix(tokens, atom.numeral.last)
    start = cue.first if cue else atom.first
    words = (atom.end, end) if after else (cue.first, cue.end) if cue else (0, 0)
    qualifier = after or (cue.name if cue else "exact")
    if hung > atom.numeral.last and qualifier == "exact":
        qualifier, words = qualifiers.suffixes()[tokens[hung - 1].lower], (hung - 1, hung)
    if atom.value is None:
        qualifier = "vague" if atom.numeral.form == VAGUE else "range"
    kind = "point" if atom.unit in POINTS else atom.kind
    change, change_cue = changes.change_of(tokens, start, atom.end, kind)
    if atom.step:
        change, change_cue = "", ""
    spoken = " ".join(token.lower for token in tokens[slice(*words)])
    return _Wording(qualifier, spoken, start, end, change, change_cue)


def _repeated(
    tokens: Sequence[Token], end: int, first: int, wording: _Wording, before: _Wording
) -> _Wording:
    """Return ``wording`` with what it leaves out of the one before it in a list or a bracket."""
    brackets = [token.text for token in tokens[end:first]] in (["("], ["/"])
    if brackets and wording.qualifier == "exact" and before.qualifier in QUALIFIED:
        wording = replace(wording, qualifier=before.qualifier, qualifier_cue=before.qualifier_cue)
    goes_on = brackets or changes.carries_over(tokens, end, wording.start)
    if wording.change or not before.change or not goes_on:
        return wording
    return replace(wording, change=before.change, change_cue=before.change_cue)


def _quantity(tokens: Sequence[Token], atom: Atom, wording: _Wording, period: str) -> Quantity:
    numeral = atom.numeral
    bound = BOUNDS.get(wording.qualifier)
    if not period and wording.change and atom.kind == "percent":
        period = stretches.compared(tokens, atom)
    return Quantity(
        span=Span(tokens[atom.first].start, tokens[atom.end - 1].end),
        whole=Span(tokens[wording.start].start, tokens[wording.end - 1].end),
        number=Span(tokens[numeral.first].start, tokens[numeral.last - 1].end),
        kind=atom.kind,
        value=numeral.value,
        low=None if bound == "high" else numeral.low,
        high=None if bound == "low" else numeral.high,
        qualifier=wording.qualifier,
        qualifier_cue=wording.qualifier_cue,
        currency=atom.currency,
        currency_inferred=atom.inferred,
        unit=atom.unit,
        counted=atom.counted if atom.counted else atom.unit if atom.kind == "count" else "",
        period=period,
        change=wording.change,
        change_cue=wording.change_cue,
        step=atom.step,
        confidence=atom.confidence,
    )


def _opens_period(tokens: Sequence[Token], atom: Atom, start: int) -> bool:
    """Return whether "over" means the time that something takes ("over the past two years")."""
    if atom.kind != "duration" or lower_at(tokens, start) != "over":
        return False
    return lower_at(tokens, start - 1) not in stretches.lasting_words()
