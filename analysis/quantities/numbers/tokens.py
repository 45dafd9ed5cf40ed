"""Cut a sentence into tokens, each with its place and what it looks like."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from analysis.phrases import any_of
from analysis.quantities.units.money import SYMBOLS

NUMBER, RATIO, WORD, SYMBOL, DASH, PERCENT, CODE, MARK = (
    "number",
    "ratio",
    "word",
    "symbol",
    "dash",
    "percent",
    "code",
    "mark",
)


class Token(NamedTuple):
    """A piece of a sentence; ``lower`` is its text in lower case, ``kind`` one of the names above.

    ``glued`` says that no blank stands before it.
    """

    start: int
    end: int
    text: str
    lower: str
    kind: str
    glued: bool


def one_of(words: Iterable[str]) -> str:
    """Return a regex part that matches any of ``words``, the longest first.

    >>> one_of(["a.", "abc"])
    '(?:(?=[a])a(?:\\\\.|bc))'
    """
    return any_of(words)


LETTER = r"[^\W\d_]"
APOSTROPHE = "['’]"
DIGITS = r"\d+"
DIGIT_RUN = rf"(?:(?<![\w.])\.)?{DIGITS}(?:[.,:/⁄\u00a0\u202f]{DIGITS})*"
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f]\d{3})+(?:\.\d+)?")
INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
BY_SLASH = re.compile(r"(\d{1,3})[/⁄](\d{1,4})")
DENOMINATORS = frozenset((2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 32, 64, 100, 128, 1000))
PLAIN = re.compile(r"\d*\.\d+|\d+")
# Longer runs of digits are keys or serial numbers.
LONGEST = 40
NUMERAL = re.compile("|".join(pattern.pattern for pattern in (PLAIN, GROUPED, INDIAN)))
ABBREVIATION = rf"(?:{LETTER}\.){{2,8}}"
PLAIN_WORD = rf"{LETTER}+(?:{APOSTROPHE}{LETTER}+)*"
FRACTION_SIGN = "[½¼¾⅓⅔⅕⅛⅜⅝⅞]"
TOKEN = re.compile(
    rf"(?P<number>{DIGIT_RUN})"
    rf"|(?P<symbol>{one_of(SYMBOLS)})"
    rf"|(?P<word>{ABBREVIATION}|{PLAIN_WORD}|{FRACTION_SIGN}|°[CF]?|[~≈<>≤≥+])"
    r"|(?P<dash>[-‐‑–—−])"
    r"|(?P<percent>%)"
    r"|(?P<mark>\S)"
)


@lru_cache(maxsize=128)
def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the tokens of ``text``, blanks left out; the last few texts are remembered.

    Digits that no number is written with ("1,2", "2:30", "1/1/24") are one token of kind code;
    those that may be a fraction ("1/4") are one of kind ratio.

    >>> [(token.text, token.kind) for token in tokens_of("€1.2bn by 2:30")][:3]
    [('€', 'symbol'), ('1.2', 'number'), ('bn', 'word')]
    """
    result: list[Token] = []
    last_end = -1
    for match in TOKEN.finditer(text):
        kind = match.lastgroup or MARK
        start, end = match.span()
        piece = text[start:end]
        if kind == NUMBER and not is_numeral(piece):
            kind = RATIO if ratio_value(piece) else CODE
        result.append(Token._make((start, end, piece, piece.lower(), kind, start == last_end)))
        last_end = end
    return tuple(result)


def is_numeral(piece: str) -> bool:
    """Return whether ``piece`` is a number as English writes it.

    >>> is_numeral("1,234.5"), is_numeral("1,2"), is_numeral("1.2.3"), is_numeral("1,50,000")
    (True, False, False, True)
    """
    if len(piece) > LONGEST:
        return False
    return piece.isdecimal() or NUMERAL.fullmatch(piece) is not None


def ratio_value(piece: str) -> Decimal:
    """Return the value of a fraction below one in digits, 0 where it is none ("24/7", "9/11").

    >>> ratio_value("1/4"), ratio_value("9/11")
    (Decimal('0.25'), Decimal('0'))
    """
    found = BY_SLASH.fullmatch(piece)
    if found is None:
        return Decimal(0)
    top, bottom = int(found[1]), int(found[2])
    proper = 0 < top < bottom and bottom in DENOMINATORS
    return Decimal(top) / Decimal(bottom) if proper else Decimal(0)
