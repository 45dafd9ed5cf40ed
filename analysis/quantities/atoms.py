"""Read one number with what stands right beside it: currency, percent, unit or counted noun."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from analysis.quantities import money, nouns
from analysis.quantities.numerals import (
    DIGITS,
    FRACTION,
    MULTIPLE,
    VAGUE,
    WORDS,
    Numeral,
    letter_magnitude,
    read_numeral,
    read_proportion,
)
from analysis.quantities.tokens import DASH, NUMBER, PERCENT, SYMBOL, WORD, Token
from analysis.quantities.units import read_unit
from analysis.vocabulary import tree

PERCENT_WORDS = frozenset({"percent", "pc", "pct", "percentage"})
SURE, COUNTED, JOINED, LOOSE, GUESSED = 0.97, 0.94, 0.85, 0.75, 0.6
CENT = Decimal("0.01")
MINUS = "minus"
BELOW_ZERO = ("percent", "money", "measure")
OLDEST = 120


@cache
def _words(table: str, key: str) -> frozenset[str]:
    return frozenset(tree("fractions.toml")[table][key])


@dataclass(frozen=True, slots=True)
class Atom:
    """A number with its unit: tokens ``[first, end)``; ``kind`` is "" while nothing says it."""

    first: int
    end: int
    numeral: Numeral
    kind: str = ""
    currency: str = ""
    inferred: bool = False
    unit: str = ""
    confidence: float = SURE

    @property
    def value(self) -> Decimal | None:
        """The number itself, ``None`` where it is vague."""
        return self.numeral.value


def read_atom(tokens: Sequence[Token], i: int, refused: frozenset[int]) -> Atom | None:
    """Return the number at token ``i`` with its unit, ``None`` where it is none or refused."""
    numeral = read_numeral(tokens, i)
    if numeral is None or any(k in refused for k in range(numeral.first, numeral.last)):
        return None
    first, currency = _currency_before(tokens, i)
    numeral = letter_magnitude(tokens, numeral, money=currency is not None)
    if currency is not None:
        return _money_atom(tokens, first, numeral, currency)
    if _is_code(tokens, numeral):
        return None
    if numeral.form == MULTIPLE:
        return _multiple(tokens, numeral)
    proportion = read_proportion(tokens, numeral)
    if proportion is not None:
        return _share(tokens, proportion)
    if numeral.form == FRACTION and not _is_fraction(tokens, numeral):
        return None
    atom = _with_unit(tokens, numeral)
    return None if atom is None or _is_loose_one(tokens, atom) else atom


def signed(tokens: Sequence[Token], atom: Atom) -> Atom:
    """Return ``atom`` below zero where a minus stands before it ("-0.3%", "minus 5 degrees").

    Only rates, money and measures go below zero; elsewhere a dash before a number is a dash.
    """
    at = atom.first - 1
    if atom.kind not in BELOW_ZERO:
        return atom
    if tokens[atom.numeral.first - 1].kind == DASH and atom.first < atom.numeral.first - 1:
        return _negative(atom, atom.first)
    if at < 0:
        return atom
    if tokens[at].kind == DASH and tokens[at].glued and _at(tokens, at - 1) == MINUS:
        at -= 1
    sign = tokens[at].kind == DASH and not tokens[at].glued and tokens[atom.first].glued
    if not (sign or tokens[at].lower == MINUS):
        return atom
    return _negative(atom, at)


def _negative(atom: Atom, first: int) -> Atom:
    return replace(atom, first=first, numeral=atom.numeral.times(Decimal(-1), atom.numeral.last))


def _at(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].lower if 0 <= i < len(tokens) else ""


def _past_dash(tokens: Sequence[Token], i: int) -> int:
    """Return the index past a hyphen glued on both sides, else ``i``."""
    if i + 1 < len(tokens) and tokens[i].kind == DASH and tokens[i].glued and tokens[i + 1].glued:
        return i + 1
    return i


def _currency_before(tokens: Sequence[Token], i: int) -> tuple[int, money.Currency | None]:
    """Return the first token of a currency before number ``i``, and the currency."""
    at = i - 1
    if at > 0 and tokens[at].kind == DASH and tokens[at].glued and tokens[i].glued:
        at -= tokens[at - 1].kind == SYMBOL
    if at < 0:
        return i, None
    if _at(tokens, at) == "." and at and tokens[at].glued:
        found = money.symbols().get(tokens[at - 1].text + ".")
        return (at - 1, found) if found else (i, None)
    found = money.symbols().get(tokens[at].text)
    if found is None:
        return i, None
    if tokens[at].kind != SYMBOL and not tokens[at].text.isupper() and tokens[at].text != "Rs":
        return i, None
    apart = tokens[at - 1].text + tokens[at].text if at and len(tokens[at - 1].text) > 1 else ""
    if found.inferred and apart in money.symbols():
        return at - 1, money.symbols()[apart]
    code = money.nationalities().get(_at(tokens, at - 1)) if found.inferred else None
    if code is None and found.inferred and at > 1:
        code = money.nationalities().get(f"{_at(tokens, at - 2)} {_at(tokens, at - 1)}")
    return (at, money.Currency(code)) if code else (at, found)


def _money_atom(
    tokens: Sequence[Token], first: int, numeral: Numeral, currency: money.Currency
) -> Atom:
    """Return money whose currency stands before the number; "$5 Canadian" after it is heeded."""
    code = money.nationalities().get(_at(tokens, numeral.last)) if currency.inferred else None
    return Atom(
        first,
        numeral.last,
        numeral,
        kind="money",
        currency=code or currency.code,
        inferred=currency.inferred and code is None,
    )


def _is_code(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """Return whether letters are glued to the digits that are no unit ("4C", "5G")."""
    at = numeral.last
    if tokens[at - 1].kind != NUMBER or at >= len(tokens):
        return False
    after = tokens[at]
    if after.kind != WORD or not after.glued or not after.text[0].isalpha():
        return False
    return (
        read_unit(tokens, at) is None
        and after.lower not in money.names()
        and after.text not in money.symbols()
        and after.lower not in PERCENT_WORDS
    )


def _multiple(tokens: Sequence[Token], numeral: Numeral) -> Atom | None:
    """Return "double", "twice as much", "tenfold" where they multiply something."""
    word, after = _at(tokens, numeral.first), _at(tokens, numeral.last)
    before = _at(tokens, numeral.first - 1)
    if after and tokens[numeral.last].kind == DASH and tokens[numeral.last].glued:
        return None
    if word in _words("multiple", "twice"):
        good = after in _words("multiple", "times_after")
    elif word in _words("multiple", "double"):
        verb = before in _words("multiple", "double_before")
        good = verb or after in _words("multiple", "double_after")
    else:
        good = after != "down"
    if not good:
        return None
    return Atom(numeral.first, numeral.last, numeral, kind="ratio", unit="times", confidence=LOOSE)


def _is_fraction(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """Return whether "half", "a third" or "two-thirds" is a share and no rank or idiom."""
    before, after = _at(tokens, numeral.first - 1), _at(tokens, numeral.last)
    if after and tokens[numeral.last].kind == DASH and tokens[numeral.last].glued:
        return False
    if _at(tokens, numeral.first) == "half":
        if before in _words("share", "half_not_before"):
            return False
        return after in _words("share", "half_after") or before in _words("share", "before")
    if numeral.value is not None and _at(tokens, numeral.last - 1).endswith("s"):
        return True
    if tokens[numeral.last - 2].kind == DASH or after == "of":
        return True
    ends = not after or after in nouns.closed_words() or tokens[numeral.last].kind != WORD
    return before in _words("share", "before") and ends


def _share(tokens: Sequence[Token], numeral: Numeral) -> Atom:
    """Return a fraction with the noun it is a share of ("half of the products")."""
    at = numeral.last
    if _at(tokens, at) == "of":
        at += 1
    if _at(tokens, at) in _words("share", "determiners"):
        at += 1
    phrase = nouns.counted_phrase(tokens, at, many=False)
    unit = phrase.head if phrase else "times"
    return Atom(numeral.first, numeral.last, numeral, kind="ratio", unit=unit, confidence=JOINED)


def _with_unit(tokens: Sequence[Token], numeral: Numeral) -> Atom | None:
    """Return the number with percent, currency, unit or noun after it; bare where there is none."""
    at = _past_dash(tokens, numeral.last)
    hyphenated = at != numeral.last
    article = numeral.form == FRACTION and _at(tokens, at) in ("a", "an")
    if article and (read_unit(tokens, at + 1) or _at(tokens, at + 1) in PERCENT_WORDS):
        at += 1
    if numeral.form == VAGUE and _at(tokens, at) == "of":
        at += 1
    for read in (_percent, _age, _currency_after, _times, _measure):
        if (atom := read(tokens, numeral, at)) is not None:
            return atom
    if numeral.form == FRACTION:
        return _share(tokens, numeral)
    if hyphenated:
        return _hyphenated(tokens, numeral, at)
    return _counted(tokens, numeral, at)


def _percent(tokens: Sequence[Token], numeral: Numeral, at: int) -> Atom | None:
    if at >= len(tokens):
        return None
    word, after = _at(tokens, at), _at(tokens, at + 1)
    unit, end = "percent", at + 1
    if word == "per" and after == "cent":
        end = at + 2
    elif word == "basis" and after.startswith("point"):
        unit, end = "basis point", at + 2
    elif tokens[at].kind != PERCENT and word not in PERCENT_WORDS:
        return None
    if unit == "percent" and _at(tokens, _past_dash(tokens, end)) in ("point", "points"):
        unit, end = "percentage point", _past_dash(tokens, end) + 1
    elif word == "percentage":
        return None
    return Atom(numeral.first, end, numeral, kind="percent", unit=unit)


def _currency_after(tokens: Sequence[Token], numeral: Numeral, at: int) -> Atom | None:
    """Return "5 billion euros", "10.5 million Australian dollars", "34 USD", "20 cents"."""
    if at >= len(tokens):
        return None
    start, code = at, ""
    for length in (2, 1):
        words = " ".join(_at(tokens, at + k) for k in range(length))
        if words in money.nationalities():
            start, code = at + length, money.nationalities()[words]
            break
    if start >= len(tokens):
        return None
    currency = money.names().get(_at(tokens, start)) or money.symbols().get(tokens[start].text)
    if currency is None or _is_weight(tokens, start) or _is_plain_word(tokens, start, numeral):
        return None
    inferred = currency.inferred and not code
    atom = Atom(numeral.first, start + 1, numeral, "money", code or currency.code, inferred)
    if not currency.part:
        return atom
    return replace(atom, numeral=numeral.times(CENT, numeral.last), unit=currency.part)


def _is_weight(tokens: Sequence[Token], i: int) -> bool:
    """Return whether "pounds" weigh: "200 pounds of", "a 5-pound", "pound-feet"."""
    if tokens[i].lower not in ("pound", "pounds"):
        return False
    dash = _past_dash(tokens, i + 1)
    return dash != i + 1 and _at(tokens, dash) in ("feet", "foot", "force")


def _is_plain_word(tokens: Sequence[Token], i: int, numeral: Numeral) -> bool:
    """Return whether a word that is also a currency ("won", "real", "p", "som") is none here."""
    word = tokens[i]
    if word.text == "p":
        return not word.glued
    if word.lower in _words("currency_words", "plain"):
        return numeral.form not in (DIGITS, VAGUE) or _at(tokens, i + 1) in ("the", "a", "an")
    return False


def _times(tokens: Sequence[Token], numeral: Numeral, at: int) -> Atom | None:
    word = _at(tokens, at)
    compares = _at(tokens, at + 1) in _words("multiple", "times_after")
    if word == "fold" or (word == "times" and compares):
        return Atom(numeral.first, at + 1, numeral, kind="ratio", unit="times", confidence=JOINED)
    return None


def _measure(tokens: Sequence[Token], numeral: Numeral, at: int) -> Atom | None:
    found = read_unit(tokens, at)
    if found is None:
        return None
    unit, end = found
    return Atom(numeral.first, end, numeral, kind=unit.kind, unit=unit.name)


def _age(tokens: Sequence[Token], numeral: Numeral, at: int) -> Atom | None:
    """Return "55-year-old", "55 years old", "aged 55", "older than 18", "Name, 55,"."""
    if _at(tokens, at) in ("year", "years"):
        old = _past_dash(tokens, at + 1)
        if _at(tokens, old) in ("old", "olds"):
            return Atom(numeral.first, old + 1, numeral, kind="age", unit="year")
        if (_at(tokens, at + 1), _at(tokens, at + 2)) == ("of", "age"):
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
    before = [_at(tokens, i - 2), _at(tokens, i - 1)]
    if before[1] in _words("age", "before"):
        return True
    after = _at(tokens, i + 1)
    bare = not after or after in nouns.closed_words() or tokens[i + 1].kind != WORD
    return bare and before in tree("fractions.toml")["age"]["pairs"]


def _is_beside_name(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """Return whether the number stands between commas behind a person's name."""
    i, end = numeral.first, numeral.last
    if i < 2 or end >= len(tokens) or numeral.form != DIGITS or end != i + 1:
        return False
    if _at(tokens, i - 1) != "," or tokens[end].text not in (",", ".", ")", ";"):
        return False
    name, before = tokens[i - 2], tokens[max(0, i - 3)]
    whole = numeral.value is not None and numeral.value == numeral.value.to_integral_value()
    return whole and all(part.kind == WORD and part.text[0].isupper() for part in (name, before))


