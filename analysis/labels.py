"""Turn codes and numbers into the words that charts, chips and tables show to a reader."""

from functools import cache
from math import isnan

from analysis.vocabulary import rows

TEXT_ITSELF = "the text itself"
NO_COUNTRY = "none"

SYMBOLS = {
    "EUR": "€",
    "USD": "$",
    "GBP": "£",
    "JPY": "¥",
    "INR": "₹",
    "RUB": "₽",
    "UAH": "₴",
    "KRW": "₩",
    "ILS": "₪",
    "TRY": "₺",
    "NGN": "₦",
    "VND": "₫",
    "PHP": "₱",
    "KZT": "₸",
    "BRL": "R$",
    "CAD": "C$",
    "AUD": "A$",
    "NZD": "NZ$",
    "HKD": "HK$",
    "SGD": "S$",
    "TWD": "NT$",
    "PLN": "zł",
}
"""Signs that name one currency; all others are shown by their ISO code."""

MAGNITUDES = ((1e12, " tn"), (1e9, " bn"), (1e6, " m"))

NOBODY = "nobody named"
"""Stands for a side that a text leaves open."""

TOWARDS = ">"
"""Stands between the codes of two sides."""

FACET_TITLES = {
    "country": "Country",
    "topic": "Topic",
    "document": "Text",
    "kind": "Kind of figure",
    "status": "How it stands",
    "speaker": "Who says so",
    "currency": "Currency",
    "stage": "Pledge",
    "pair": "From whom to whom",
    "review": "Review",
    "figure": "Figure",
    "sentence": "Sentence",
}
"""What can be chosen, as it is called wherever a reader meets it."""

_PERIODS = {"per_day": "a day", "per_week": "a week", "per_month": "a month", "per_year": "a year"}

_WORDS = {
    "at_least": "at least",
    "at_most": "at most",
    "more_than": "more than",
    "less_than": "less than",
    NO_COUNTRY: "no country named",
}

_BOUNDS = {"at_least": "≥ ", "more_than": "> ", "at_most": "≤ ", "less_than": "< ", "approx": "~"}


def format_number(value: float) -> str:
    """Return ``value`` in at most four digits with its magnitude.

    >>> [format_number(v) for v in (8e11, 1.25e9, 5_000, 12_500, 0.5, -2.4, 1e12)]
    ['800 bn', '1.25 bn', '5,000', '12,500', '0.5', '-2.4', '1 tn']
    >>> format_number(float("nan"))
    ''
    """
    if isnan(value):
        return ""
    for size, name in MAGNITUDES:
        if abs(value) >= size * (1 - 1e-9):
            return _digits(value / size) + name
    return _digits(value)


def _digits(value: float) -> str:
    if abs(value) >= 1_000:
        return f"{value:,.0f}"
    return f"{value:.4g}"


def format_amount(value: float, currency: str) -> str:
    """Return an amount of money the way a headline prints it.

    >>> format_amount(8e11, "EUR"), format_amount(3e6, "CHF"), format_amount(-5e9, "USD")
    ('€800 bn', 'CHF 3 m', '-$5 bn')
    >>> format_amount(float("nan"), "EUR")
    ''
    """
    number = format_number(abs(value))
    if not number:
        return ""
    symbol = SYMBOLS.get(currency, f"{currency} " if currency else "")
    return f"{'-' if value < 0 else ''}{symbol}{number}"


def format_percent(value: float) -> str:
    """Return a rate in percent.

    >>> format_percent(15.0), format_percent(2.45)
    ('15%', '2.45%')
    >>> format_percent(float("nan"))
    ''
    """
    number = format_number(value)
    return f"{number}%" if number else ""


def format_bounds(low: str, high: str, qualifier: str) -> str:
    """Return the words for a number between two formatted bounds, either of which may be ''.

    >>> format_bounds("€40 bn", "€44 bn", "range"), format_bounds("12", "", "at_least")
    ('€40 bn–€44 bn', '≥ 12')
    >>> format_bounds("€800 bn", "€800 bn", "approx"), format_bounds("", "9", "less_than")
    ('~€800 bn', '< 9')
    >>> format_bounds("", "", "exact")
    ''
    """
    sign = _BOUNDS.get(qualifier, "")
    if low and high and low != high:
        return f"{low}–{high}"
    return f"{sign}{low or high}" if low or high else ""


def period_words(period: str) -> str:
    """Return how a period is said behind an amount.

    >>> period_words("per_month"), period_words("over 10 years"), period_words("")
    ('a month', 'over 10 years', '')
    """
    return _PERIODS.get(period, period.replace("_", " "))


def word(value: str) -> str:
    """Return one of our own keywords as a reader reads it.

    >>> word("at_least"), word("fact"), word("in force")
    ('at least', 'fact', 'in force')
    """
    return _WORDS.get(value, value.replace("_", " "))


@cache
def _countries() -> dict[str, str]:
    return {row["code"]: row["name"] for row in rows("countries.csv", key="code")}


@cache
def _blocs() -> dict[str, str]:
    return {row["code"]: row["name"] for row in rows("blocs.csv", key="code")}


def is_bloc(code: str) -> bool:
    """Return whether ``code`` names a group of countries, which no map can show.

    >>> is_bloc("NATO"), is_bloc("FRA")
    (True, False)
    """
    return code in _blocs()


def country_name(code: str) -> str:
    """Return the name of a country or bloc; a code that is not known stays as it is.

    >>> country_name("FRA"), country_name("NATO"), country_name("XQZ")
    ('France', 'NATO', 'XQZ')
    >>> country_name(NO_COUNTRY)
    'no country named'
    """
    return _countries().get(code) or _blocs().get(code) or word(code)


def pair_of(one: str, other: str) -> str:
    """Return the two sides of a payment or tariff as one value, the code of either first.

    >>> pair_of("FRA", "UKR"), pair_of("", "IND")
    ('FRA>UKR', '>IND')
    """
    return f"{one}{TOWARDS}{other}"


def pair_name(value: str) -> str:
    """Return who pays whom, or who levies on whom, as a reader reads it.

    >>> pair_name("USA>IND"), pair_name(">IND")
    ('United States → India', 'nobody named → India')
    """
    one, _, other = value.partition(TOWARDS)
    return " → ".join(country_name(code) if code else NOBODY for code in (one, other))


def shorten(text: str, width: int) -> str:
    """Return ``text`` in at most ``width`` characters, cut at a blank where one is near.

    >>> shorten("purchases of American weapons", 20)
    'purchases of…'
    >>> shorten("short", 20)
    'short'
    """
    if len(text) <= width:
        return text
    cut = text[: width - 1]
    head, _, tail = cut.rpartition(" ")
    return f"{head if head and len(tail) <= width // 2 else cut}".rstrip(" ,;:.–-") + "…"
