"""Say which countries a figure is about, the main one first, and what part each plays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from analysis.linking.discourse import LEVIES, Context, tells_of_attack
from analysis.linking.facts import facts_of
from analysis.linking.homes import issuer_of
from analysis.linking.ranking import (
    NOBODY,
    Candidate,
    belongs,
    best_places,
    group_of,
    likelihoods,
    scale,
)
from analysis.linking.roles import counts_governments, main_role, partner_role
from analysis.linking.scene import Scene
from analysis.model import CountryMention, Link, Span

LIKELY = 0.5
CARRIED_SURE = 0.6
MOST_COUNTRIES = 4
# Countries named within so many characters of a figure can belong to it, so many on either side.
REACH, MOST_NEARBY = 500, 8


def candidates_of(scene: Scene, index: int, topic: str, context: Context) -> list[Candidate]:
    """Return the countries that figure ``index`` of the scene may be about, with their facts.

    One candidate for each place at which the sentence names a country or has a word that stands
    for one, then one for each country of ``context`` that it does not name.
    """
    around = _around(scene, index, topic, context)
    found = []
    for k in _near(scene.mentions, scene.s.figures[index].whole):
        code = scene.mentions[k].code
        told = {*facts_of(scene, k, index, topic), *context.facts(code, topic), *around(code)}
        if counts_governments(scene.s.figures[index]) and "recipient" in told:
            told.add("received from governments")
        found.append(Candidate(code, frozenset(told), k))
    named = {candidate.code for candidate in found}
    alone = "sentence names some" if named else "sentence names none"
    for code in context.carried(issuer_of(scene.s.figures[index])):
        if code not in named:
            facts = (alone, *context.facts(code, topic), *around(code))
            told = {f"carried: {fact}" for fact in facts}
            found.append(Candidate(code, frozenset({"carried", *told})))
    return found


def _around(
    scene: Scene, index: int, topic: str, context: Context
) -> Callable[[str], Iterator[str]]:
    """Return what yields the facts that a sentence and a figure tell of any country."""
    issuer = issuer_of(scene.s.figures[index])
    attacker = context.attacker if topic not in LEVIES and tells_of_attack(scene.text) else ""

    def facts(code: str) -> Iterator[str]:
        if code == attacker:
            yield "attacker, attack told"
        if code == issuer:
            yield "its money"

    return facts


def _near(mentions: Sequence[CountryMention], figure: Span) -> list[int]:
    before = [
        k
        for k, found in enumerate(mentions)
        if figure.start - REACH <= found.span.start <= figure.start
    ]
    behind = [
        k
        for k, found in enumerate(mentions)
        if figure.start < found.span.start <= figure.end + REACH
    ]
    return before[-MOST_NEARBY:] + behind[:MOST_NEARBY]


def links_of(scene: Scene, index: int, topic: str, context: Context) -> tuple[Link, ...]:
    """Return the countries of a figure, the main one first, each with its role and confidence.

    What the sentence says of each country, and what the text said before, is weighed (``ranking``);
    the confidence of the main one is its likelihood.
    """
    group = group_of(topic)
    candidates = candidates_of(scene, index, topic, context)
    weighed, also_weighed = scale("main", group), scale("also", group)
    best = best_places(candidates, weighed)
    likely = likelihoods(best, weighed)
    main = max(likely, key=lambda code: (likely[code], code))
    if main == NOBODY:
        return ()
    first = best[main][1]
    role = main_role(first, scene, index, topic, at_war=bool(context.attacker))
    sure = likely[main] * _sureness(first, scene)
    links = [Link(main, role, round(sure, 2))]
    others = sorted(
        (
            (belongs(found, first, also_weighed), code)
            for code, (_, found) in best.items()
            if code != main
        ),
        reverse=True,
    )
    links += [
        Link(code, _role_beside(best[code][1], first, role, scene, topic), round(also * sure, 2))
        for also, code in others
        if also >= LIKELY
    ]
    return tuple(links[:MOST_COUNTRIES])


def _sureness(main: Candidate, scene: Scene) -> float:
    """Return how sure it is that the words for the main country mean it."""
    if main.order < 0:
        return CARRIED_SURE
    return scene.mentions[main.order].confidence


def _role_beside(candidate: Candidate, main: Candidate, role: str, scene: Scene, topic: str) -> str:
    """Return the part of a further country; those of one list play the same."""
    if min(candidate.order, main.order) >= 0:
        first, end = scene.runs[main.order]
        if first <= candidate.order < end:
            return role
    return partner_role(candidate.facts, topic) or "subject"
