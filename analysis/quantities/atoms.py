"""Read one number with what stands right beside it: currency, percent, unit or counted noun."""

from collections.abc import Sequence

from analysis.quantities.ages import read_age
from analysis.quantities.amounts import (
    currency_before,
    ends_money_range,
    money_after,
    money_before,
)
from analysis.quantities.atom import (
    COUNTED,
    GUESSED,
    HYPHENATED,
    JOINED,
    PREMODIFIED,
    SURE,
    Atom,
    beside,
)
from analysis.quantities.decades import read_decade
from analysis.quantities.numbers.fractions import read_proportion
from analysis.quantities.numbers.numeral import (
    FRACTION,
    MULTIPLE,
    VAGUE,
    WORDS,
    Numeral,
    lower_at,
    past_dash,
)
from analysis.quantities.numbers.numerals import letter_magnitude, read_numeral
from analysis.quantities.numbers.tokens import DASH, NUMBER, PERCENT, WORD, Token
from analysis.quantities.shares import is_fraction, read_multiple, read_share, read_times
from analysis.quantities.units import money, nouns
from analysis.quantities.units.measures import read_unit
from analysis.quantities.wording import qualifiers
from analysis.vocabulary import tree

LETTERS = ("C", "F")
BASIS_POINTS = ("bp", "bps", "bp.")
BRACKETS = {"(": ")", "{": "}", "[": "]"}
PERCENT_WORDS = frozenset({"percent", "pc", "pct", "percentage"})


def read_atom(
    tokens: Sequence[Token], i: int, refused: frozenset[int], *, ones: bool = False
) -> Atom | None:
    """Return the number at token ``i`` with its unit, ``None`` where it is none or refused.

    With ``ones`` "one plan" is read too.
    """
    if (decade := read_decade(tokens, i)) is not None:
        return decade
    numeral = read_numeral(tokens, i)
    if numeral is None or any(k in refused for k in range(numeral.first, numeral.last)):
        return None
    first, currency = currency_before(tokens, i)
    is_money = currency is not None or ends_money_range(tokens, i)
    numeral = letter_magnitude(tokens, numeral, money=is_money)
    if currency is not None:
        return money_before(tokens, first, numeral, currency)
    if _is_code(tokens, numeral):
        return None
    if numeral.form == MULTIPLE:
        return read_multiple(tokens, numeral)
    proportion = read_proportion(tokens, numeral, read_numeral)
    if proportion is not None:
        return read_share(tokens, proportion)
    if numeral.form == FRACTION and not is_fraction(tokens, numeral):
        return None
    atom = _with_unit(tokens, numeral)
    if atom is None or (not ones and _is_loose_one(tokens, atom)):
        return None
    return atom


