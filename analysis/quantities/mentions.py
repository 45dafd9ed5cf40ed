"""Turn the numbers of one sentence into quantities: ranges joined, units spread, cues read."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from analysis.model import Quantity, Span
from analysis.quantities import context, nouns, periods
from analysis.quantities.atoms import GUESSED, JOINED, LOOSE, Atom, read_atom, signed
from analysis.quantities.numerals import VAGUE, Numeral, starters
from analysis.quantities.refusals import refused
from analysis.quantities.tokens import DASH, Token, one_of, tokens_of
from analysis.vocabulary import tree

CANDIDATE = re.compile(rf"\d|\b{one_of(starters())}\b", re.IGNORECASE)
SMALLEST_BARE = Decimal(1000)
YEAR_DIGITS = 4
# How far before "from X to Y" a verb of change may stand.
CHANGE_REACH = 14
BOUNDS = {"at_least": "low", "more_than": "low", "at_most": "high", "less_than": "high"}


def find_quantities(text: str, counted: str = "") -> list[Quantity]:
    """Return the quantities of one sentence in order, spans counted from its start.

    ``counted`` is the noun that the text counted last before this sentence; a bare number that must
    be a count ("of these, about 700,000") takes it.

    >>> [quantity] = find_quantities("some 26 countries")
    >>> quantity.value, quantity.qualifier, quantity.unit
    (Decimal('26'), 'approx', 'country')
    >>> find_quantities("In 2022 the G7 met on 5 May at 2:30 p.m.")
    []
    """
    if not CANDIDATE.search(text):
        return []
    tokens = tokens_of(text)
    atoms = _atoms(tokens, refused(text, tokens))
    atoms = _joined(tokens, atoms)
    atoms = _resolved(tokens, atoms, counted)
    covered = periods.covered_periods(tokens, atoms)
    return [
        _quantity(tokens, atom, covered.get(index, ""))
        for index, atom in enumerate(atoms)
        if atom.kind
    ]


def _at(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].lower if 0 <= i < len(tokens) else ""


def _atoms(tokens: Sequence[Token], no: frozenset[int]) -> list[Atom]:
    result: list[Atom] = []
    i = 0
    known = starters()
    while i < len(tokens):
        token = tokens[i]
        if token.kind != "number" and token.lower not in known and token.lower not in _ARTICLES:
            i += 1
            continue
        atom = read_atom(tokens, i, no)
        if atom is None:
            i += 1
            continue
        result.append(signed(tokens, atom))
        i = max(atom.numeral.last, i + 1)
    return [a for k, a in enumerate(result) if not _inside_earlier(result, k)]


_ARTICLES = frozenset(("a", "an", "several", "few"))


def _inside_earlier(atoms: list[Atom], k: int) -> bool:
    """Return whether atom ``k`` lies in the phrase of the one before ("26 Leopard 2 tanks")."""
    return k > 0 and atoms[k].first < atoms[k - 1].end


# -- ranges and coordination ---------------------------------------------------------------------


def _joined(tokens: Sequence[Token], atoms: list[Atom]) -> list[Atom]:
    """Return the atoms with ranges merged into one and units spread over coordination."""
    result: list[Atom] = []
    for atom in reversed(atoms):
        if result and (both := _range(tokens, atom, result[-1])) is not None:
            result[-1] = both
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
    before = _at(tokens, one.first - 1)
    dash = len(words) == 1 and tokens[one.end].kind == DASH
    between = words == ["and"] and _is_between(tokens, one.first)
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


def _is_between(tokens: Sequence[Token], i: int) -> bool:
    """Return whether "between" opens within a few words before token ``i``."""
    return any(_at(tokens, k) == "between" for k in range(max(0, i - 3), i))


def _is_from_to(tokens: Sequence[Token], one: Atom, two: Atom) -> bool:
    """Return whether "from X to Y" tells of two levels rather than one range.

    It does where something rises, falls or shifts. "from $89 to $93 billion" is a range,
    since the magnitude is left out.
    """
    if one.numeral.magnitude == 1 and two.numeral.magnitude > one.numeral.high:
        return False

    start = next(
        (k for k in range(one.first - 1, max(-1, one.first - 5), -1) if _at(tokens, k) == "from"),
        None,
    )
    if start is None:
        return False
    if _at(tokens, start - 1) in ("ranging", "range", "ranges", "ranged", "anywhere", "vary"):
        return False
    return any(
        context.is_change_verb(_at(tokens, k)) for k in range(max(0, start - CHANGE_REACH), start)
    )


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
        confidence=JOINED,
    )


# -- bare numbers --------------------------------------------------------------------------------


def _resolved(tokens: Sequence[Token], atoms: list[Atom], counted: str) -> list[Atom]:
    """Return the atoms, bare numbers with the kind that the sentence gives them or dropped."""
    result: list[Atom] = []
    for index, atom in enumerate(atoms):
        settled = atom if atom.kind else _settled(tokens, atoms, index, counted)
        if settled is None:
            continue
        if settled.kind == "count" and settled.unit:
            counted = settled.unit
        result.append(settled)
    return result


def _settled(tokens: Sequence[Token], atoms: list[Atom], index: int, counted: str) -> Atom | None:
    """Return a bare number as a count, ``None`` where it may be anything."""
    atom = atoms[index]
    if (unit := _partitive(tokens, atoms, index)) is not None:
        return replace(atom, kind="count", unit=unit, confidence=JOINED)
    if _harms(tokens, atom):
        return replace(atom, kind="count", unit="person", confidence=LOOSE)
    if atom.numeral.form == VAGUE and _crowd(tokens, atom):
        return replace(atom, kind="count", unit="person", confidence=GUESSED)
    big = _is_big(tokens, atom)
    if counted and (big or _is_elliptic(tokens, atom)):
        return replace(atom, kind="count", unit=counted, confidence=LOOSE)
    between = atom.value is None and _is_between(tokens, atom.first)
    if between or (big and _at(tokens, atom.first - 1) != "-"):
        return replace(atom, kind="count", confidence=GUESSED)
    return None


def _crowd(tokens: Sequence[Token], atom: Atom) -> bool:
    """Return whether "thousands" stands for people; "tens" and "scores" alone may mean points."""
    one_word = atom.numeral.last == atom.numeral.first + 1
    return one_word and _at(tokens, atom.first) not in tree("nouns.toml")["points"]["words"]


def _is_big(tokens: Sequence[Token], atom: Atom) -> bool:
    """Return whether a number is written as an amount: "4 million", "712,000", not "2031"."""
    text = tokens[atom.first].text
    written = atom.numeral.magnitude > 1 or "," in text or len(text) > YEAR_DIGITS
    return written and atom.numeral.high >= SMALLEST_BARE


def _partitive(tokens: Sequence[Token], atoms: list[Atom], index: int) -> str | None:
    """Return the noun of "eight of the 123 seats" or "nine of its members"."""
    at = atoms[index].end
    if _at(tokens, at) != "of":
        return None
    at += 1
    while _at(tokens, at) in ("the", "its", "their", "those", "these", "our", "his", "her", "all"):
        at += 1
    if index + 1 < len(atoms) and atoms[index + 1].first == at and atoms[index + 1].kind == "count":
        return atoms[index + 1].unit
    if _at(tokens, at) in ("them", "whom"):
        return "person"
    phrase = nouns.counted_phrase(tokens, at, many=True)
    return phrase.head if phrase else None


def _harms(tokens: Sequence[Token], atom: Atom) -> bool:
    """Return whether a bare number counts victims: "killed 12", "a toll of 40"."""
    table = tree("nouns.toml")["casualties"]
    verbs, subjects = frozenset(table["verbs"]), frozenset(table["nouns"])
    after = {_at(tokens, k) for k in range(atom.end, atom.end + 3)}
    before = {_at(tokens, k) for k in range(max(0, atom.first - 4), atom.first)}
    if after & verbs or (before & verbs and _at(tokens, atom.end) not in ("-",)):
        return True
    wide = {_at(tokens, k) for k in range(max(0, atom.first - 9), atom.first)}
    levels = {"to", "of", "at", "reached", "is", "was", "stands", "stood", "by"}
    return bool(before & levels and wide & subjects)


def _is_elliptic(tokens: Sequence[Token], atom: Atom) -> bool:
    """Return whether the number closes its phrase after a word that leaves the noun out."""
    words = tree("nouns.toml")["elliptic"]["before"]
    qualifier, start = context.qualifier_before(tokens, atom.first)
    after = tokens[atom.end] if atom.end < len(tokens) else None
    ends = after is None or after.kind != "word" or after.lower in nouns.closed_words()
    return ends and (_at(tokens, start - 1) in words or qualifier != "exact")


# -- records -------------------------------------------------------------------------------------


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
        unit=atom.unit or periods.price_unit(tokens, atom),
        period=period,
        change=change,
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
    if atom.kind != "duration" or _at(tokens, start) != "over":
        return False
    return _at(tokens, start - 1) not in periods.lasting_words()
