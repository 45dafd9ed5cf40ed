"""Say which countries a figure is about, the main one first, and what part each plays."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from analysis.model import Attribution, CountryMention, Link, Quantity, Span
from analysis.phrases import PhraseIndex, folded
from analysis.vocabulary import rows, tree

# Weights of one country's claim to be the figure's main one; tuned on annotated sentences.
NEAR, HALF_DISTANCE = 1.0, 10.0
INSIDE, POSSESSIVE, SUBJECT, AGENT = 0.9, 1.1, 0.9, 0.9
BEFORE, CLAUSE, PARTNER, PLACE, QUOTED = 0.4, 0.5, -0.7, -0.1, -0.7
LEADER, CAPITAL, HOME, REPEATED, CARRIED = -0.1, -0.2, -0.3, 0.15, 0.35
LEAST, SECOND = 0.35, 0.45
SENTENCE_SURE, HOME_SURE, CARRIED_SURE, DOCUMENT_SURE = 0.9, 0.6, 0.5, 0.4
MOST_COUNTRIES = 4

_WORD = re.compile(r"\w+")
_CLAUSE = re.compile(r"[;:—–]|,\s(?:while|but|whereas|although|and|which|who|as)\b|\b(?:while|whereas|but)\b")
_LINK_WORD = re.compile(r"(\w+)\W+(?:(?:the|a|an|its|his|their|all|most|some|other)\W+){0,2}$")
_POSSESSIVE = re.compile(r"^['’]s?\b")
_GOODS = re.compile(r"^\W*(?:\w+\W+){0,2}?(?:goods|imports|exports|products|cars|steel|steelmakers|exporters)\b", re.I)
_TO_EXPORTS = re.compile(r"\bexports?\s+to\W+(?:the\W+)?$", re.I)
_IMPORTS_TO = re.compile(r"\b(?:imports?|goods|entering|into)\W+(?:to\W+)?(?:the\W+)?$", re.I)


@dataclass(frozen=True, slots=True)
class Context:
    """What the text told before a sentence: the last country that acted, and its most frequent."""

    last: str = ""
    document: tuple[str, ...] = ()


@dataclass(slots=True)
class _Claim:
    """One country's claim to a figure, from all its mentions in the sentence."""

    code: str
    score: float
    role: str
    order: int
    sure: float = SENTENCE_SURE
    roles: dict[str, float] = field(default_factory=dict)


@cache
def _after() -> dict[str, str]:
    return {word: part for part, words in tree("roles.toml")["after"].items() for word in words}


@cache
def _verbs() -> PhraseIndex[str]:
    table = tree("roles.toml")["verbs"]
    return PhraseIndex({verb: part for part, verbs in table.items() for verb in verbs})


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
    counts: dict[str, float] = {}
    for found in mentions:
        for code in dict.fromkeys(mention.code for mention in found):
            counts[code] = counts.get(code, 0) + 1
    return tuple(sorted(counts, key=lambda code: (-counts[code], code)))


def links_of(
    quantity: Quantity,
    text: str,
    mentions: Sequence[CountryMention],
    attributions: Sequence[Attribution],
    topic: str,
    context: Context,
) -> tuple[Link, ...]:
    """Return the countries of a figure, the main one first, each with its role and confidence.

    The clause decides first (possessives, subjects, "by X", "to Y"), then the sentence, then the
    country that acted last, then the one that the document speaks of most.
    """
    figure = quantity.span
    claims: dict[str, _Claim] = {}
    for order, mention in enumerate(mentions):
        score, role = _score(figure, text, mention, attributions, topic)
        claim = claims.get(mention.code)
        if claim is None:
            sure = HOME_SURE if mention.via == "home" else SENTENCE_SURE * mention.confidence
            claims[mention.code] = _Claim(mention.code, score, role, order, sure)
        else:
            if score > claim.score:
                claim.role = role
            claim.score = max(score, claim.score) + REPEATED
    if context.last and context.last in claims:
        claims[context.last].score += REPEATED
    ranked = sorted(claims.values(), key=lambda claim: (-claim.score, claim.order))
    ranked = [claim for claim in ranked if claim.score >= LEAST][:MOST_COUNTRIES]
    if not ranked:
        return _carried(quantity, topic, context)
    return _linked(quantity, topic, ranked)


