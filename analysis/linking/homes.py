"""Find the names that tell a country without naming it: regions, parliaments, parties, sums."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from analysis.countries.gazetteer import blocs
from analysis.model import CountryMention, Quantity
from analysis.phrases import PhraseIndex
from analysis.vocabulary import kept, rows, words

HOME, SHARED_HOME = "home", "shared home"
SURE = 0.6
# Money of the whole world: it tells no country.
WORLD = ("USD",)
# What a sentence, a country that acts in it, one of its sums and the title add to how much a text
# is about a country.
NAMED, ACTS, SUM, TITLE = 1.0, 1.0, 0.5, 3.0


class _Home(NamedTuple):
    code: str
    shared: bool


@cache
@kept()
def _homes() -> PhraseIndex[_Home]:
    found = rows("homes.csv", "cue")
    return PhraseIndex({row["cue"]: _Home(row["code"], bool(row["shared"])) for row in found})


@cache
def _capitals() -> PhraseIndex[str]:
    found = rows("countries.csv", "code")
    return PhraseIndex({city: row["code"] for row in found for city in words(row["capital"])})


def find_capitals(text: str, end: int) -> list[CountryMention]:
    """Return the capitals before ``end``, whether they stand for a government or are a place.

    >>> [mention.code for mention in find_capitals("In Bern the government paid.", 9)]
    ['CHE']
    """
    return [
        CountryMention(span, code, HOME, SURE)
        for span, code in _capitals().find_between(text, 0, end)
        if text[span.start].isupper()
    ]


def find_homes(text: str) -> list[CountryMention]:
    """Return places, parliaments and parties in ``text`` that tell a country without naming it.

    Names that several countries share ("Congress") are found via "shared home", with the country
    that one thinks of first.

    >>> [(mention.code, mention.via) for mention in find_homes("The Bundestag met in Ohio.")]
    [('DEU', 'home'), ('USA', 'home')]
    """
    return [
        CountryMention(span, home.code, SHARED_HOME if home.shared else HOME, SURE)
        for span, home in _homes().find(text)
        if text[span.start].isupper() or " " in span.text(text)
    ]


@cache
def _issuers() -> dict[str, str]:
    """Return the country of each currency that is one country's own."""
    return {row["code"]: row["country"] for row in rows("currencies.csv", "code") if row["country"]}


def issuer_of(quantity: Quantity) -> str:
    """Return the country whose money a sum is in, '' for the world's and for what is no money."""
    if quantity.currency in WORLD or quantity.currency_inferred:
        return ""
    return _issuers().get(quantity.currency, "")


class Told(NamedTuple):
    """What a sentence tells of countries: those it names, who acts, whose money it is in."""

    named: Sequence[str]
    actor: str
    issuers: Sequence[str]


def ranked_countries(told: Iterable[Told], title: Iterable[str]) -> tuple[str, ...]:
    """Return the countries of a document by how much it is about them, most first."""
    weights: dict[str, float] = dict.fromkeys(title, TITLE)
    for sentence in told:
        for code in dict.fromkeys(sentence.named):
            weights[code] = weights.get(code, 0.0) + NAMED
        for code in sentence.issuers:
            weights[code] = weights.get(code, 0.0) + SUM
        if sentence.actor:
            weights[sentence.actor] = weights.get(sentence.actor, 0.0) + ACTS
    return tuple(sorted(weights, key=lambda code: (-weights[code], code)))


def nation_of(ranked: Sequence[str]) -> str:
    """Return the first of the ranked countries that is no bloc, or ''."""
    return next((code for code in ranked if code not in blocs()), "")