def _is_code(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """Return whether letters are glued to the digits that are no unit ("4C", "5G")."""
    at = numeral.last
    if tokens[at - 1].kind != NUMBER or at >= len(tokens):
        return False
    after = tokens[at]
    if after.kind == DASH and after.glued and at + 1 < len(tokens) and tokens[at + 1].glued:
        form = tokens[at + 1].text  # "10-K", "20-F", "747-F"
        return len(form) == 1 and form.isupper() and form.isalpha()
    if after.kind != WORD or not after.glued or not after.text[0].isalpha():
        return False
    found = read_unit(tokens, at)
    goes_on = at + 1 if found is None else found[1]
    if goes_on < len(tokens) and tokens[goes_on].kind == NUMBER and tokens[goes_on].glued:
        return True  # "5518L44"
    return (
        found is None
        and after.lower not in money.names()
        and after.text not in money.symbols()
        and after.lower not in (*PERCENT_WORDS, *BASIS_POINTS, *qualifiers.suffixes())
    )


def _with_unit(tokens: Sequence[Token], numeral: Numeral) -> Atom | None:
    """Return the number with percent, currency, unit or noun after it; bare where there is none."""
    end = qualifiers.past_suffix(tokens, numeral.last)
    at = past_dash(tokens, end)
    hyphenated = at != end
    if numeral.form == FRACTION:
        at = _past_article(tokens, at)
    if numeral.form == VAGUE and lower_at(tokens, at) == "of":
        at += 1
    for read in (_percent, read_age, _long_measure, money_after, read_times, _measure):
        if (atom := read(tokens, numeral, at)) is not None:
            return atom
    if numeral.form == FRACTION:
        return read_share(tokens, numeral)
    if hyphenated:
        return _hyphenated(tokens, numeral, at)
    return _counted(tokens, numeral, at)


def _past_article(tokens: Sequence[Token], at: int) -> int:
    """Return the unit's token in "half a mile", "a quarter of a US pint", else ``at``."""
    of = at + (lower_at(tokens, at) == "of")
    if lower_at(tokens, of) not in ("a", "an"):
        return at
    adjective = tokens[of + 1].text.isupper() if of + 1 < len(tokens) else False
    unit = of + 1 + adjective
    known = read_unit(tokens, unit) is not None or lower_at(tokens, unit) in PERCENT_WORDS
    return unit if known else at


def _percent(tokens: Sequence[Token], numeral: Numeral, at: int) -> Atom | None:
    if at >= len(tokens):
        return None
    word, after = lower_at(tokens, at), lower_at(tokens, at + 1)
    unit, end = "percent", at + 1
    if word == "per" and after == "cent":
        end = at + 2
    elif word == "basis" and after.startswith("point"):
        unit, end = "basis point", at + 2
    elif word in BASIS_POINTS:
        unit = "basis point"
    elif tokens[at].kind != PERCENT and word not in PERCENT_WORDS:
        return None
    if unit == "percent" and lower_at(tokens, past_dash(tokens, end)) in ("point", "points"):
        unit, end = "percentage point", past_dash(tokens, end) + 1
    elif word == "percentage":
        return None
    return Atom(numeral.first, end, numeral, kind="percent", unit=unit)


def _long_measure(tokens: Sequence[Token], numeral: Numeral, at: int) -> Atom | None:
    """Return a measure whose unit begins with the name of a currency: "190 pound-feet"."""
    found = read_unit(tokens, at)
    longer = found is not None and found[1] > at + 1 and tokens[at].lower in money.names()
    return _measure(tokens, numeral, at) if longer else None


def _measure(tokens: Sequence[Token], numeral: Numeral, at: int) -> Atom | None:
    bracketed = lower_at(tokens, at) in BRACKETS and lower_at(tokens, at + 2) in BRACKETS.values()
    at += bracketed  # "20 (kg)"
    found = read_unit(tokens, at)
    if found is None or (lower_at(tokens, at) == "second" and past_dash(tokens, at + 1) > at + 1):
        return None  # in "32 second-hand jets" it is an ordinal
    if tokens[at].text in LETTERS and tokens[at].glued and _is_label(tokens, numeral):
        return None  # "flat 4C"
    unit, end = found
    spare = unit.kind == "duration" and past_dash(tokens, numeral.last) > numeral.last
    sure = HYPHENATED if spare else SURE
    return Atom(numeral.first, end + bracketed, numeral, unit.kind, unit=unit.name, confidence=sure)


def _is_label(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """Return whether a number with a letter glued to it is a label rather than a temperature."""
    before = tokens[numeral.first - 1] if numeral.first else None
    named = before is not None and before.kind == WORD and before.text[0].isupper()
    short = numeral.value is not None and len(tokens[numeral.first].text) == 1
    cued = any(token.lower in beside("cues", "c") for token in tokens)
    return not cued and (named or short)


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
    if lower_at(tokens, at) in tree("nouns.toml")["idioms"]["apart"]:
        return None
    phrase = nouns.counted_phrase(tokens, at, many=numeral.value != 1)
    if phrase is None:
        return Atom(numeral.first, numeral.last, numeral, confidence=GUESSED)
    whole = tokens[phrase.first - 1].kind != DASH
    unit = read_unit(tokens, phrase.first) if whole else None  # a person-day is no day
    if unit is not None and unit[0].name in tree("nouns.toml")["units"]["heads"]:
        # "30 previous years", "310 rushing yards"
        end, found = unit[1], unit[0]
        return Atom(numeral.first, end, numeral, found.kind, unit=found.name, confidence=JOINED)
    return Atom(
        numeral.first,
        phrase.end,
        numeral,
        kind="count",
        unit=phrase.head,
        counted=phrase.text,
        confidence=COUNTED if phrase.first == at else PREMODIFIED,
    )


def _is_loose_one(tokens: Sequence[Token], atom: Atom) -> bool:
    """Return whether "one" is a pronoun or determiner rather than a count."""
    numeral = atom.numeral
    if numeral.form != WORDS or numeral.last != numeral.first + 1 or numeral.value != 1:
        return False
    if atom.kind in ("money", "percent", "measure", "age"):
        return False
    before = lower_at(tokens, numeral.first - 1)
    if atom.kind == "duration":
        return atom.unit in beside("one", "idioms") and before not in beside("one", "before")
    if atom.kind != "count":
        return True
    harmed = any(
        lower_at(tokens, k) in tree("nouns.toml")["casualties"]["verbs"]
        for k in range(atom.end, atom.end + 3)
    )
    return not harmed and before not in beside("one", "before")
