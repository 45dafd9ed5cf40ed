"""Weigh what speaks for each country of a figure, and say how likely each is the main one."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from analysis.vocabulary import tree

NOBODY = ""
# Topics whose figures tell countries apart in the same way.
GROUPS = {
    "tariffs": "levy",
    "sanctions": "levy",
    "casualties": "war",
    "aid": "gift",
    "arms": "gift",
    "troops": "gift",
    "spending": "money",
    "cuts": "money",
    "trade": "trade",
    "diplomacy": "trade",
}
OTHER_GROUP = "home"


class Candidate(NamedTuple):
    """A country that a figure may be about, named at one place (``order``) or carried over (-1)."""

    code: str
    facts: frozenset[str]
    order: int = -1


Weights = Mapping[str, float]
# The best place of each country, behind the score that it has there.
Places = dict[str, tuple[float, Candidate]]


@cache
def weights(name: str) -> dict[str, float]:
    """Return the weights of the facts for ``name``, "main" or "also"."""
    return {fact: float(weight) for fact, weight in tree("weights.toml")[name].items()}


def group_of(topic: str) -> str:
    """Return the group of topics under which a fact may weigh differently."""
    return GROUPS.get(topic, OTHER_GROUP)


class Scale(dict[str, float]):
    """What each fact weighs, in general and for a group of topics, added up when first asked."""

    def __init__(self, table: Weights, group: str) -> None:
        super().__init__()
        self.table, self._group = table, group

    def __missing__(self, fact: str) -> float:
        within = self.table.get(f"{self._group}: {fact}", 0.0)
        weight = self[fact] = self.table.get(fact, 0.0) + within
        return weight


@cache
def scale(name: str, group: str) -> Scale:
    """Return the weights for ``name``, "main" or "also", within a group of topics."""
    return Scale(weights(name), group)


def score(facts: Iterable[str], weighed: Scale) -> float:
    """Return the sum of what the facts weigh.

    It does not depend on the order of the facts, down to the last bit.
    """
    return math.fsum([weighed[fact] for fact in facts])


def best_places(candidates: Iterable[Candidate], weighed: Scale) -> Places:
    """Return the place of each country that speaks most for its being the main one."""
    best: Places = {}
    for candidate in candidates:
        found = score(candidate.facts, weighed)
        if candidate.code not in best or found > best[candidate.code][0]:
            best[candidate.code] = found, candidate
    return best


def likelihoods(places: Places, weighed: Scale) -> dict[str, float]:
    """Return for each country, and for NOBODY, how likely it is the main one; together 1."""
    best = {NOBODY: weighed["nobody"]}
    best |= {code: found for code, (found, _) in places.items()}
    top = max(best.values())
    parts = {code: math.exp(found - top) for code, found in best.items()}
    whole = sum(parts.values())
    return {code: part / whole for code, part in parts.items()}


def belongs(candidate: Candidate, main: Candidate | None, weighed: Scale) -> float:
    """Return how likely a figure is about a candidate too, beside its ``main`` one."""
    found = weighed.table.get("base", 0.0) + score(beside(candidate, main), weighed)
    return 1 / (1 + math.exp(-found))


def beside(candidate: Candidate, main: Candidate | None) -> frozenset[str]:
    """Return the facts of a candidate with those of its standing beside the main one."""
    if main is None:
        return candidate.facts | {"no main"}
    told = {f"main {fact}" for fact in ("barrier", "carried", "alone") if fact in main.facts}
    if "barrier" in candidate.facts and "barrier" not in main.facts:
        told.add("farther than main")
    if candidate.order >= 0 and main.order >= 0 and abs(candidate.order - main.order) == 1:
        told.add("next to main")
    return candidate.facts | told
