"""Tell figures that share a statement: lists that leave a verb out, sums in two currencies."""

import re

from analysis.model import Quantity
from analysis.vocabulary import tree

# How many words may stand between figures of a list that share one verb.
GAP = 4
# Between a sum and the same in another currency: a bracket, "or", "which is".
_RESTATED = re.compile(r"\s?\(|,?\s(?:or|which\s(?:is|was)|equal\sto|equivalent\sto)\s")


def is_restated(text: str, before: Quantity, quantity: Quantity) -> bool:
    """Return whether a figure says the one before it once more in other units.

    >>> from analysis.quantities import find_quantities
    >>> text = "It gave 1.5 billion kroner (€130 million)."
    >>> is_restated(text, *find_quantities(text))
    True
    """
    if before.kind != quantity.kind or quantity.kind not in ("money", "measure"):
        return False
    if (before.unit, before.currency) == (quantity.unit, quantity.currency):
        return False
    return _RESTATED.fullmatch(text, before.whole.end, quantity.whole.start) is not None


def is_gapped(text: str, before: Quantity, quantity: Quantity) -> bool:
    """Return whether a figure leaves out the verb of the one before it in a list.

    "Malta is to pay €3 million, Cyprus €2 million": both are planned.
    """
    between = text[before.whole.end : quantity.whole.start]
    words = between.replace(",", " ").split()
    if before.kind != quantity.kind or "." in between or len(words) > GAP:
        return False
    joiners: list[str] = tree("closed.toml")["joiners"]["words"]
    return all(word[0].isupper() or word in joiners for word in words)
