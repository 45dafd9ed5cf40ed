"""Say how a country stands to a figure: subject, owner, giver, target, near, alone…

The facts are plain words; ``ranking`` weighs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from analysis.countries.gazetteer import blocs
from analysis.linking.anaphora import ANAPHOR
from analysis.linking.beside import (
    AFTER,
    behind_of,
    follows,
    link_words,
    nouns,
    tied_part,
    word_before,
)
from analysis.linking.discourse import LEVIES, OPENING
from analysis.linking.homes import HOME, SHARED_HOME, find_capitals
from analysis.linking.scene import PRONOUN, Scene
from analysis.linking.sides import LOSES, SELLS, side_facts
from analysis.model import CountryMention, Span
from analysis.phrases import PhraseIndex, any_of, folded, surfaces
from analysis.phrasing import Phrased
from analysis.phrasing.kinds import LOOSE, NOUN, TIE, VERB
from analysis.vocabulary import tree

_WORD = re.compile(r"\w+")
_GIVER = re.compile(r"^\W*(?:more\W+)?from\W+(?:the\W+)?$", re.IGNORECASE)
_WITH = re.compile(
    r"^\W*with\W+(?:about|around|some|nearly|at least|over|more than|only|just)?\W*$", re.I
)
_WORTH = re.compile(r"^\W*(?:\w+\W+){1,3}worth\W+(?:\w+\W+){0,3}$", re.IGNORECASE)
_BY_MEANS = re.compile(r"^\W*(?:with|by|from|through|using|out of)\W+(?:the\W+)?$", re.IGNORECASE)
_JOIN = re.compile(r"\band\b|,")
_PAIRED = "respectively"
OWNER_REACH = 4
# Characters that "In" or "Across southern" take at the beginning of a sentence.
PLACED = 20
# "Norway pays €3 million, Latvia some €2 million": the verb is left out.
GAP = 2
# Blocs that act as a state does; others rather count and report.
UNIONS = ("EU", "NATO")
# Words between a country and a figure, by steps that add up: one at hand is near, too.
STEPS = ((1, "at hand"), (4, "near"), (9, "in reach"), (18, "not far"))
APART = frozenset(("barrier", "recipient", "target", "place", "goods", "quoted", "acts", "partner"))
# What countries of one list have in common with the one that stands nearest.
SHARED = frozenset(
    (
        *(name for _, name in STEPS),
        "gapped",
        "same clause",
        "barrier",
        "next phrase",
        "is subject",
        "in subject",
        "in thing",
        "object",
        "tied",
        "acts",
        "giver",
        "owner",
        "agent",
        "recipient",
        "target",
        "place",
        "partner",
        "possessive",
        "levies",
        "goods",
        "bears",
        SELLS,
        LOSES,
        "nearest before",
        "nearest behind",
    )
)


@cache
def _verbs(*lists: str) -> PhraseIndex[bool]:
    table = tree("roles.toml")["verbs"]
    return PhraseIndex({verb: True for name in lists for verb in table[name]})


@cache
def _asking() -> PhraseIndex[bool]:
    return PhraseIndex(dict.fromkeys(tree("roles.toml")["asks"]["words"], True))


@cache
def _giving() -> frozenset[str]:
    verbs = tree("roles.toml")["verbs"]["give"]
    return frozenset(form for verb in verbs for form in surfaces(verb))


@cache
def _after_country(name: str, gap: str) -> re.Pattern[str]:
    """Return what finds a noun of the list ``name`` behind a country, ``gap`` between them."""
    return re.compile(rf"{gap}{any_of(sorted(nouns(name)))}(?!\w)")


def facts_of(scene: Scene, k: int, index: int, topic: str) -> frozenset[str]:
    """Return how mention ``k`` of the scene stands to its figure ``index``, which is on ``topic``.

    Countries that are coordinated stand alike, where no figure parts them.
    """
    first, end = scene.runs[k]
    facts = _facts_of(scene, k, index, topic)
    if end - first == 1:
        return frozenset(facts)
    figure = _figure(scene, index)
    nearest = end - 1 if scene.mentions[end - 1].span.end <= figure.start else first
    if nearest != k:
        facts = (facts - SHARED) | (_facts_of(scene, nearest, index, topic) & SHARED)
    facts.add("heads list" if k == first else "in list")
    if end - first == len(scene.s.figures) and k - first == index and _PAIRED in scene.text:
        facts.add("respectively")
    return frozenset(facts)


def _facts_of(scene: Scene, k: int, index: int, topic: str) -> set[str]:
    facts = {*_lasting_facts(scene, k), *_phrase_facts(scene, k, index)}
    facts.update(_order_facts(scene, k, index))
    facts.update(_word_facts(scene, k, index, barred="barrier" in facts))
    facts.update(side_facts(scene, k, index))
    if SELLS in facts:
        facts.discard("giver")
    if topic in LEVIES:
        facts = _levy_facts(facts, scene, scene.mentions[k].span, _figure(scene, index))
    if "barrier" in facts:
        facts |= {f"{fact} beyond a figure" for fact in facts & APART}
    return facts


def actor_of(
    text: str,
    mentions: Sequence[CountryMention],
    quoted: Sequence[Span] = (),
    figures: Sequence[Span] = (),
) -> str:
    """Return the country that acts in a sentence, or ''.

    It stands at the sentence's beginning, where ``figures`` take no room, and after no word that
    makes it a goal or a place. Who is ``quoted`` does not act.
    """
    for mention in mentions:
        start = mention.span.start
        if start > OPENING:
            start -= sum(figure.end - figure.start for figure in figures if figure.end <= start)
        if start > OPENING or mention.via == "capital":
            continue
        if any(mention.span.overlaps(found) for found in quoted):
            continue
        if not tied_part(text, mention.span.start):
            return mention.code
    return ""


def opening_place(text: str, mentions: Sequence[CountryMention]) -> str:
    """Return the country in which a sentence begins by saying it happens, or '': "In Bern, …"."""
    found = [*find_capitals(text, OPENING), *mentions[:1]]
    near = [mention for mention in found if mention.span.start <= PLACED]
    return next((each.code for each in near if tied_part(text, each.span.start) == "place"), "")


def _figure(scene: Scene, index: int) -> Span:
    return scene.s.figures[index].whole


def _phrase_facts(scene: Scene, k: int, index: int) -> Iterator[str]:
    """Yield what the phrases of the sentence tell."""
    s, at, figure = scene.s, scene.at[k], scene.figures[index]
    first, end = scene.subjects[index]
    token, last = scene.spans[k]
    if first <= at < end:
        if at > first:
            yield "behind subject"
        else:
            yield "is subject" if last >= s.chunks[at].end - 1 else "in subject"
    if at == figure:
        yield "inside"
    if any(start <= token < stop for start, stop in scene.things[index]):
        yield "in thing"
    if first <= figure < end:
        yield "figure acts"
    if s.governing[at] == s.governing[figure]:
        yield "same verb"
    if abs(at - figure) == 1:
        yield "next phrase"


def _lasting_facts(scene: Scene, k: int) -> frozenset[str]:
    """Return what is true of mention ``k`` for every figure, found once."""
    if k not in scene.lasting:
        scene.lasting[k] = frozenset((*_tie_facts(scene.s, scene.at[k]), *_own_facts(scene, k)))
    return scene.lasting[k]


def _tie_facts(s: Phrased, at: int) -> Iterator[str]:
    if s.kind(at - 1) in (TIE, LOOSE):
        word = s.word(at - 1)
        yield f"tied by {word}" if word in tree("roles.toml")["ties"]["words"] else "tied"
    if s.kind(at - 1) == VERB and s.kind(at) == NOUN:
        yield "object"
    if not any(s.kind(j) in (NOUN, VERB) for j in range(at)):
        yield "opens"


def _own_facts(scene: Scene, k: int) -> Iterator[str]:
    mention = scene.mentions[k]
    if all(found.code == mention.code for found in scene.mentions):
        yield "alone"
    if k == 0:
        yield "first named"
    if any(mention.span.overlaps(found) for found in scene.quoted):
        yield "quoted"
        if mention.via == "name":
            yield "speaks itself"
    if mention.code in blocs() and mention.code not in UNIONS:
        yield "world body"
    if mention.via in ("leader", "capital", HOME, SHARED_HOME, "bloc", ANAPHOR, PRONOUN, "demonym"):
        yield mention.via


def _order_facts(scene: Scene, k: int, index: int) -> Iterator[str]:
    """Yield what the order of figures and countries tells."""
    mention, figure = scene.mentions[k], _figure(scene, index)
    first = mention.span.end <= figure.start
    yield "before" if first else "behind"
    left, right = (mention.span.end, figure.start) if first else (figure.end, mention.span.start)
    words = scene.words(left, right, index)
    yield from (name for most, name in STEPS if words <= most)
    between = (found for found in scene.mentions if left <= found.span.start < right)
    if all(found.code == mention.code for found in between):
        yield "nearest before" if first else "nearest behind"
    if first and k + 1 < len(scene.mentions) and _asks(scene, k, right):
        yield "asks another"
    if len(scene.s.figures) > 1 and any(figures_part(scene, index, left, right, mention.span)):
        yield "barrier"


def _asks(scene: Scene, k: int, right: int) -> bool:
    """Return whether mention ``k`` asks the next one to act: "Norway urged Latvia to pay"."""
    end, start = scene.mentions[k].span.end, scene.mentions[k + 1].span.start
    return start < right and bool(_asking().find_between(scene.text, end, start))


def figures_part(scene: Scene, index: int, left: int, right: int, mention: Span) -> Iterator[bool]:
    """Yield for each other figure whether it stands between, or follows the mention at once."""
    for other, quantity in enumerate(scene.s.figures):
        if other == index:
            continue
        whole = quantity.whole
        if left <= whole.start and whole.end <= right:
            yield True
        elif right == mention.start and whole.start >= mention.end:
            yield len(_WORD.findall(scene.text, mention.end, whole.start)) <= GAP


def _word_facts(scene: Scene, k: int, index: int, *, barred: bool) -> Iterator[str]:
    """Yield the part in the clause that the words beside a mention give it, and more facts.

    ``barred`` where another figure stands between.
    """
    mention, figure = scene.mentions[k], _figure(scene, index)
    first = mention.span.end <= figure.start
    left, right = (mention.span.end, figure.start) if first else (figure.end, mention.span.start)
    between = scene.text[left:right] if left < right else ""
    if not scene.parts_clauses(left, right):
        yield "same clause"
    part = _part(figure, scene.text, mention, between, first=first)
    if part:
        yield part
    if first and len(scene.s.figures) > 1 and not barred and part not in APART and _is_gap(between):
        yield "gapped"


def _is_gap(between: str) -> bool:
    """Return whether only a verb is left out: "Latvia some"; not "Latvia for"."""
    words = _WORD.findall(folded(between))
    return len(words) <= GAP and not any(word in link_words() for word in words)


def _part(figure: Span, text: str, mention: CountryMention, between: str, *, first: bool) -> str:
    span = mention.span
    behind = behind_of(text, span.end)
    if behind.compound:
        return "compound"
    goods = first and mention.via in ("demonym", "name", HOME) and "worth" in between.lower()
    if goods and _WORTH.match(between):
        return "goods"
    if (_WITH if first else _GIVER).match(between):
        return "giver"
    if not first and behind.owns and len(_WORD.findall(between)) <= OWNER_REACH:
        return "giver" if _BY_MEANS.match(between) else "owner"
    if behind.possessive:
        return "possessive" if first and not _JOIN.search(between) else ""
    tied = tied_part(text, span.start)
    gives = first and word_before(text, span.start) in _giving()
    if gives and len(_WORD.findall(between)) <= GAP:
        return "recipient"
    if tied in ("recipient", "target") and mention.via == "demonym" and behind.owns:
        return "owner"
    if tied:
        return tied
    acts = first and _verbs("act", "bear").find_between(text, span.end, figure.start)
    return "acts" if acts else ""


def _levy_facts(facts: set[str], scene: Scene, span: Span, figure: Span) -> set[str]:
    """Return the facts with who levies and who bears a tariff, by goods, verbs and exports."""
    text = scene.text
    after = folded(text[span.end : span.end + AFTER])
    if follows(text, span.start, "entering"):
        return (facts - {"recipient", "target", "place"}) | {"levies"}
    if _after_country("levies", r"(?:'s?\W+(?:\w+\W+)?|\s+)").match(after) and not facts & {
        "target",
        "recipient",
    }:
        return facts | {"levies"}
    if _after_country("goods", r"(?:'s?)?\W+(?:\w+\W+){0,2}?").match(after):
        return (facts - {"possessive", "acts", "inside", "owner"}) | {"goods"}
    first = span.end <= figure.start
    if first and _verbs("bear").find_between(text, span.end, figure.start):
        return (facts - {"acts"}) | {"bears"}
    return facts
