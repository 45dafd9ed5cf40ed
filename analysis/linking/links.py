"""Say which countries a figure is about, the main one first, and what part each plays."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from analysis.linking.positioning import Position, Scene, position_of
from analysis.model import CountryMention, Link, Quantity, Span
from analysis.phrases import PhraseIndex
from analysis.vocabulary import rows, tree

# How strongly each circumstance speaks for a country's being the main one.
NEAR, HALF_DISTANCE = 1.0, 10.0
WEIGHTS = {
    "inside": 0.9,
    "possessive": 1.2,
    "subject": 1.2,
    "gapped": 0.6,
    "agent": 1.0,
    "owner": 1.3,
    "giver": 1.4,
    "before": 0.4,
    "clause": 0.5,
    "barrier": -0.5,
    "recipient": -0.7,
    "target": -0.8,
    "goods": -1.2,
    "place": -0.6,
    "partner": -1.0,
    "compound": -0.5,
    "quoted": -1.2,
    "leader": -0.1,
    "capital": -0.2,
    "home": -0.35,
    "levies": 1.4,
    "bears": -1.0,
}
# These weigh less the farther the country stands.
FADING = frozenset({"subject", "possessive"})
REPEATED = 0.15
# Above ACTS a mention overrules what another of the same country plays ("American goods").
ACTS = 1.0
LEAST, SECOND = 0.45, 0.55
SENTENCE_SURE, HOME_SURE, CARRIED_SURE, DOCUMENT_SURE = 0.9, 0.6, 0.5, 0.4
MOST_COUNTRIES = 4
# Parts of those at the other end: who bears a tariff, who receives, whose goods are bought.
PARTNERS = ("target", "recipient", "subject")
MEMORY = 3
OPENING = 60

_COORDINATED = re.compile(r"(?:,\s*(?:(?:and|or)\s+)?|\s+(?:and|or|&)\s+)(?:the\s+)?")


@dataclass(frozen=True, slots=True)
class Context:
    """What the text told before a sentence.

    ``last`` acted last, ``age`` sentences ago; ``imposer`` levied the last tariff; ``frequent``
    are the document's countries by how often it names them.
    """

    last: str = ""
    age: int = 0
    imposer: str = ""
    frequent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Claim:
    """One country's claim to a figure; ``beyond`` where another figure stands between."""

    code: str
    score: float
    role: str
    order: int
    sure: float
    beyond: bool


@cache
def _givers() -> frozenset[str]:
    """Return the nouns for governments: where those are counted, a named country receives."""
    return frozenset(tree("commitments.toml")["givers"]["nouns"])


@cache
def _homes() -> PhraseIndex[str]:
    return PhraseIndex({row["cue"]: row["code"] for row in rows("homes.csv", "cue")})


def find_homes(text: str) -> list[CountryMention]:
    """Return places, parliaments and parties in ``text`` that tell a country without naming it.

    >>> [mention.code for mention in find_homes("The Bundestag met in Ohio.")]
    ['DEU', 'USA']
    """
    return [
        CountryMention(span, code, "home", HOME_SURE)
        for span, code in _homes().find(text)
        if text[span.start].isupper() or " " in span.text(text)
    ]


def frequent_countries(mentions: Iterable[Sequence[CountryMention]]) -> tuple[str, ...]:
    """Return the countries of a document by how many of its sentences name them, most first."""
    counts: dict[str, int] = {}
    for found in mentions:
        for code in dict.fromkeys(mention.code for mention in found):
            counts[code] = counts.get(code, 0) + 1
    return tuple(sorted(counts, key=lambda code: (-counts[code], code)))


def links_of(
    quantity: Quantity, mentions: Sequence[CountryMention], scene: Scene, context: Context
) -> tuple[Link, ...]:
    """Return the countries of a figure, the main one first, each with its role and confidence.

    The clause decides first (possessives, subjects, "by X", "to Y"), then the sentence, then the
    country that acted last, then the one that the document names most.
    """
    positions = [position_of(quantity.whole, mention, scene) for mention in mentions]
    scores = _levelled(scene.text, mentions, [_score(position) for position in positions])
    claims: dict[str, _Claim] = {}
    for order, (mention, position) in enumerate(zip(mentions, positions, strict=True)):
        claim = _claim(mention, position, scores[order], order, scene.topic)
        claims[mention.code] = _merged(claims.get(mention.code), claim)
    return _ranked(claims, quantity, scene.topic, context)


def _score(position: Position) -> float:
    near = NEAR / (1 + position.distance / HALF_DISTANCE)
    weight = sum(WEIGHTS[fact] for fact in position.facts - FADING)
    return near + weight + near * sum(WEIGHTS[fact] for fact in position.facts & FADING)


