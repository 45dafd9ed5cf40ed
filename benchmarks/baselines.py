"""Answer without reading: what the measures give to who always says the same."""

import re
from collections import Counter
from collections.abc import Sequence

from benchmarks.conventions import NOTHING, Quantity
from benchmarks.newsquant import Line
from benchmarks.quantities import NO_SIGN, Gold

_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def constant(lines: Sequence[Line], gold: Sequence[Sequence[Gold]]) -> list[Line]:
    """Return ``lines`` with the unit that is commonest in gold, no change and no concept."""
    units = Counter(one.unit for quantities in gold for one in quantities)
    unit = units.most_common(1)[0][0] if units else NOTHING
    return [
        Line(text=line["text"], quantities=[_constant(one, unit) for one in line["quantities"]])
        for line in lines
    ]


def _constant(quantity: Quantity, unit: str) -> Quantity:
    answer = quantity.copy()
    answer["unit"], answer["change"], answer["concepts"] = unit, NO_SIGN, [NOTHING]
    return answer


def digits(texts: Sequence[str]) -> list[Line]:
    """Return every number that is written in digits, of nothing.

    >>> [one["value"] for one in digits(["In 2019 they sold 1,200 boats."])[0]["quantities"]]
    [2019.0, 1200.0]
    """
    return [
        Line(text=text, quantities=[_bare(found[0]) for found in _DIGITS.finditer(text)])
        for text in texts
    ]


def _bare(written: str) -> Quantity:
    return Quantity(
        value=float(written.replace(",", "")),
        unit=NOTHING,
        change=NO_SIGN,
        concepts=[NOTHING],
        surface=written,
        kind="count",
        head="",
        confidence=1.0,
    )
