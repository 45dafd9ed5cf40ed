"""Say which countries a figure belongs to, in which role, and what it is about."""

from analysis.linking.about import SEPARATOR, Measure, measures_of
from analysis.linking.anaphora import find_anaphors
from analysis.linking.discourse import (
    Acting,
    Context,
    after_figure,
    after_sentence,
    assailant_of,
    attacker_of,
)
from analysis.linking.facts import actor_of, opening_place
from analysis.linking.homes import (
    SHARED_HOME,
    Told,
    find_homes,
    issuer_of,
    nation_of,
    ranked_countries,
)
from analysis.linking.links import links_of
from analysis.linking.scene import Scene, scene_of

__all__ = [
    "SEPARATOR",
    "SHARED_HOME",
    "Acting",
    "Context",
    "Measure",
    "Scene",
    "Told",
    "actor_of",
    "after_figure",
    "after_sentence",
    "assailant_of",
    "attacker_of",
    "find_anaphors",
    "find_homes",
    "issuer_of",
    "links_of",
    "measures_of",
    "nation_of",
    "opening_place",
    "ranked_countries",
    "scene_of",
]