def _linked(quantity: Quantity, topic: str, ranked: list[_Claim]) -> tuple[Link, ...]:
    main = ranked[0]
    kept = [claim for claim in ranked[1:] if claim.score >= main.score * SECOND]
    role = main.role or main_role(quantity, topic)
    links = [Link(main.code, role, round(main.sure, 2))]
    links += [
        Link(claim.code, claim.role or "subject", round(claim.sure * 0.9, 2)) for claim in kept
    ]
    return tuple(links)


def _carried(quantity: Quantity, topic: str, context: Context) -> tuple[Link, ...]:
    """Return the country carried over from earlier sentences, or the document's own."""
    role = main_role(quantity, topic)
    if context.last:
        return (Link(context.last, role, CARRIED_SURE),)
    if context.document:
        return (Link(context.document[0], role, DOCUMENT_SURE),)
    return ()


def main_role(quantity: Quantity, topic: str) -> str:
    """Return the part that the main country of a figure plays, by its topic and kind.

    Only shares and sums are paid; a time or a number of people has a subject.
    """
    roles: dict[str, str] = tree("roles.toml")["main"]
    role = roles.get(topic, roles["default"])
    timed = quantity.kind in ("duration", "age")
    if timed or (role == "payer" and topic == "spending" and quantity.kind == "count"):
        return "subject"
    return role


def _score(
    figure: Span,
    text: str,
    mention: CountryMention,
    attributions: Sequence[Attribution],
    topic: str,
) -> tuple[float, str]:
    """Return how strongly a mention claims the figure, and its role where words tell it."""
    span = mention.span
    left, right = (span.end, figure.start) if span.end <= figure.start else (figure.end, span.start)
    between = text[left:right] if left < right else ""
    score = NEAR / (1 + len(_WORD.findall(between)) / HALF_DISTANCE)
    score += CLAUSE if not _CLAUSE.search(between) else 0.0
    score += BEFORE if span.end <= figure.start else 0.0
    score += {"leader": LEADER, "capital": CAPITAL, "home": HOME}.get(mention.via, 0.0)
    if figure.start <= span.start < figure.end:
        score += INSIDE
    if any(span.overlaps(found.span) for found in attributions):
        score += QUOTED
    part = _part(text, span)
    role = ""
    if part == "agent":
        score += AGENT
    elif part in ("recipient", "target"):
        score += PARTNER
        role = _partner_role(part, text, span, topic)
    elif part == "place":
        score += PLACE
    elif _POSSESSIVE.match(text[span.end : span.end + 3]) and span.end <= figure.start:
        score += POSSESSIVE / (1 + len(_WORD.findall(between)) / HALF_DISTANCE)
    elif _is_subject(text, span, figure):
        score += SUBJECT
    if topic == "tariffs":
        change, named = _tariff_part(text, span)
        score, role = score + change, named or role
    return score, role


def _partner_role(part: str, text: str, span: Span, topic: str) -> str:
    if part == "recipient":
        return "recipient" if topic in ("spending", "aid", "arms", "troops", "sanctions") else ""
    return "target" if topic in ("tariffs", "sanctions", "casualties", "arms") else ""


def _part(text: str, span: Span) -> str:
    """Return the part that the word before a mention gives it, or ''."""
    match = _LINK_WORD.search(text[max(0, span.start - 40) : span.start])
    return _after().get(match.group(1).lower(), "") if match else ""


def _is_subject(text: str, span: Span, figure: Span) -> bool:
    """Return whether the mention stands before a verb of giving that governs the figure."""
    if span.end > figure.start:
        return False
    return any(part == "give" for _, part in _verbs().find(text[span.end : figure.start]))


def _tariff_part(text: str, span: Span) -> tuple[float, str]:
    """Return how a mention's place beside goods and exports changes its claim to impose a tariff."""
    before, after = text[max(0, span.start - 30) : span.start], text[span.end : span.end + 40]
    if _TO_EXPORTS.search(before) or _IMPORTS_TO.search(before):
        return 1.6, "imposer"
    if _GOODS.match(after) or re.match(r"['’]s?\s+(?:\w+\s+)?exports", after):
        return -0.8, "target"
    if folded(after).lstrip(" '").startswith(("tariff", "s tariff", "duties", "levy")):
        return 0.6, "imposer"
    return 0.0, ""
