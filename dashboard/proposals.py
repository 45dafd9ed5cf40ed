"""Propose two texts to compare where a reader has chosen none, and say why these."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.comparing import LOOKED_AT, Closest, closest_texts, in_order
from analysis.comparing.closest import Matter
from analysis.cuts import base_of, kept_of
from analysis.labels import country_name, word
from analysis.positions import places_of
from analysis.schema import Tables
from dashboard.charts.chart import count_of
from dashboard.charts.wording import matter

MOST_FIGURES = 100_000
"""Figures that the choice looks at; of more, those of the newest texts."""

MOST_NAMED = 3
"""Things that the reason names; it counts the others."""

TWO = "These are the two texts in view."


@dataclass(frozen=True)
class Proposal:
    """The texts to compare, the earlier first, or none; and why."""

    doc_ids: tuple[str, ...]
    why: str


def proposal(shown: Tables, *, fixed: bool) -> Proposal:
    """Return the two texts of ``shown`` that have most in common, and why they were taken.

    Of two texts there is nothing to choose. Where several have nothing in common none are
    proposed; ``why`` says then what to do, which is not to add texts where they are ``fixed``.
    """
    documents = shown.documents
    if len(documents) <= 2:
        names = in_order(documents, documents["doc_id"])
        return Proposal(tuple(names), TWO if len(names) == 2 else "")
    found = places_of(shown).once("closest texts", lambda: closest_texts(*_newest(shown)))
    if found is None:
        return Proposal((), nothing_words(fixed=fixed))
    return Proposal(found.doc_ids, reason_words(found))


def _newest(shown: Tables) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the figures of the newest texts until they are MOST_FIGURES, and these texts."""
    aged = shown.documents.sort_values(["published", "doc_id"], ascending=False)
    documents = aged[(aged["figures"].cumsum() - aged["figures"] < MOST_FIGURES).to_numpy(bool)]
    base, kept = base_of(shown), kept_of(shown, "figures")
    wanted = base.documents["doc_id"].isin(documents["doc_id"]).to_numpy(dtype=bool)
    rows = np.flatnonzero(kept & wanted[places_of(base).document_of["figures"]])
    return base.figures[list(LOOKED_AT)].iloc[rows], documents


def reason_words(found: Closest) -> str:
    """Return why the two texts were taken.

    >>> defence = Matter("defence budget; Spain", "spending", "ESP")
    >>> reason_words(Closest(("a", "b"), (defence,), True))
    'Two texts with much to compare: both put a number on defence budget, Spain.'
    >>> reason_words(Closest(("a", "b"), (Matter("", "aid", "UKR"),), False)).partition(". ")[2]
    'These two come closest: both have figures about aid and Ukraine.'
    """
    named = [_words(one, things=found.things) for one in found.shared]
    told = list(dict.fromkeys(named))
    listed = "; ".join(told[:MOST_NAMED])
    more = len(found.shared) - len(told[:MOST_NAMED])
    rest = f"; and {count_of(more, 'other')}" if more else ""
    if found.things:
        return f"Two texts with much to compare: both put a number on {listed}{rest}."
    return (
        "No two texts in view put a number on quite the same thing. These two come closest: both "
        f"have figures about {listed}{rest}."
    )


def _words(one: Matter, *, things: bool) -> str:
    if things:
        return matter(*one)
    return f"{word(one.topic)} and {country_name(one.country)}"


def nothing_words(*, fixed: bool) -> str:
    """Return what to do where no two texts speak of the same.

    >>> nothing_words(fixed=True).partition(". ")[2]
    'Choose two under “Texts to compare” to see them anyway.'
    """
    more = "" if fixed else " Or add another text about the same events: a later version, say."
    return (
        "No two texts in view have figures about the same country and topic, so nothing is put "
        f"side by side. Choose two under “Texts to compare” to see them anyway.{more}"
    )
