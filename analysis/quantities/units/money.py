"""Read which currency a symbol, a code or a word stands for."""

from dataclasses import dataclass
from functools import cache

from analysis.vocabulary import rows, words

SCALES = {"k": 1_000, "T": 1_000, "M": 1_000_000}


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency as written; ``inferred`` where other currencies share the spelling.

    ``part`` is the singular name of a hundredth ("cent") where the text counts those, else "".
    ``times`` is what the spelling multiplies by (a million in "MEUR"), ``garbled`` says that it is
    a symbol's broken encoding.
    """

    code: str
    inferred: bool = False
    part: str = ""
    times: int = 1
    garbled: bool = False


def _ambiguous(row: dict[str, str]) -> tuple[str, ...]:
    return words(row["ambiguous"])


@cache
def symbols() -> dict[str, Currency]:
    """Return symbols and codes ("€", "US$", "PLN", "MEUR", "CAD$") with their currency."""
    result: dict[str, Currency] = {}
    for row in rows("currencies.csv", "code"):
        code, written = row["code"], words(row["symbols"])
        for symbol in written:
            result[symbol] = Currency(code, symbol in _ambiguous(row))
        for symbol in words(row["garbled"]):
            result[symbol] = Currency(code, garbled=True)
        if code in written:
            result |= {f"{letter}{code}": Currency(code, times=n) for letter, n in SCALES.items()}
            result |= {f"{form}$": Currency(code) for form in (code, code.lower())}
    return result


@cache
def names() -> dict[str, Currency]:
    """Return the words for a currency and its hundredths, in lower case."""
    result: dict[str, Currency] = {}
    for row in rows("currencies.csv", "code"):
        for name in words(row["words"]):
            result[name] = Currency(row["code"], name in _ambiguous(row))
        parts = words(row["parts"])
        for part in parts:
            result[part] = Currency(row["code"], part in _ambiguous(row), parts[0])
    return result


@cache
def nationalities() -> dict[str, str]:
    """Return the adjectives that settle a shared name ("Australian dollars"), lower case → code."""
    return {
        adjective.lower(): row["code"]
        for row in rows("currencies.csv", "code")
        for adjective in words(row["adjectives"])
    }


# Codes of letters alone are read as words.
SYMBOLS = tuple(symbol for symbol in symbols() if not symbol.rstrip(".").isalpha())
