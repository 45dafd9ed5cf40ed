"""Say how a country stands to a figure in its sentence: subject, owner, giver, target…"""

import re
from dataclasses import dataclass
from functools import cache

from analysis.model import CountryMention, Span
from analysis.phrases import PhraseIndex, folded, surfaces
from analysis.vocabulary import tree

_WORD = re.compile(r"\w+")
_CLAUSE = re.compile(
    r"[;:—–]|,\s(?:while|but|whereas|although|and|which|who|as|after|before|when|because|since|if)\b|\b(?:while|whereas|but)\b"
)
_LINK_WORD = re.compile(r"(\w+)\W+(?:(?:the|a|an|its|his|their|all|most|some|other)\W+){0,2}$")
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")
_COMPOUND = re.compile(r"-(?!\s)(?:\w+ed|led|made|run|built|owned|held)\b")
_GOODS = re.compile(
    r"(?:['’]s?)?\W+(?:\w+\W+){0,2}?(?:goods|imports|exports|products|cars|vehicles|steel|aluminium|"
    r"exporters|weapons|weaponry|energy|arms)\b",
    re.IGNORECASE,
)
_TARIFF = re.compile(
    r"(?:['’]s?\W+(?:\w+\W+)?|\s+)(?:tariff|dut(?:y|ies)|lev(?:y|ies)|import tax)", re.IGNORECASE
)
_PARTNER = re.compile(
    r"\b(?:deal|agreement|accord|contract|pact|treaty|talks|negotiations)\W+with\W+(?:the\W+)?$",
    re.IGNORECASE,
)
_ENTERS = re.compile(
    r"\b(?:exports?\W+to|(?:imports?|goods|products|cars)\W+(?:\w+\W+){0,2}?(?:to|into|entering)|"
    r"entering|sells?\W+to|shipped\W+to|sold\W+(?:to|in))\W+(?:the\W+)?$",
    re.IGNORECASE,
)
_GIVER = re.compile(r"^\W*(?:more\W+)?from\W+(?:the\W+)?$", re.IGNORECASE)
_WITH = re.compile(
    r"^\W*with\W+(?:about|around|some|nearly|at least|over|more than|only|just)?\W*$", re.I
)
_WORTH = re.compile(r"^\W*(?:\w+\W+){1,3}worth\W+(?:\w+\W+){0,3}$", re.IGNORECASE)
_BY_MEANS = re.compile(r"^\W*(?:with|by|from|through|using|out of)\W+(?:the\W+)?$", re.IGNORECASE)
_JOIN = re.compile(r"\band\b|,")
BEFORE, AFTER = 48, 48
OWNER_REACH = 4
# "Norway pays €3 million, Latvia some €2 million": the verb is left out.
GAP = 2
APART = frozenset(
    {"barrier", "recipient", "target", "place", "goods", "quoted", "subject", "partner"}
)


@dataclass(frozen=True, slots=True)
class Scene:
    """A figure's sentence: its text, the figure's topic, the spans of its other figures (a country
    beyond one of them rather belongs to that one) and of the words that name its speakers.
    """

    text: str
    topic: str = ""
    others: tuple[Span, ...] = ()
    quoted: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """Words between a mention and a figure, and the facts that linking.WEIGHTS weighs."""

    distance: int
    facts: frozenset[str]


@cache
def _link_words() -> dict[str, str]:
    return {word: part for part, words in tree("roles.toml")["after"].items() for word in words}


@cache
def _verbs() -> PhraseIndex[str]:
    table = tree("roles.toml")["verbs"]
    return PhraseIndex({verb: part for part in ("act", "bear") for verb in table[part]})


@cache
def _bearing() -> PhraseIndex[bool]:
    return PhraseIndex(dict.fromkeys(tree("roles.toml")["verbs"]["bear"], True))


@cache
def _giving() -> frozenset[str]:
    verbs = tree("roles.toml")["verbs"]["give"]
    return frozenset(form for verb in verbs for form in surfaces(verb))


@cache
def _buyers() -> frozenset[str]:
    return frozenset(tree("roles.toml")["buyers"]["nouns"])


