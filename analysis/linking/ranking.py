"""Weigh what speaks for each country of a figure, and say how likely each is the main one."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

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


@dataclass(frozen=True, slots=True)
class Candidate:
    """A country that a figure may be about, named at one place (``order``) or carried over (-1)."""

    code: str
    facts: frozenset[str]
    order: int = -1


Weights = Mapping[str, float]


@cache
def weights(name: str) -> dict[str, float]:
    """Return the weights of the facts for ``name``, "main" or "also"."""
    return {fact: float(weight) for fact, weight in tree("weights.toml")[name].items()}


def group_of(topic: str) -> str:
    """Return the group of topics under which a fact may weigh differently."""
    return GROUPS.get(topic, OTHER_GROUP)


def score(facts: Iterable[str], table: Weights, group: str) -> float:
    """Return the sum of what the facts weigh, in general and for the group of topics.

    It does not depend on the order of the facts, down to the last bit.
    """
    within = _within(group)
    return math.fsum([table.get(fact, 0.0) + table.get(within[fact], 0.0) for fact in facts])


class _Within(dict[str, str]):
    """The names of facts within a group of topics, put together once."""

    def __init__(self, group: str) -> None:
        self._group = group

    def __missing__(self, fact: str) -> str:
        name = self[fact] = f"{self._group}: {fact}"
        return name


@cache
def _within(group: str) -> _Within:
    return _Within(group)


def likelihoods(candidates: Sequence[Candidate], group: str) -> dict[str, float]:
    """Return for each country, and for NOBODY, how likely it is the main one; together 1.

    A country that is named at several places has the likelihood of its best place.
    """
    table = weights("main")
    best = {NOBODY: table.get("nobody", 0.0) + table.get(f"{group}: nobody", 0.0)}
    for candidate in candidates:
        found = score(candidate.facts, table, group)
        if found > best.get(candidate.code, -math.inf):
            best[candidate.code] = found
    top = max(best.values())
    parts = {code: math.exp(found - top) for code, found in best.items()}
    whole = sum(parts.values())
    return {code: part / whole for code, part in parts.items()}


def belongs(candidate: Candidate, main: Candidate | None, group: str) -> float:
    """Return how likely a figure is about a candidate too, beside its ``main`` one."""
    table = weights("also")
    found = table.get("base", 0.0) + score(beside(candidate, main), table, group)
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
