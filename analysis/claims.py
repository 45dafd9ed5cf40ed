"""Name what a figure measures, so that figures of several texts can be compared."""

from hashlib import sha256

from analysis.model import Figure
from analysis.quantities.units.nouns import singular

KEY_LENGTH = 12


def claim_id(figure: Figure) -> str:
    """Return a key of kind, currency or unit, topic, main country, period and head of ``about``.

    It depends on the figure alone, so figures of texts read at different times can share it.
    """
    quantity = figure.quantity
    return claim_key(
        quantity.kind,
        quantity.currency or quantity.unit,
        about=figure.about,
        topic=figure.topic,
        country=figure.links[0].code if figure.links else "",
        period=quantity.period,
    )


def claim_key(kind: str, measured: str, *, about: str, **others: str) -> str:
    """Return the ``claim_id`` of a figure; ``measured`` is its currency or unit.

    ``others`` are its ``topic``, its main ``country`` and its ``period``.
    """
    words = thing_of(about).split()
    head = singular(words[-1]) if words else ""
    parts = (kind, measured, others["topic"], others["country"], others["period"], head)
    return sha256("\x1f".join(parts).encode()).hexdigest()[:KEY_LENGTH]


def thing_of(about: str) -> str:
    """Return the thing that ``about`` names before its owner, in small letters.

    >>> thing_of("Defence budget; Germany"), thing_of("")
    ('defence budget', '')
    """
    return about.partition("; ")[0].casefold()