def _levelled(
    text: str, mentions: Sequence[CountryMention], scores: Sequence[float]
) -> list[float]:
    """Return the scores, all of a coordination ("Spain, Italy and Malta") at its best one's."""
    result = list(scores)
    first = 0
    for k in range(1, len(mentions) + 1):
        between = (
            text[mentions[k - 1].span.end : mentions[k].span.start] if k < len(mentions) else "."
        )
        if not _COORDINATED.fullmatch(between):
            result[first:k] = [max(result[first:k])] * (k - first)
            first = k
    return result


def _claim(
    mention: CountryMention, position: Position, score: float, order: int, topic: str
) -> _Claim:
    sure = HOME_SURE if mention.via == "home" else SENTENCE_SURE * mention.confidence
    beyond = "barrier" in position.facts
    return _Claim(mention.code, score, _role(position, topic), order, sure, beyond)


def _merged(before: _Claim | None, claim: _Claim) -> _Claim:
    """Return one claim of a country that is named twice."""
    if before is None:
        return claim
    better = claim.score > max(before.score, ACTS)
    return replace(
        before,
        role=claim.role if better else before.role or claim.role,
        score=max(claim.score, before.score) + REPEATED,
        beyond=before.beyond and claim.beyond,
    )


def _role(position: Position, topic: str) -> str:
    """Return the part that the words around a mention give it, or '' where they tell none."""
    if "levies" in position.facts:
        return "imposer"
    if position.facts & {"goods", "bears"} and topic in ("tariffs", "sanctions"):
        return "target"
    if "goods" in position.facts:
        return "subject"
    if "recipient" in position.facts and topic in ("spending", "aid", "arms", "troops"):
        return "recipient"
    if "target" in position.facts and topic in ("tariffs", "sanctions", "casualties"):
        return "target"
    return ""


def _ranked(
    claims: dict[str, _Claim], quantity: Quantity, topic: str, context: Context
) -> tuple[Link, ...]:
    ranked = sorted(claims.values(), key=lambda claim: (-round(claim.score, 1), claim.order))
    partners = [claim for claim in ranked if claim.role in PARTNERS]
    actors = [claim for claim in ranked if claim.score >= LEAST and claim not in partners]
    takers = [claim for claim in partners if claim.role == "recipient"]
    if quantity.unit in _givers() and takers:
        partners.remove(takers[0])
        actors = takers[:1]
    if topic == "tariffs" and partners and not actors and context.imposer:
        links = [Link(context.imposer, main_role(quantity, topic), CARRIED_SURE)]
        return (*links, *_partner_links(partners, context.imposer))
    if not actors and partners and partners[0].score >= LEAST:
        actors = [partners.pop(0)]
    if not actors:
        carried = _carried(quantity, topic, context)
        main = carried[0].code if carried else ""
        return (*carried, *_partner_links(partners, main))
    first, *rest = actors
    role = first.role if first.role in ("imposer", "recipient") else main_role(quantity, topic)
    kept = [
        claim
        for claim in rest
        if claim.score >= first.score * SECOND and claim.beyond <= first.beyond
    ]
    links = [Link(first.code, role, round(first.sure, 2)), *_partner_links(partners, first.code)]
    links += [
        Link(
            claim.code,
            role if claim.score == first.score else "subject",
            round(claim.sure * 0.9, 2),
        )
        for claim in kept
    ]
    return tuple(links[:MOST_COUNTRIES])


def _partner_links(partners: Sequence[_Claim], main: str) -> list[Link]:
    return [
        Link(claim.code, claim.role, round(claim.sure * 0.9, 2))
        for claim in partners
        if claim.code != main
    ]


def _carried(quantity: Quantity, topic: str, context: Context) -> tuple[Link, ...]:
    """Return the country carried over from earlier sentences, or the document's own."""
    role = main_role(quantity, topic)
    if topic == "tariffs" and context.imposer:
        return (Link(context.imposer, role, CARRIED_SURE),)
    if context.last and context.age <= MEMORY:
        return (Link(context.last, role, CARRIED_SURE),)
    if context.frequent:
        return (Link(context.frequent[0], role, DOCUMENT_SURE),)
    return ()


def main_role(quantity: Quantity, topic: str) -> str:
    """Return the part that the main country of a figure plays, by its topic and kind.

    Only sums and shares are paid; a time or a number of people has a subject.
    """
    roles: dict[str, str] = tree("roles.toml")["main"]
    role = roles.get(topic, roles["default"])
    if quantity.kind in ("duration", "age"):
        return "subject"
    if role == "payer" and quantity.kind in ("count", "measure"):
        return "subject"
    return role


def next_context(context: Context, mentions: Sequence[CountryMention], scene: Scene) -> Context:
    """Return the context after a sentence: who acted in it, or the one before grown older.

    Who acts stands at the sentence's beginning, and after no word that makes it a goal or a place.
    """
    end = Span(len(scene.text), len(scene.text))
    for mention in mentions:
        if mention.span.start > OPENING or mention.via == "capital":
            continue
        if not position_of(end, mention, scene).facts & {"recipient", "target", "place", "quoted"}:
            return replace(context, last=mention.code, age=1)
    return replace(context, age=context.age + 1)
