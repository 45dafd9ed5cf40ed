"""Say which countries a figure belongs to, in which role, and what it is about."""

from analysis.linking.about import SEPARATOR, abouts_in, abouts_of
from analysis.linking.links import (
    Context,
    find_homes,
    frequent_countries,
    links_of,
    next_context,
)
from analysis.linking.positioning import Scene

__all__ = [
    "SEPARATOR",
    "Context",
    "Scene",
    "abouts_in",
    "abouts_of",
    "find_homes",
    "frequent_countries",
    "links_of",
    "next_context",
]
