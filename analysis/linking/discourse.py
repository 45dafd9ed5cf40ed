"""Remember, from sentence to sentence, which countries a text speaks of and who acts."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from analysis.countries.gazetteer import blocs
from analysis.model import CountryMention
from analysis.phrases import PhraseIndex, any_of, folded, pattern_of, surfaces
from analysis.vocabulary import tree

# Who acts stands at a sentence's beginning.
OPENING = 60
# How many of a text's countries can be meant where none is named; sentences that one stays in mind.
MOST_CARRIED, MEMORY = 6, 3
ATTACK_REACH = 6
RECENT = 4
LEVIES = ("tariffs", "sanctions")


class Context(NamedTuple):
    """What the text told before a sentence.

    ``last`` acted last, ``age`` sentences ago, and ``nation`` was the last to act that is no bloc;
    ``before`` are the countries of the sentence before; ``recent`` those named last, the newest
    first; ``main`` is the main country of the last figure and ``topic`` that figure's topic;
    ``imposer`` levied the last tariff or sanction; ``attackers`` led attacks, the last one first;
    ``spoke`` is the country of who spoke last. ``frequent`` are the document's countries by how
    much it is about them, ``home`` the first that is no bloc, ``title`` those of its title,
    ``assailant`` the one that attacks most often in it.
    """

    last: str = ""
    nation: str = ""
    age: int = 0
    before: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()
    main: str = ""
    topic: str = ""
    imposer: str = ""
    attackers: tuple[str, ...] = ()
    spoke: str = ""
    frequent: tuple[str, ...] = ()
    home: str = ""
    title: tuple[str, ...] = ()
    assailant: str = ""

    @property
    def attacker(self) -> str:
        """The country that led the last attack, or ''."""
        return self.attackers[0] if self.attackers else ""

    def carried(self, issuer: str = "") -> tuple[str, ...]:
        """Return the countries that a figure can be about though its sentence names none.

        ``issuer`` is the country whose money the figure is in.
        """
        told = (issuer, *self.frequent[:2], self.last, self.main, self.imposer, self.attacker)
        told = (*told, *self.before, *self.title, self.assailant)
        codes = dict.fromkeys(code for code in told if code)
        return tuple(codes)[:MOST_CARRIED]

    def facts(self, code: str, topic: str) -> Iterator[str]:
        """Yield what speaks for a country whatever its place in the sentence."""
        if code in self.title:
            yield "title"
        if code in self.frequent[:2]:
            yield "first in text" if code == self.frequent[0] else "second in text"
        if code == self.last:
            yield "acted just now" if self.age <= 1 else "acted lately"
        if code in self.before:
            yield "named just now"
        if code == self.main:
            yield "main before" if topic == self.topic else "main before, other topic"
        if code == self.imposer:
            yield "levied before"
        if code == self.attacker:
            yield "attacker"
        if code == self.assailant:
            yield "attacks in text"
        if code == self.spoke:
            yield "spoke"


class Acting(NamedTuple):
    """The countries that act in a sentence, attack in it, and speak in it, or ''."""

    actor: str = ""
    attacker: str = ""
    spoke: str = ""


def _forms(name: str) -> list[str]:
    words: list[str] = tree("roles.toml")["attacks"][name]
    return sorted({form for word in words for form in surfaces(word)})


@cache
def _attack() -> re.Pattern[str]:
    return pattern_of(_forms("words"))


@cache
def _attacks() -> re.Pattern[str]:
    """Return what follows an attacker: "Russian drones", "Russia fired", "Russia's invasion"."""
    word = rf"(?!{any_of(_forms('parried'))}(?!\w))\w+"
    return re.compile(
        rf"(?:'s?)?\W+(?:{word}\W+){{0,{ATTACK_REACH}}}?{any_of(_forms('words'))}(?!\w)"
    )


@cache
def _attack_words() -> PhraseIndex[bool]:
    return PhraseIndex.of_forms(dict.fromkeys(_forms("words"), True))


def tells_of_attack(text: str) -> bool:
    """Return whether a sentence has words of war: "strikes", "shelling"."""
    return _attack_words().may_find(text) and bool(_attack().search(folded(text)))


def attacker_of(text: str, mentions: Sequence[CountryMention], before: Sequence[str] = ()) -> str:
    """Return the country whose attack a sentence tells of, or ''.

    ``before`` are those that attacked before, the last one first: an attack on one of them is
    another's.
    """
    if not mentions or not _attack_words().may_find(text):
        return ""
    plain = folded(text)
    attack = _attack().search(plain)
    if not attack:
        return ""
    for k, mention in enumerate(mentions):
        following = mentions[k + 1].span.start if k + 1 < len(mentions) else len(plain)
        if _attacks().match(plain, mention.span.end, max(following, mention.span.end)):
            return mention.code
    behind = [mention.code for mention in mentions if mention.span.start > attack.end()]
    others = [code for code in before if code not in behind]
    return others[0] if behind and others and set(behind) & set(before) else ""


def assailant_of(attackers: Iterable[str]) -> str:
    """Return the country that attacks most often in a text; ``attackers`` are by sentence.

    >>> assailant_of(["RUS", "", "UKR", "RUS"])
    'RUS'
    """
    attacks = Counter(attackers)
    del attacks[""]
    return min(attacks, key=lambda code: (-attacks[code], code), default="")


def after_figure(context: Context, main: str, role: str, topic: str) -> Context:
    """Return the context after a figure whose main country is ``main``."""
    imposer = main if role == "imposer" and topic in LEVIES else context.imposer
    return context._replace(main=main or context.main, topic=topic, imposer=imposer)


def after_sentence(
    context: Context, text: str, mentions: Sequence[CountryMention], acting: Acting
) -> Context:
    """Return the context after a sentence with these ``mentions``, in which some are ``acting``."""
    actor, attacker, spoke = acting
    named = tuple(dict.fromkeys(mention.code for mention in mentions))
    recent = tuple(dict.fromkeys((*reversed(named), *context.recent)))[:RECENT]
    if not attacker and context.attackers:
        attacker = attacker_of(text, mentions, context.attackers)
    attackers = dict.fromkeys(code for code in (attacker, *context.attackers) if code)
    return context._replace(
        last=actor or (context.last if context.age < MEMORY else ""),
        nation=actor if actor and actor not in blocs() else context.nation,
        age=1 if actor else context.age + 1,
        before=named,
        recent=recent,
        attackers=tuple(attackers)[:2],
        spoke=spoke or context.spoke,
    )