def position_of(figure: Span, mention: CountryMention, scene: Scene) -> Position:
    """Return how ``mention`` stands to ``figure``; all spans count in the scene's text."""
    span, text = mention.span, scene.text
    first = span.end <= figure.start
    left, right = (span.end, figure.start) if first else (figure.end, span.start)
    between = text[left:right] if left < right else ""
    facts = {mention.via} & {"leader", "capital", "home"}
    if first:
        facts.add("before")
    if not _CLAUSE.search(between):
        facts.add("clause")
    if any(_divides(other, span, left, right, text) for other in scene.others):
        facts.add("barrier")
    if any(span.overlaps(found) for found in scene.quoted):
        facts.add("quoted")
    if figure.start <= span.start < figure.end:
        facts.add("inside")
    facts |= _part(figure, text, mention, between, first=first)
    if first and scene.others and not facts & APART and _is_gap(between):
        facts.add("gapped")
    if scene.topic in ("tariffs", "sanctions"):
        facts = _tariff_facts(facts, figure, text, span)
    return Position(len(_WORD.findall(between)), frozenset(facts))


def _is_gap(between: str) -> bool:
    """Return whether only a verb is left out: "Latvia some"; not "Latvia for"."""
    words = _WORD.findall(folded(between))
    return len(words) <= GAP and not any(word in _link_words() for word in words)


def _divides(other: Span, mention: Span, left: int, right: int, text: str) -> bool:
    """Return whether another figure stands between, or follows the mention at once."""
    if left <= other.start and other.end <= right:
        return True
    follows = right == mention.start and other.start >= mention.end
    return follows and len(_WORD.findall(text[mention.end : other.start])) <= GAP


def _part(
    figure: Span, text: str, mention: CountryMention, between: str, *, first: bool
) -> set[str]:
    """Return the facts that the words beside a mention tell: at most one part in the clause."""
    span = mention.span
    after = text[span.end : span.end + AFTER]
    if _COMPOUND.match(after):
        return {"compound"}
    if first and _WORTH.match(between) and mention.via in ("demonym", "name", "home"):
        return {"goods"}
    if not first and _GIVER.match(between):
        return {"giver"}
    if first and _WITH.match(between):
        return {"giver"}
    if _owns(after) and not first and len(_WORD.findall(between)) <= OWNER_REACH:
        return {"giver"} if _BY_MEANS.match(between) else {"owner"}
    if _POSSESSIVE.match(after):
        return {"possessive"} if first and not _JOIN.search(between) else set()
    before = text[max(0, span.start - BEFORE) : span.start]
    if _PARTNER.search(before):
        return {"partner"}
    match = _LINK_WORD.search(before)
    word = match.group(1).lower() if match else ""
    if first and word in _giving() and len(_WORD.findall(between)) <= GAP:
        return {"recipient"}
    part = _link_words().get(word, "")
    if part in ("recipient", "target") and mention.via == "demonym" and _owns(after):
        return {"owner"}
    if part:
        return {part}
    return {"subject"} if first and any(_verbs().find(between)) else set()


def _owns(after: str) -> bool:
    """Return whether a country's adjective stands before a noun of paying ("German fund")."""
    words = _WORD.findall(folded(after))[:3]
    return any(word in _buyers() for word in words) and not after.startswith((",", ".", ";"))


def _tariff_facts(facts: set[str], figure: Span, text: str, span: Span) -> set[str]:
    """Return the facts with who levies and who bears a tariff, by goods, verbs and exports."""
    before, after = (
        text[max(0, span.start - BEFORE) : span.start],
        text[span.end : span.end + AFTER],
    )
    if _ENTERS.search(before):
        return (facts - {"recipient", "target", "place"}) | {"levies"}
    if _TARIFF.match(after) and not facts & {"target", "recipient"}:
        return facts | {"levies"}
    if _GOODS.match(after):
        return (facts - {"possessive", "subject", "inside", "owner"}) | {"goods"}
    if span.end <= figure.start and any(_bearing().find(text[span.end : figure.start])):
        return (facts - {"subject"}) | {"bears"}
    return facts