def _hyphenated(tokens: Sequence[Token], numeral: Numeral, at: int) -> Atom | None:
    """Return "five-story", "27-member", "500-strong"; idioms ("two-way") are refused."""
    word = tokens[at]
    if word.kind != WORD:
        return Atom(numeral.first, numeral.last, numeral, confidence=GUESSED)
    if word.lower == "strong":
        return Atom(numeral.first, at + 1, numeral, kind="count", unit="person", confidence=JOINED)
    idioms = tree("nouns.toml")["idioms"]["words"]
    if word.lower in idioms or word.lower in nouns.closed_words():
        return None
    if not nouns.tag(word.text).startswith("NN") and nouns.tag(word.text):
        return None
    unit = nouns.singular(word.text)
    return Atom(numeral.first, at + 1, numeral, kind="count", unit=unit, confidence=JOINED)


def _counted(tokens: Sequence[Token], numeral: Numeral, at: int) -> Atom | None:
    """Return the number with the noun it counts, or bare."""
    if _at(tokens, at) in tree("nouns.toml")["idioms"]["apart"]:
        return None
    phrase = nouns.counted_phrase(tokens, at, many=numeral.value != 1)
    if phrase is None:
        return Atom(numeral.first, numeral.last, numeral, confidence=GUESSED)
    return Atom(
        numeral.first, phrase.end, numeral, kind="count", unit=phrase.head, confidence=COUNTED
    )


def _is_loose_one(tokens: Sequence[Token], atom: Atom) -> bool:
    """Return whether "one" is a pronoun or determiner rather than a count."""
    numeral = atom.numeral
    if numeral.form != WORDS or numeral.last != numeral.first + 1 or numeral.value != 1:
        return False
    if atom.kind in ("money", "percent", "measure", "age"):
        return False
    before = _at(tokens, numeral.first - 1)
    if atom.kind == "duration":
        return atom.unit in _words("one", "idioms") and before not in _words("one", "before")
    if atom.kind != "count":
        return True
    harmed = any(
        _at(tokens, k) in tree("nouns.toml")["casualties"]["verbs"]
        for k in range(atom.end, atom.end + 3)
    )
    return not harmed and before not in _words("one", "before")
